// SPDX-License-Identifier: MIT
// Decoding: fields of tagged messages and presence maps.
#include "core/codegen/go/go_printer.h"
#include "core/codegen/zero_elements.h"

#include <algorithm>

namespace wirebench::go {

namespace {

bool isIndexForm(const AcceptedForm& form)
{
    return form.form == FieldForm::TableIndex;
}

} // namespace

/// Whether something has to be done about a field that is not there.
bool GoPrinter::needsSeen(const ApiField& field) const
{
    const Slot& slot = slotOf(field);
    if (slot.occurs == Occurs::Required)
        return true;
    if (slot.occurs == Occurs::Optional || slot.occurs == Occurs::Repeated || slot.oneof != 0)
        return false;
    const bool leftOut = slot.occurs == Occurs::Default && isStructOp(field.node);
    return !leftOut && zeroElements(m_plan, field.node) > 0;
}

/// A variable with what inlineNumbers() gives.
void GoPrinter::printInlineNumbers(std::uint32_t index)
{
    const std::string numbers = inlineNumbers(index);
    if (numbers.empty())
        return;
    m_out.blank();
    m_out.line("var wbInlineOf$1 = []uint64{$2}", m_names.structName(index), numbers);
}

void GoPrinter::decodeTaggedFields(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const auto seen = std::count_if(entry.fields.begin(), entry.fields.end(),
                                    [this](const ApiField& field) { return needsSeen(field); });
    if (seen > 0)
        m_out.line("var seen [$1]bool", std::to_string(seen));
    m_out.line("for tag := d.nextTag(&wbTags); tag != 0; tag = d.nextTag(&wbTags) {");
    m_out.indent();
    m_out.line("switch tag {");
    std::string numbers;
    std::size_t place = 0;
    for (const ApiField& field : entry.fields) {
        const Slot& slot = slotOf(field);
        const auto mark = m_out.mark(entry.decl, field.member);
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(slot.number);
        for (std::uint32_t i = slot.firstForm; i < slot.firstForm + slot.formCount; ++i) {
            const AcceptedForm& form = m_plan.forms[i];
            m_out.line("case $1:", std::to_string(std::uint64_t{slot.number} << 3 | form.wireType));
            m_out.indent();
            if (isIndexForm(form) && i > slot.firstForm) {
                m_out.line("if !d.hasTable {");
                m_out.line("\td.mismatch(&wbTags, tag)");
                m_out.line("\tbreak");
                m_out.line("}");
            }
            decodeField(index, field, form);
            if (needsSeen(field))
                m_out.line("seen[$1] = true", std::to_string(place));
            m_out.dedent();
        }
        place += needsSeen(field) ? 1u : 0u;
    }
    m_out.line("default:");
    m_out.indent();
    const std::string& unknown = m_names.unknownField(index);
    if (!numbers.empty()) {
        m_out.line("switch tag >> 3 {");
        m_out.line("case $1:", numbers);
        m_out.line("\td.mismatch(&wbTags, tag)");
        m_out.line("default:");
        m_out.line("\tx.$1 = d.unknownField(&wbTags, tag, x.$1)", unknown);
        m_out.line("}");
    } else {
        m_out.line("x.$1 = d.unknownField(&wbTags, tag, x.$1)", unknown);
    }
    m_out.dedent();
    m_out.line("}");
    m_out.dedent();
    m_out.line("}");
    if (seen > 0)
        decodeMissing(index);
    if (hasTable()) {
        m_out.line("if d.depth == 1 {");
        m_out.line("\tx.$1 = d.keptStrings()", m_names.stringTable(index));
        m_out.line("}");
    }
}

/// The numbers of the fields that are written as indexes into the string table.
std::string GoPrinter::inlineNumbers(std::uint32_t index)
{
    std::string numbers;
    for (const ApiField& field : m_model.structs[index].fields) {
        const Slot& slot = slotOf(field);
        if (slot.formCount > 0 && isIndexForm(m_plan.forms[slot.firstForm]))
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(slot.number);
    }
    return numbers;
}

void GoPrinter::decodeField(std::uint32_t index, const ApiField& field, const AcceptedForm& form)
{
    const Slot& slot = slotOf(field);
    const ApiStruct& entry = m_model.structs[index];
    const auto at = static_cast<std::size_t>(&field - entry.fields.data());
    const std::string target = "x." + m_names.field(index, at);
    const bool repeated = slot.occurs == Occurs::Repeated;
    const std::string numbers = inlineNumbers(index);
    const std::string interned
        = "d.interned(&wbTags, " + (numbers.empty() ? "nil" : "wbInlineOf" + m_names.structName(index)) + ")";
    clearGroup(index, field);
    switch (form.form) {
    case FieldForm::Value:
        if (field.optional)
            decodeOptional(field, target, true);
        else
            decodeBare(field.node, target);
        break;
    case FieldForm::Element:
        m_out.line("if d.countElements(1, uint64(len($1))) {", target);
        m_out.indent();
        decodeElement(elementOf(field.node), target, Lead::Bare);
        m_out.dedent();
        m_out.line("}");
        break;
    case FieldForm::Run:
    case FieldForm::BitRun: {
        const std::string end = fresh("end");
        m_out.line("$1 := d.open()", end);
        const NodeIndex element = elementOf(field.node);
        if (form.form == FieldForm::BitRun)
            m_out.line("$1 = wbReadBitmap(d, $1)", target);
        else
            m_out.line("$1 = wbReadPacked(d, $1, $2, func(u uint64) $3 { return $4 })", target,
                       std::to_string(widthOf(nodeAt(element))), typeOf(element), fromStored(element, "u"));
        m_out.line("d.close($1)", end);
        break;
    }
    case FieldForm::TableIndex:
        if (repeated) {
            m_out.line("if d.countElements(1, uint64(len($1))) {", target);
            m_out.line("\t$1 = append($1, $2)", target, interned);
            m_out.line("}");
        } else if (isPointer(field)) {
            const std::string value = fresh("v");
            m_out.line("$1 := $2", value, interned);
            m_out.line("$1 = &$2", target, value);
        } else {
            m_out.line("$1 = $2", target, interned);
        }
        break;
    }
}

/// Of a group, the field that comes last is the one that is set.
void GoPrinter::clearGroup(std::uint32_t index, const ApiField& field)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::uint16_t group = slotOf(field).oneof;
    if (group == 0)
        return;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        if (slotOf(entry.fields[i]).oneof == group && &entry.fields[i] != &field)
            m_out.line("x.$1 = nil", m_names.field(index, i));
    }
}

void GoPrinter::decodeMissing(std::uint32_t index)
{
    std::size_t place = 0;
    m_out.line("if d.err == nil {");
    m_out.indent();
    for (const ApiField& field : m_model.structs[index].fields) {
        if (!needsSeen(field))
            continue;
        m_out.line("if !seen[$1] {", std::to_string(place++));
        if (slotOf(field).occurs == Occurs::Required)
            m_out.line("\td.fail(\"missing-required\", d.pos)");
        else
            m_out.line("\td.countTotal($1)", std::to_string(zeroElements(m_plan, field.node)));
        m_out.line("}");
    }
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::decodePresence(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const Node& node = nodeAt(entry.node);
    m_out.line("bits := d.presence()");
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const SlotIndex slot = m_plan.wireOrder[node.firstOrdered + i].slot;
        const auto found = std::find_if(entry.fields.begin(), entry.fields.end(),
                                        [slot](const ApiField& field) { return field.slot == slot; });
        const auto at = static_cast<std::size_t>(found - entry.fields.begin());
        const auto mark = m_out.mark(entry.decl, found->member);
        m_out.line("if d.err == nil && wbIsPresent(bits, $1) {", std::to_string(i));
        m_out.indent();
        clearGroup(index, *found);
        decodeOptional(*found, "x." + m_names.field(index, at), true);
        m_out.dedent();
        m_out.line("}");
    }
    m_out.line("d.noneBeyond(bits, $1)", std::to_string(node.slotCount));
}

} // namespace wirebench::go
