// SPDX-License-Identifier: MIT
// Encoding: fields of tagged messages and presence maps.
#include "core/codegen/go/go_printer.h"

#include <algorithm>
#include <map>

namespace wirebench::go {

namespace {

std::size_t fieldOf(const ApiStruct& entry, SlotIndex slot)
{
    const auto found = std::find_if(entry.fields.begin(), entry.fields.end(),
                                    [slot](const ApiField& field) { return field.slot == slot; });
    return static_cast<std::size_t>(found - entry.fields.begin());
}

} // namespace

void GoPrinter::encodeTaggedFields(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const Node& node = nodeAt(entry.node);
    const std::string& name = m_names.structName(index);
    const std::string unknown = "x." + m_names.unknownField(index);
    if (hasTable())
        m_out.line("e.keep(x.$1, $2)", m_names.stringTable(index), std::to_string(m_plan.dialect.tableWireType));
    encodeOneof(index);
    m_out.line("unknown := e.unknown(&wbTags, $1, $2)", unknown, quoted(name));
    for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i) {
        const SlotIndex slot = m_plan.wireOrder[i].slot;
        const std::size_t at = fieldOf(entry, slot);
        const ApiField& field = entry.fields[at];
        const auto mark = m_out.mark(entry.decl, field.member);
        if (canonical())
            m_out.line("unknown = e.unknownBelow(unknown, $1)", std::to_string(m_plan.slots[slot].number));
        encodeField(field, "x." + m_names.field(index, at), quoted(name + "." + field.name));
    }
    m_out.line("e.unknownBelow(unknown, wbHighestNumber+1)");
}

void GoPrinter::encodeOneof(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    std::map<std::uint16_t, std::string> groups;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const std::uint16_t group = slotOf(entry.fields[i]).oneof;
        if (group != 0)
            groups[group] += (groups[group].empty() ? "x." : ", x.") + m_names.field(index, i) + " != nil";
    }
    for (const auto& [group, tests] : groups) {
        m_out.line("if wbCount($1) > 1 {", tests);
        m_out.line("\te.fail(\"oneof-multiple\", $1)", quoted(m_names.structName(index)));
        m_out.line("}");
    }
}

/// A field of a tagged message, if it is to be written.
void GoPrinter::encodeField(const ApiField& field, const std::string& expr, const std::string& where)
{
    const Slot& slot = slotOf(field);
    const bool measured = isStructOp(field.node) && slot.occurs == Occurs::Default && slot.oneof == 0
        && nodeAt(field.node).op == Op::Tagged;
    const std::string value = isPointer(field) ? "*" + expr : expr;
    std::string condition;
    if (field.optional)
        condition = expr + " != nil";
    else if (slot.occurs == Occurs::Repeated)
        condition = "len(" + expr + ") != 0";
    else if (slot.occurs == Occurs::Default && slot.defaultBytes != kNoIndex)
        condition = differs(field, expr);
    else if (slot.occurs == Occurs::Default && !isStructOp(field.node))
        condition = nonZero(field.node, expr);
    const bool compared = slot.occurs == Occurs::Default && slot.defaultBytes != kNoIndex && condition.empty();
    const bool bare = condition.empty() && !compared;
    if (compared) {
        m_out.line("if e.differs($1, func(e *wbEncoder) {", quoted(m_plan.defaults[slot.defaultBytes]));
        m_out.indent();
        encodeBare(field.node, expr, where);
        m_out.dedent();
        m_out.line("}) {");
    } else if (!bare) {
        m_out.line("if $1 {", condition);
    }
    if (!bare)
        m_out.indent();
    const std::string mark = measured ? fresh("mark") : std::string();
    if (measured) {
        m_out.line("if $1 := e.mark(); !$1.omitted {", mark);
        m_out.indent();
        const std::string part = fresh("part");
        m_out.line("e.uvarint($1)",
                   std::to_string(std::uint64_t{slot.number} << 3 | m_plan.forms[slot.firstForm].wireType));
        m_out.line("$1 := e.open()", part);
        encodeContent(field.node, value, where);
        m_out.line("e.omitIf($1, e.close($2) == 0)", mark, part);
        m_out.dedent();
        m_out.line("}");
    } else {
        encodeForm(field, value, where);
    }
    encodeRules(field, value, where);
    if (!bare) {
        m_out.dedent();
        m_out.line("}");
    }
}

/// The tags and payloads of a field in the form in which it is written.
void GoPrinter::encodeForm(const ApiField& field, const std::string& expr, const std::string& where)
{
    const Slot& slot = slotOf(field);
    const AcceptedForm& form = m_plan.forms[slot.firstForm];
    const Node& node = nodeAt(field.node);
    const std::string tag = std::to_string(std::uint64_t{slot.number} << 3 | form.wireType);
    const bool elements
        = form.form == FieldForm::Element || (form.form == FieldForm::TableIndex && node.op == Op::Series);
    if (!elements)
        m_out.line("e.uvarint($1)", tag);
    const bool run = form.form == FieldForm::Run || form.form == FieldForm::BitRun;
    if (elements || run)
        m_out.line("e.elements(len($1), $2)", expr, where);
    const std::string part = run ? fresh("part") : std::string();
    if (run)
        m_out.line("$1 := e.open()", part);
    if (form.form == FieldForm::BitRun) {
        m_out.line("e.bitmap($1)", expr);
    } else if (elements || run) {
        const std::string i = fresh("i");
        m_out.line("for $1 := range $2 {", i, expr);
        m_out.indent();
        if (elements)
            m_out.line("e.uvarint($1)", tag);
        if (form.form == FieldForm::TableIndex)
            m_out.line("e.interned($1[$2], $3)", expr, i, where);
        else
            encodeBare(elementOf(field.node), expr + "[" + i + "]", where);
        m_out.dedent();
        m_out.line("}");
    } else if (form.form == FieldForm::TableIndex) {
        m_out.line("e.interned($1, $2)", expr, where);
    } else {
        encodeBare(field.node, expr, where);
    }
    if (run)
        m_out.line("e.close($1)", part);
}

void GoPrinter::encodePresence(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const Node& node = nodeAt(entry.node);
    const std::string& name = m_names.structName(index);
    encodeOneof(index);
    m_out.line("var bits [$1]byte", std::to_string((node.slotCount + 7) / 8));
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const std::size_t at = fieldOf(entry, m_plan.wireOrder[node.firstOrdered + i].slot);
        m_out.line("if x.$1 != nil {", m_names.field(index, at));
        m_out.line("\tbits[$1] |= $2", std::to_string(i / 8), std::to_string(1u << i % 8));
        m_out.line("}");
    }
    m_out.line("e.uvarint(uint64(len(bits)))");
    m_out.line("e.raw(bits[:])");
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const std::size_t at = fieldOf(entry, m_plan.wireOrder[node.firstOrdered + i].slot);
        const ApiField& field = entry.fields[at];
        const std::string expr = "x." + m_names.field(index, at);
        const std::string value = isPointer(field) ? "*" + expr : expr;
        const std::string where = quoted(name + "." + field.name);
        m_out.line("if $1 != nil {", expr);
        m_out.indent();
        encodeBare(field.node, value, where);
        encodeRules(field, value, where);
        m_out.dedent();
        m_out.line("}");
    }
}

/// The rules of a field that is written. Passing over them while writing saves nothing: they are looked at twice.
void GoPrinter::encodeRules(const ApiField& field, const std::string& expr, const std::string& where)
{
    nameUncheckedRules(field);
    const std::string broken = brokenRules(field, expr);
    if (broken.empty())
        return;
    m_out.line("if e.counting && ($1) {", broken);
    m_out.line("\te.fail(\"validate\", $1)", where);
    m_out.line("}");
}

} // namespace wirebench::go
