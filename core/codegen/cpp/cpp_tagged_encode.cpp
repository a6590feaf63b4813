// SPDX-License-Identifier: MIT
// Codecs of structs whose fields have numbers: the size pass and the write pass.
#include "core/codegen/cpp/cpp_rules.h"
#include "core/codegen/cpp/cpp_tagged.h"

#include <algorithm>
#include <map>

namespace wirebench::cpp {

namespace {

std::uint64_t tagBytes(std::uint64_t tag)
{
    std::uint64_t bytes = 1;
    for (; tag >= 0x80; tag >>= 7)
        ++bytes;
    return bytes;
}

} // namespace

std::vector<std::uint32_t> TaggedPrinter::writingOrder() const
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < m_node.orderedCount; ++i) {
        const SlotIndex slot = m_context.plan().wireOrder[m_node.firstOrdered + i].slot;
        for (std::uint32_t field = 0; field < m_entry.fields.size(); ++field) {
            if (m_entry.fields[field].slot == slot)
                order.push_back(field);
        }
    }
    return order;
}

std::string TaggedPrinter::tag(std::uint32_t field) const
{
    return std::to_string(tagNumber(field));
}

std::uint64_t TaggedPrinter::tagNumber(std::uint32_t field) const
{
    return std::uint64_t{slot(field).number} << 3 | written(field).wireType;
}

std::string TaggedPrinter::value(std::uint32_t field) const
{
    const ApiField& entry = m_entry.fields[field];
    return (m_context.wrapped(entry) || entry.boxed ? "*" : "") + member(field);
}

/// Whether the field is there, as a condition; empty where it always is.
std::string TaggedPrinter::condition(std::uint32_t field) const
{
    const ApiField& entry = m_entry.fields[field];
    const Slot& place = slot(field);
    if (m_context.wrapped(entry) || entry.boxed)
        return member(field);
    const bool isUnion = m_context.model().typeOf(entry.node).kind == ApiKind::Union;
    const bool must = place.occurs == Occurs::Always || place.occurs == Occurs::Required;
    if (isUnion)
        return must && m_node.op == Op::Tagged ? "" : "!" + member(field) + ".empty()";
    if (m_node.op == Op::PresenceMap)
        return "";
    if (place.occurs == Occurs::Repeated)
        return "!" + member(field) + ".empty()";
    if (place.occurs != Occurs::Default)
        return "";
    if (place.defaultBytes != kNoIndex)
        return "!wb::has_bytes<" + form(field) + ">(" + member(field) + ", " + form(field) + "_default)";
    return "!" + form(field) + "::zero(" + member(field) + ")";
}

/// Writes statements that hold where the field is there.
template <class Body>
void TaggedPrinter::where(const std::string& condition, Body body)
{
    if (condition.empty()) {
        body();
        return;
    }
    m_out.line("if ($1) {", condition);
    m_out.indent();
    body();
    m_out.dedent();
    m_out.line("}");
}

/// Whether a struct is left out when it has no bytes.
bool TaggedPrinter::leftOutEmpty(std::uint32_t field) const
{
    return m_node.op == Op::Tagged && slot(field).occurs == Occurs::Default && slot(field).oneof == 0
        && m_context.nodeOf(m_entry.fields[field].slot).op == Op::Tagged;
}

void TaggedPrinter::sizeOfField(std::uint32_t field)
{
    const std::string x = value(field);
    if (m_node.op == Op::PresenceMap) {
        m_out.line("n += wb::bare_size<$1>($2, e);", form(field), x);
        return;
    }
    const std::string bytes = std::to_string(tagBytes(tagNumber(field)));
    const bool isSeries = m_context.nodeOf(m_entry.fields[field].slot).op == Op::Series;
    switch (written(field).form) {
    case FieldForm::Element:
        m_out.line("n += wb::elements_size<$1_element>($2, $3, e);", form(field), bytes, x);
        break;
    case FieldForm::TableIndex:
        if (isSeries)
            m_out.line("n += wb::table_texts_size($1, $2, e);", bytes, x);
        else
            m_out.line("n += $1 + e.table_index($2);", bytes, x);
        break;
    default:
        if (leftOutEmpty(field))
            m_out.line("n += wb::nonempty_size<$1>($2, $3, e);", form(field), bytes, x);
        else
            m_out.line("n += $1 + wb::bare_size<$2>($3, e);", bytes, form(field), x);
        break;
    }
}

void TaggedPrinter::putField(std::uint32_t field)
{
    const std::string x = value(field);
    const bool isSeries = m_context.nodeOf(m_entry.fields[field].slot).op == Op::Series;
    switch (written(field).form) {
    case FieldForm::Element:
        m_out.line("p = wb::put_elements<$1, $2_element>(p, $3, e);", tag(field), form(field), x);
        break;
    case FieldForm::TableIndex:
        if (isSeries)
            m_out.line("p = wb::put_table_texts<$1>(p, $2, e);", tag(field), x);
        else
            m_out.line("p = wb::put_varint(wb::put_tag<$1>(p), e.lengths().next());", tag(field));
        break;
    default:
        if (leftOutEmpty(field))
            m_out.line("p = wb::put_nonempty<$1, $2>(p, $3, e);", tag(field), form(field), x);
        else
            m_out.line("p = wb::put_bare<$1>(wb::put_tag<$2>(p), $3, e);", form(field), tag(field), x);
        break;
    }
}

/// At most one field of a group may be set; `told` is the object that notes it.
void TaggedPrinter::checkGroups(std::string_view told)
{
    std::map<std::uint16_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
        if (slot(i).oneof != 0)
            groups[slot(i).oneof].push_back(i);
    }
    for (const auto& [group, fields] : groups) {
        if (fields.size() < 2)
            continue;
        std::string sum;
        for (const std::uint32_t field : fields)
            sum += (sum.empty() ? "(" : " + (") + std::string("static_cast<bool>(") + member(field) + ") ? 1 : 0)";
        m_out.line("if ($1 > 1)", sum);
        m_out.line("    $1.fail(\"oneof-multiple\");", told);
    }
}

void TaggedPrinter::checkRules(std::uint32_t field)
{
    const ApiKind kind = m_context.model().typeOf(m_entry.fields[field].node).kind;
    for (std::uint32_t i = 0; i < slot(field).validationCount; ++i) {
        const Validation& rule = m_context.plan().validations[slot(field).firstValidation + i];
        const std::string condition = ruleCondition(m_context, rule, kind, value(field));
        if (condition.empty())
            continue;
        m_out.line("if (!$1)", condition);
        m_out.line("    e.fail(\"validate\");");
    }
}

/// Whether nothing is written of the struct, and the texts that came with unknown fields.
void TaggedPrinter::writeExtras()
{
    const std::size_t bitmap = (m_entry.fields.size() + 7) / 8;
    m_out.line("template <class V>");
    m_out.line("bool $1::zero(const V& v)", m_name);
    m_out.line("{");
    m_out.line("    return wb::takes_only<$1>(v, $2);", m_name,
               std::to_string(m_node.op == Op::PresenceMap ? tagBytes(bitmap) + bitmap : 0));
    m_out.line("}");
    m_out.blank();
    if (!m_context.keepsStrings(m_entry))
        return;
    const std::string& strings = m_context.stringsName(m_index);
    m_out.line("template <class V>");
    m_out.line("void $1::keep_strings(const V& v, wb::Encoder& e)", m_name);
    m_out.line("{");
    m_out.line("    for (const auto& text : v.$1)", strings);
    m_out.line("        e.keep_string(text);");
    m_out.line("}");
    m_out.blank();
    m_out.line("template <class V>");
    m_out.line("void $1::take_strings(V& v, const std::vector<std::string_view>& table)", m_name);
    m_out.line("{");
    m_out.line("    v.$1.assign(table.begin(), table.end());", strings);
    m_out.line("}");
    m_out.blank();
}

void TaggedPrinter::writeSize()
{
    m_out.line("template <class V>");
    m_out.line("std::size_t $1::size([[maybe_unused]] const V& v, wb::Encoder& e)", m_name);
    m_out.line("{");
    m_out.indent();
    m_out.line("if (!e.enter())");
    m_out.line("    return 0;");
    checkGroups("e");
    const std::size_t bitmap = (m_entry.fields.size() + 7) / 8;
    m_out.line("std::size_t n = $1;",
               m_node.op == Op::PresenceMap ? std::to_string(tagBytes(bitmap) + bitmap) : std::string("0"));
    for (const std::uint32_t field : writingOrder()) {
        where(condition(field), [&] {
            sizeOfField(field);
            checkRules(field);
        });
    }
    if (m_entry.keepsUnknown)
        m_out.line("n += wb::unknown_size(kDialect, numbers, v.$1, e);", m_context.unknownName(m_index));
    m_out.line("e.leave();");
    m_out.line("return n;");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
}

void TaggedPrinter::writePut()
{
    const bool merges = m_entry.keepsUnknown && m_context.plan().dialect.canonical;
    m_out.line("template <class V>");
    m_out.line("std::uint8_t* $1::put(std::uint8_t* p, [[maybe_unused]] const V& v, [[maybe_unused]] wb::Encoder& e)",
               m_name);
    m_out.line("{");
    m_out.indent();
    if (merges)
        m_out.line("wb::UnknownFields unknown(kDialect, v.$1);", m_context.unknownName(m_index));
    for (const std::uint32_t field : writingOrder()) {
        if (merges)
            m_out.line("p = unknown.put_below(p, $1);", std::to_string(slot(field).number));
        where(condition(field), [&] { putField(field); });
    }
    if (merges)
        m_out.line("return unknown.put_below(p, wb::kHighestFieldNumber + 1);");
    else if (m_entry.keepsUnknown)
        m_out.line("return wb::copy_bytes(p, v.$1.data(), v.$1.size());", m_context.unknownName(m_index));
    else
        m_out.line("return p;");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
}

void TaggedPrinter::writePresencePut()
{
    const std::vector<std::uint32_t> order = writingOrder();
    const std::string bytes = std::to_string((order.size() + 7) / 8);
    m_out.line("template <class V>");
    m_out.line("std::uint8_t* $1::put(std::uint8_t* p, [[maybe_unused]] const V& v, [[maybe_unused]] wb::Encoder& e)",
               m_name);
    m_out.line("{");
    m_out.indent();
    m_out.line("p = wb::put_varint(p, $1);", bytes);
    m_out.line("[[maybe_unused]] std::uint8_t* const present = p;");
    m_out.line("std::memset(p, 0, $1);", bytes);
    m_out.line("p += $1;", bytes);
    for (std::uint32_t bit = 0; bit < order.size(); ++bit) {
        where(condition(order[bit]), [&] {
            m_out.line("wb::put_bits(present, $1, 1, 1);", std::to_string(bit));
            m_out.line("p = wb::put_bare<$1>(p, $2, e);", form(order[bit]), value(order[bit]));
        });
    }
    m_out.line("return p;");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
}

void writeTaggedEncoding(CodeWriter& out, const Context& context, std::uint32_t index)
{
    TaggedPrinter printer(out, context, index);
    printer.writeSize();
    if (context.node(context.model().structs[index].node).op == Op::PresenceMap)
        printer.writePresencePut();
    else
        printer.writePut();
    printer.writeExtras();
}

} // namespace wirebench::cpp
