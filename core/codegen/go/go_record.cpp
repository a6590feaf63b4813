// SPDX-License-Identifier: MIT
// Bit records: fields at absolute bit offsets.
#include "core/codegen/go/go_printer.h"

#include "core/wire/bits.h"

#include <algorithm>
#include <limits>

namespace wirebench::go {

namespace {

/// A place `offset` bits behind a variable, or behind one with an offset of its own.
std::string plus(const std::string& at, std::uint64_t offset)
{
    const std::size_t sign = at.find('+');
    const std::uint64_t all = offset + (sign == std::string::npos ? 0 : std::stoull(at.substr(sign + 1)));
    return all == 0 ? at : at.substr(0, sign) + '+' + std::to_string(all);
}

/// The same as an operand of a sum.
std::string spaced(std::string at)
{
    if (const std::size_t sign = at.find('+'); sign != std::string::npos)
        at.replace(sign, 1, " + ");
    return at;
}

} // namespace

void GoPrinter::printRecord(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    const auto mark = m_out.mark(entry.decl);
    const auto print = [&](bool packs) {
        m_variables = 0;
        m_out.blank();
        m_out.line(packs ? "func (e *wbEncoder) pack$1(x *$1, bits []byte, at uint64) {"
                         : "func (d *wbDecoder) unpack$1(x *$1, bits []byte, at uint64) {",
                   name);
        m_out.indent();
        m_out.line(packs ? "if !e.enter($1) {" : "if !d.enter() {", quoted(name));
        m_out.line("\treturn");
        m_out.line("}");
        if (!packs)
            m_out.line(needsNew(index) ? "*x = *$2()" : "*x = $1{}", name, m_names.newName(index));
        for (std::size_t i = 0; i < entry.fields.size(); ++i) {
            const ApiField& field = entry.fields[i];
            const auto fieldMark = m_out.mark(entry.decl, field.member);
            const Slot& slot = slotOf(field);
            const std::string expr = "x." + m_names.field(index, i);
            const std::string at = plus("at", slot.offset + (slot.presenceBit ? 1 : 0));
            const std::string where = quoted(name + "." + field.name);
            if (packs)
                packField(field, expr, plus("at", slot.offset), at, where);
            else
                unpackField(field, expr, plus("at", slot.offset), at);
        }
        m_out.line(packs ? "e.leave()" : "d.leave()");
        m_out.dedent();
        m_out.line("}");
    };
    print(true);
    print(false);
}

void GoPrinter::packField(const ApiField& field, const std::string& expr, const std::string& presence,
                          const std::string& at, const std::string& where)
{
    if (!field.optional) {
        packValue(field.node, expr, at, where);
        return;
    }
    m_out.line("if $1 != nil {", expr);
    m_out.indent();
    m_out.line("wbPutBits(bits, $1, 1, 1)", presence);
    packValue(field.node, isPointer(field) ? "*" + expr : expr, at, where);
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::unpackField(const ApiField& field, const std::string& target, const std::string& presence,
                            const std::string& at)
{
    if (!field.optional) {
        unpackValue(field.node, target, at);
        return;
    }
    m_out.line("if wbGetBits(bits, $1, 1) != 0 {", presence);
    m_out.indent();
    if (isPointer(field)) {
        const std::string value = fresh("v");
        m_out.line("var $1 $2", value, typeOf(field.node));
        unpackValue(field.node, value, at);
        m_out.line("$1 = &$2", target, value);
    } else {
        unpackValue(field.node, target, at);
    }
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::packValue(NodeIndex nodeIndex, const std::string& expr, const std::string& at, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    if (node.op == Op::Record) {
        m_out.line(expr.starts_with('*') ? "e.pack$1($2, bits, $3)" : "e.pack$1(&$2, bits, $3)", structOf(nodeIndex),
                   expr.starts_with('*') ? expr.substr(1) : expr, at);
        return;
    }
    if (node.op == Op::Slots) {
        packSlots(nodeIndex, expr, at, where);
        return;
    }
    const std::string width = std::to_string(node.minBits);
    std::string stored;
    switch (type.kind) {
    case ApiKind::Date: {
        const DateTable& table = m_plan.dates[node.detail];
        stored = "e.units(" + expr + ", " + std::to_string(table.origin) + ", "
            + std::to_string(unitSeconds(table.unit)) + ", " + std::to_string(table.units) + ", " + where + ")";
        break;
    }
    case ApiKind::Bool:
    case ApiKind::Float:
        stored = toStored(nodeIndex, expr);
        break;
    case ApiKind::Enum:
        stored = "e.known(uint64(" + expr + ") < " + std::to_string(m_plan.enums[node.detail].labels.size())
            + ", uint64(" + expr + "), " + where + ")";
        break;
    case ApiKind::Flags:
        stored = "e.known(uint64(" + expr + ")&^" + std::to_string(m_plan.flags[node.detail].defined) + " == 0, uint64("
            + expr + "), " + where + ")";
        break;
    case ApiKind::Int: {
        const auto lowest = static_cast<std::int64_t>(node.lowest);
        const std::string low = lowest == std::numeric_limits<std::int64_t>::min() ? "-1<<63" : std::to_string(lowest);
        stored = "e.biasedInt(int64(" + expr + "), " + low + ", "
            + std::to_string(static_cast<std::int64_t>(node.highest)) + ", " + where + ")";
        break;
    }
    default:
        stored = "e.biased(uint64(" + expr + "), " + std::to_string(node.lowest) + ", " + std::to_string(node.highest)
            + ", " + where + ")";
        break;
    }
    m_out.line("wbPutBits(bits, $1, $2, $3)", at, width, stored);
}

void GoPrinter::unpackValue(NodeIndex nodeIndex, const std::string& target, const std::string& at)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    if (node.op == Op::Record) {
        m_out.line("d.unpack$1(&$2, bits, $3)", structOf(nodeIndex), target, at);
        return;
    }
    if (node.op == Op::Slots) {
        unpackSlots(nodeIndex, target, at);
        return;
    }
    const std::string stored = "wbGetBits(bits, " + at + ", " + std::to_string(node.minBits) + ")";
    const auto most = [&](std::uint64_t highest, std::string_view code) {
        return "d.most(" + stored + ", " + std::to_string(highest) + ", \"" + std::string(code) + "\")";
    };
    std::string value;
    switch (type.kind) {
    case ApiKind::Date: {
        const DateTable& table = m_plan.dates[node.detail];
        value = "time.Unix(int64(" + most(table.units, "past-max-date") + ")*" + std::to_string(unitSeconds(table.unit))
            + "+" + std::to_string(table.origin) + ", 0).UTC()";
        need("time");
        break;
    }
    case ApiKind::Bool:
    case ApiKind::Float:
        value = fromStored(nodeIndex, stored);
        break;
    case ApiKind::Enum:
        value = typeOf(nodeIndex) + "(" + most(m_plan.enums[node.detail].labels.size() - 1, "unknown-enum-value") + ")";
        break;
    case ApiKind::Flags:
        value = typeOf(nodeIndex) + "(d.onlyFlags(" + stored + ", " + std::to_string(m_plan.flags[node.detail].defined)
            + "))";
        break;
    default: {
        std::string number = stored;
        if (node.highest - node.lowest < lowBits(static_cast<unsigned>(node.minBits)))
            number = most(node.highest - node.lowest, "value-range");
        if (node.lowest != 0)
            number += " + " + std::to_string(node.lowest);
        value = typeOf(nodeIndex) == "uint64" ? number : typeOf(nodeIndex) + "(" + number + ")";
        break;
    }
    }
    m_out.line("$1 = $2", target, value);
}

void GoPrinter::packSlots(NodeIndex nodeIndex, const std::string& expr, const std::string& at, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::uint64_t size = m_plan.slotBits(node.firstSlot);
    const std::string place = expr.starts_with('*') ? expr.substr(1) : expr;
    const std::string count = std::to_string(node.capacity);
    m_out.line("e.elements(len($1), $2)", expr, where);
    if (!isArray(nodeIndex)) {
        m_out.line(node.countBits == 0 ? "if len($1) != $2 {" : "if len($1) > $2 {", expr, count);
        m_out.line("\te.fail(\"array-count\", $1)", where);
        m_out.line("}");
    }
    if (node.countBits != 0)
        m_out.line("wbPutBits(bits, $1, $2, uint64(len($3)))", at, std::to_string(node.countBits), expr);
    const std::string i = fresh("i");
    const std::string slot = fresh("at");
    m_out.line("for $1 := range $2 {", i, isArray(nodeIndex) ? place : expr);
    m_out.indent();
    m_out.line("if e.err != nil {");
    m_out.line("\tbreak");
    m_out.line("}");
    m_out.line("$1 := $2 + uint64($3)*$4", slot, spaced(plus(at, node.countBits)), i, std::to_string(size));
    const std::string element = place + "[" + i + "]";
    if (type.optionalElement) {
        const bool pointer = !isNilable(type.element);
        m_out.line("if $1 != nil {", element);
        m_out.indent();
        m_out.line("wbPutBits(bits, $1, 1, 1)", slot);
        packValue(type.element, pointer ? "*" + element : element, plus(slot, 1), where);
        m_out.dedent();
        m_out.line("}");
    } else {
        packValue(type.element, element, slot, where);
    }
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::unpackSlots(NodeIndex nodeIndex, const std::string& target, const std::string& at)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::string size = std::to_string(m_plan.slotBits(node.firstSlot));
    const std::string count = fresh("count");
    if (node.countBits == 0)
        m_out.line("$1 := d.slots($2, $2)", count, std::to_string(node.capacity));
    else
        m_out.line("$1 := d.slots(wbGetBits(bits, $2, $3), $4)", count, at, std::to_string(node.countBits),
                   std::to_string(node.capacity));
    if (isArray(nodeIndex)) {
        m_out.line("$1 = $2{}", target, typeOf(nodeIndex));
    } else {
        m_out.line("$1 = make($2, $3)", target, typeOf(nodeIndex), count);
    }
    const std::string i = fresh("i");
    const std::string slot = fresh("at");
    m_out.line("for $1 := uint64(0); $1 < $2 && d.err == nil; $1++ {", i, count);
    m_out.indent();
    m_out.line("$1 := $2 + $3*$4", slot, spaced(plus(at, node.countBits)), i, size);
    const std::string element = target + "[" + i + "]";
    if (type.optionalElement) {
        m_out.line("if wbGetBits(bits, $1, 1) != 0 {", slot);
        m_out.indent();
        if (!isNilable(type.element)) {
            const std::string value = fresh("v");
            m_out.line("var $1 $2", value, typeOf(type.element));
            unpackValue(type.element, value, plus(slot, 1));
            m_out.line("$1 = &$2", element, value);
        } else {
            unpackValue(type.element, element, plus(slot, 1));
        }
        m_out.dedent();
        m_out.line("}");
    } else {
        unpackValue(type.element, element, slot);
    }
    m_out.dedent();
    m_out.line("}");
}

/// Offsets and masks of the fields of a record, counted from its own start.
void GoPrinter::printLayout(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    const Node& node = nodeAt(entry.node);
    std::vector<std::vector<std::string>> rows;
    rows.push_back({m_names.take(name + "Bits"), "= " + std::to_string(node.minBits)});
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const Slot& slot = slotOf(field);
        const std::uint64_t bits = m_plan.slotBits(field.slot);
        rows.push_back({m_names.take(name + m_names.field(index, i) + "Offset"), "= " + std::to_string(slot.offset)});
        rows.push_back({m_names.take(name + m_names.field(index, i) + "Width"), "= " + std::to_string(bits)});
        if (bits > 0 && slot.offset + bits <= 64)
            rows.push_back({m_names.take(name + m_names.field(index, i) + "Mask"),
                            "= 0x" + hexText(lowBits(static_cast<unsigned>(bits)) << slot.offset)});
    }
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    m_out.line("// Where the fields of $1 lie: bit offsets and widths with their presence bits, and masks.", name);
    m_out.line("const (");
    m_out.indent();
    printAligned(rows);
    m_out.dedent();
    m_out.line(")");
}

} // namespace wirebench::go
