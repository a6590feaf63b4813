// SPDX-License-Identifier: MIT
// Codecs of structs whose fields have numbers: reading.
#include "core/codegen/cpp/cpp_tagged.h"
#include "core/codegen/zero_elements.h"

namespace wirebench::cpp {

/// Whether it matters that the field was not there.
bool TaggedPrinter::counts(std::uint32_t field) const
{
    const Slot& place = slot(field);
    if (place.occurs == Occurs::Required)
        return true;
    const bool given = place.occurs == Occurs::Always || place.occurs == Occurs::Default;
    return given && place.oneof == 0 && m_node.op == Op::Tagged && !m_entry.fields[field].optional
        && zeroElements(m_context.plan(), place.node) > 0;
}

bool TaggedPrinter::usesTable() const
{
    for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
        for (std::uint32_t f = 0; f < slot(i).formCount; ++f) {
            if (m_context.plan().forms[slot(i).firstForm + f].form == FieldForm::TableIndex)
                return true;
        }
    }
    return false;
}

/// Where the value goes: the member, or a new value in it.
std::string TaggedPrinter::target(std::uint32_t field) const
{
    const ApiField& entry = m_entry.fields[field];
    return m_context.wrapped(entry) || entry.boxed ? member(field) + ".emplace()" : member(field);
}

std::string TaggedPrinter::get(std::uint32_t field) const
{
    return "p = wb::get_bare<" + form(field) + ">(d, p, end, " + target(field) + ");";
}

/// What must happen before a field is read: others of its group go, a struct in place starts anew.
void TaggedPrinter::prepare(std::uint32_t field)
{
    if (const std::uint16_t group = slot(field).oneof; group != 0) {
        for (std::uint32_t other = 0; other < m_entry.fields.size(); ++other) {
            if (other != field && slot(other).oneof == group)
                m_out.line("$1.reset();", member(other));
        }
    }
    const ApiField& entry = m_entry.fields[field];
    if (!entry.optional && m_context.model().typeOf(entry.node).kind == ApiKind::Struct)
        m_out.line("$1 = {};", member(field));
    if (counts(field))
        m_out.line("has_$1 = true;", m_context.fieldName(m_index, field));
}

void TaggedPrinter::readForm(std::uint32_t field, const AcceptedForm& accepted)
{
    const bool isSeries = m_context.nodeOf(m_entry.fields[field].slot).op == Op::Series;
    switch (accepted.form) {
    case FieldForm::Value:
        m_out.line("$1", get(field));
        break;
    case FieldForm::Element:
        m_out.line("p = wb::append_element<$1_element>(d, p, end, $2);", form(field), member(field));
        break;
    case FieldForm::Run:
        m_out.line("p = wb::append_run<$1_element>(d, p, end, $2);", form(field), member(field));
        break;
    case FieldForm::BitRun:
        m_out.line("p = wb::append_bits(d, p, end, $1);", member(field));
        break;
    case FieldForm::TableIndex:
        if (isSeries)
            m_out.line("p = wb::append_table_text(d, table, p, end, $1);", member(field));
        else
            m_out.line("p = wb::get_table_text(d, table, p, end, $1);", target(field));
        break;
    }
}

void TaggedPrinter::checkMissing()
{
    for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
        if (!counts(i))
            continue;
        const std::string& name = m_context.fieldName(m_index, i);
        if (slot(i).occurs == Occurs::Required) {
            m_out.line("if (!has_$1)", name);
            m_out.line("    return d.fail(\"missing-required\", end) != nullptr;");
        } else {
            m_out.line("if (!has_$1 && !d.total($2u, end))", name,
                       std::to_string(zeroElements(m_context.plan(), slot(i).node)));
            m_out.line("    return false;");
        }
    }
}

/// One flag for each field of which it matters whether it was there.
void TaggedPrinter::declareSeen()
{
    for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
        if (counts(i))
            m_out.line("bool has_$1 = false;", m_context.fieldName(m_index, i));
    }
}

void TaggedPrinter::writeRead()
{
    m_out.line("template <class V>");
    m_out.line("bool $1::read(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, V& v)", m_name);
    m_out.line("{");
    m_out.indent();
    m_out.line("if (!d.enter(p))");
    m_out.line("    return false;");
    declareSeen();
    if (usesTable())
        m_out.line("wb::TableScope table{kDialect, interned};");
    m_out.line("while (p != end) {");
    m_out.indent();
    m_out.line("const std::uint8_t* const start = p;");
    m_out.line("std::uint64_t tag = 0;");
    m_out.line("p = wb::get_varint(d, p, end, tag);");
    m_out.line("if (p == nullptr)");
    m_out.line("    return false;");
    m_out.line("switch (tag) {");
    for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
        for (std::uint32_t f = 0; f < slot(i).formCount; ++f) {
            const AcceptedForm& accepted = m_context.plan().forms[slot(i).firstForm + f];
            m_out.line("case $1:", std::to_string(std::uint64_t{slot(i).number} << 3 | accepted.wireType));
            m_out.indent();
            if (accepted.form == FieldForm::TableIndex && f > 0) {
                m_out.line("if (!d.has_table)");
                m_out.line("    return d.fail(\"wire-type-mismatch\", start) != nullptr;");
            }
            prepare(i);
            readForm(i, accepted);
            m_out.line("break;");
            m_out.dedent();
        }
    }
    m_out.line("default:");
    m_out.line("    p = wb::other_field(d, kDialect, numbers, tag, start, p, end, v.$1);",
               m_context.unknownName(m_index));
    m_out.line("    break;");
    m_out.line("}");
    m_out.line("if (p == nullptr)");
    m_out.line("    return false;");
    m_out.dedent();
    m_out.line("}");
    checkMissing();
    m_out.line("d.leave();");
    m_out.line("return true;");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
}

void TaggedPrinter::writePresenceRead()
{
    const std::vector<std::uint32_t> order = writingOrder();
    m_out.line("template <class V>");
    m_out.line("bool $1::read(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, [[maybe_unused]] V& v)",
               m_name);
    m_out.line("{");
    m_out.indent();
    m_out.line("if (!d.enter(p))");
    m_out.line("    return false;");
    declareSeen();
    m_out.line("wb::Presence present;");
    m_out.line("p = present.get(d, p, end);");
    m_out.line("if (p == nullptr)");
    m_out.line("    return false;");
    for (std::uint32_t bit = 0; bit < order.size(); ++bit) {
        m_out.line("if (present.has($1)) {", std::to_string(bit));
        m_out.indent();
        prepare(order[bit]);
        m_out.line("$1", get(order[bit]));
        m_out.line("if (p == nullptr)");
        m_out.line("    return false;");
        m_out.dedent();
        m_out.line("}");
    }
    checkMissing();
    m_out.line("if (!present.none_from(d, $1))", std::to_string(order.size()));
    m_out.line("    return false;");
    m_out.line("d.leave();");
    m_out.line("return true;");
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
}

void writeTaggedDecoding(CodeWriter& out, const Context& context, std::uint32_t index)
{
    TaggedPrinter printer(out, context, index);
    if (context.node(context.model().structs[index].node).op == Op::PresenceMap)
        printer.writePresenceRead();
    else
        printer.writeRead();
}

} // namespace wirebench::cpp
