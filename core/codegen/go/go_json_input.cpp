// SPDX-License-Identifier: MIT
// Values from JSON.
#include "core/codegen/go/go_printer.h"

#include "core/wire/bits.h"

#include <algorithm>
#include <limits>

namespace wirebench::go {

void GoPrinter::printJsonReader(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    const Op op = nodeAt(entry.node).op;
    const bool tagged = op == Op::Tagged || op == Op::PresenceMap;
    m_variables = 0;
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    m_out.line("func (r *wbReader) read$1(x *$1, v *wbJSON, extras wbExtras) {", name);
    m_out.indent();
    m_out.line("if !r.is(v, '{') {");
    m_out.line("\treturn");
    m_out.line("}");
    m_out.line(needsNew(index) ? "*x = *$2()" : "*x = $1{}", name, m_names.newName(index));
    const auto isRequired = [&](const ApiField& field) {
        const Slot& slot = slotOf(field);
        if (tagged)
            return slot.occurs == Occurs::Always || slot.occurs == Occurs::Required;
        return !field.optional && slot.missing == Missing::Error;
    };
    const auto required = std::count_if(entry.fields.begin(), entry.fields.end(), isRequired);
    if (required > 0)
        m_out.line("var given [$1]bool", std::to_string(required));
    const bool usesItems = !entry.fields.empty() || entry.keepsUnknown;
    m_out.line(usesItems ? "for i, key := range v.keys {" : "for _, key := range v.keys {");
    m_out.indent();
    if (usesItems)
        m_out.line("item := &v.items[i]");
    m_out.line("r.push(key)");
    m_out.line("switch key {");
    std::size_t place = 0;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto fieldMark = m_out.mark(entry.decl, field.member);
        const Occurs occurs = slotOf(field).occurs;
        m_out.line("case $1:", quoted(field.name));
        m_out.indent();
        const bool nullLeavesOut = tagged ? m_plan.nullIsAbsent || occurs == Occurs::Optional : field.optional;
        if (nullLeavesOut) {
            m_out.line("if item.isNull() {");
            m_out.line("\tbreak");
            m_out.line("}");
        }
        if (isRequired(field))
            m_out.line("given[$1] = true", std::to_string(place++));
        readMember(field, "x." + m_names.field(index, i), "item");
        m_out.dedent();
    }
    if (entry.keepsUnknown) {
        m_out.line("case \"@unknown\":");
        m_out.line("\tx.$1 = r.unknown(item, &wbTags, []uint64{$2})", m_names.unknownField(index), numbersOf(index));
    }
    if (entry.keepsUnknown && hasTable()) {
        m_out.line("case \"@strings\":");
        m_out.line("\tif extras != wbOutermost {");
        m_out.line("\t\tr.fail(\"unknown-key\")");
        m_out.line("\t}");
        m_out.line("\tx.$1 = r.texts(item)", m_names.stringTable(index));
    }
    m_out.line("case \"@type\":");
    m_out.line("\tr.typeKey(extras)");
    m_out.line("default:");
    m_out.line("\tr.fail(\"unknown-key\")");
    m_out.line("}");
    m_out.line("r.pop()");
    m_out.dedent();
    m_out.line("}");
    place = 0;
    for (const ApiField& field : entry.fields) {
        if (!isRequired(field))
            continue;
        m_out.line("if !given[$1] {", std::to_string(place++));
        m_out.line("\tr.failAt($1, \"missing-value\")", quoted(field.name));
        m_out.line("}");
    }
    m_out.dedent();
    m_out.line("}");
}

/// The numbers of the fields of a struct.
std::string GoPrinter::numbersOf(std::uint32_t index)
{
    std::string numbers;
    for (const ApiField& field : m_model.structs[index].fields)
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(slotOf(field).number);
    return numbers;
}

void GoPrinter::readMember(const ApiField& field, const std::string& target, const std::string& json)
{
    if (!isPointer(field)) {
        readValue(field.node, target, json);
        return;
    }
    const std::string value = fresh("v");
    m_out.line("var $1 $2", value, typeOf(field.node));
    readValue(field.node, value, json);
    m_out.line("$1 = &$2", target, value);
}

void GoPrinter::readValue(NodeIndex nodeIndex, const std::string& target, const std::string& json)
{
    const ApiType& type = apiOf(nodeIndex);
    switch (type.kind) {
    case ApiKind::Struct:
        m_out.line("r.read$1(&$2, $3, wbNested)", structOf(nodeIndex), target, json);
        break;
    case ApiKind::List:
        readList(nodeIndex, target, json);
        break;
    case ApiKind::Map:
        readMap(nodeIndex, target, json);
        break;
    case ApiKind::Union:
        m_out.line("$1 = r.read$2($3)", target, unionOf(nodeIndex), json);
        break;
    case ApiKind::Bytes:
        if (isArray(nodeIndex))
            m_out.line("r.exactly($1, $2[:])", json, target);
        else if (type.count != 0)
            m_out.line("$1 = r.bytesOf($2, $3)", target, json, std::to_string(type.count));
        else
            m_out.line("$1 = r.bytes($2)", target, json);
        break;
    case ApiKind::Complex: {
        need("math");
        const std::string re = fresh("re");
        const std::string im = fresh("im");
        m_out.line("$1, $2 := r.complex($3, $4)", re, im, json, std::to_string(type.bits));
        m_out.line(type.bits == 32 ? "$1 = complex(math.Float32frombits(uint32($2)), math.Float32frombits(uint32($3)))"
                                   : "$1 = complex(math.Float64frombits($2), math.Float64frombits($3))",
                   target, re, im);
        break;
    }
    default:
        m_out.line("$1 = $2", target, jsonLeaf(nodeIndex, json));
        break;
    }
}

std::string GoPrinter::jsonLeaf(NodeIndex nodeIndex, const std::string& json)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::string name = typeOf(nodeIndex);
    const auto converted = [&](const std::string& value, std::string_view from) {
        return name == from ? value : name + "(" + value + ")";
    };
    switch (type.kind) {
    case ApiKind::Bool:
        return "r.bool(" + json + ")";
    case ApiKind::Text:
        return "r.text(" + json + ")";
    case ApiKind::Float:
        need("math");
        return type.bits == 32 ? "math.Float32frombits(uint32(r.float(" + json + ", 32)))"
                               : "math.Float64frombits(r.float(" + json + ", 64))";
    case ApiKind::Enum: {
        const EnumTable& table = m_plan.enums[node.detail];
        const bool byNumber = m_plan.enumsByNumber && !table.numbers.empty();
        return name + "(r.enum(" + json + ", wbLabelsOf" + name + ", "
            + std::to_string(byNumber ? kHighestEnumNumber : 0) + "))";
    }
    case ApiKind::Flags:
        return name + "(r.flags(" + json + ", wbLabelsOf" + name + "))";
    case ApiKind::Date: {
        const DateTable& table = m_plan.dates[node.detail];
        return "r.date(" + json + ", " + (table.unit == DateTable::Unit::Day ? "false" : "true") + ", "
            + std::to_string(table.origin) + ", " + std::to_string(unitSeconds(table.unit)) + ", "
            + std::to_string(table.units) + ")";
    }
    case ApiKind::Time:
        return "r.time(" + json + ")";
    case ApiKind::Uuid:
        return "r.uuid(" + json + ")";
    case ApiKind::Decimal:
        return "r.decimal(" + json + ")";
    case ApiKind::BigInt:
        return "r.bigInt(" + json + ")";
    case ApiKind::Int: {
        auto lowest = static_cast<std::int64_t>(node.lowest);
        auto highest = static_cast<std::int64_t>(node.highest);
        if (node.op == Op::Fixed) {
            highest = static_cast<std::int64_t>(lowBits(type.bits - 1u));
            lowest = -highest - 1;
        }
        const std::string low = lowest == std::numeric_limits<std::int64_t>::min() ? "-1<<63" : std::to_string(lowest);
        return converted("r.int(" + json + ", " + low + ", " + std::to_string(highest) + ")", "int64");
    }
    default: {
        const std::uint64_t highest = node.op == Op::Fixed ? lowBits(type.bits) : node.highest;
        return converted("r.uint(" + json + ", " + std::to_string(node.op == Op::Fixed ? 0 : node.lowest) + ", "
                             + std::to_string(highest) + ")",
                         "uint64");
    }
    }
}

void GoPrinter::readList(NodeIndex nodeIndex, const std::string& target, const std::string& json)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::string i = fresh("i");
    const std::string item = fresh("item");
    const bool array = isArray(nodeIndex);
    m_out.line("if r.count($1, $2) {", json, type.count == 0 ? "-1" : std::to_string(type.count));
    m_out.indent();
    if (node.op == Op::Slots && node.countBits != 0) {
        m_out.line("if len($1.items) > $2 {", json, std::to_string(node.capacity));
        m_out.line("\tr.fail(\"array-count\")");
        m_out.line("}");
    }
    if (!array)
        m_out.line("$1 = make($2, len($3.items))", target, typeOf(nodeIndex), json);
    m_out.line("for $1 := range $2.items {", i, json);
    m_out.indent();
    m_out.line("$1 := &$2.items[$3]", item, json, i);
    const std::string element = target + "[" + i + "]";
    m_out.line("r.pushIndex($1)", i);
    if (type.optionalElement) {
        m_out.line("if !$1.isNull() {", item);
        m_out.indent();
        if (isNilable(type.element)) {
            readValue(type.element, element, item);
        } else {
            const std::string value = fresh("v");
            m_out.line("var $1 $2", value, typeOf(type.element));
            readValue(type.element, value, item);
            m_out.line("$1 = &$2", element, value);
        }
        m_out.dedent();
        m_out.line("}");
    } else {
        readValue(type.element, element, item);
    }
    m_out.line("r.pop()");
    m_out.dedent();
    m_out.line("}");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::readMap(NodeIndex nodeIndex, const std::string& target, const std::string& json)
{
    const ApiType& type = apiOf(nodeIndex);
    const ApiKind kind = apiOf(type.key).kind;
    const bool bytesKey = kind == ApiKind::Bytes && !isArray(type.key);
    const std::string entry = fresh("entry");
    const std::string i = fresh("i");
    const std::string k = fresh("k");
    const std::string v = fresh("v");
    m_out.line("$1 = make($2)", target, typeOf(nodeIndex));
    m_out.line("for $1, $2 := range r.entries($3, $4) {", i, entry, json, kind == ApiKind::Text ? "true" : "false");
    m_out.indent();
    m_out.line("r.pushIndex($1)", i);
    m_out.line("var $1 $2", k, typeOf(type.key));
    readValue(type.key, k, entry + ".key");
    const std::string key = bytesKey ? "string(" + k + ")" : k;
    m_out.line("if _, known := $1[$2]; known {", target, key);
    m_out.line("\tr.fail(\"duplicate-key\")");
    m_out.line("}");
    m_out.line("var $1 $2", v, typeOf(type.element));
    readValue(type.element, v, entry + ".value");
    m_out.line("$1[$2] = $3", target, key, v);
    m_out.line("r.pop()");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printUnionReader(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    const std::string& name = m_names.unionName(index);
    const bool stream = entry.node == kNoIndex;
    const Discrimination by = stream ? Discrimination::Id : m_plan.references[nodeAt(entry.node).detail].by;
    m_variables = 0;
    m_out.blank();
    m_out.line("func (r *wbReader) read$1(v *wbJSON) (x $1) {", name);
    m_out.indent();
    m_out.line("if v.isNull() {");
    m_out.line("\treturn nil");
    m_out.line("}");
    m_out.line("named := r.typeOf(v)");
    m_out.line("if r.err != nil {");
    m_out.line("\treturn nil");
    m_out.line("}");
    m_out.line("switch named.text {");
    std::set<std::string_view> spellings;
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        const ReferenceType& type = m_plan.referenceTypes[alternative.referenceType];
        std::string cases;
        const auto add = [&](std::string_view spelling) {
            if (!spelling.empty() && spellings.insert(spelling).second)
                cases += (cases.empty() ? "" : ", ") + quoted(spelling);
        };
        add(text(type.shortName));
        add(text(type.fullName));
        if (by == Discrimination::Name)
            add(text(type.wireName));
        if (cases.empty())
            continue;
        m_out.line("case $1:", cases);
        m_out.indent();
        if (isStructOp(alternative.node)) {
            const std::string held = structOf(alternative.node);
            m_out.line("held := new($1)", held);
            m_out.line("r.read$1(held, v, wbTyped)", held);
            m_out.line("return held");
        } else {
            const std::string value = quoted(text(m_plan.slots[type.slot].name));
            m_out.line("item := r.only(v, $1)", value);
            m_out.line("if r.err != nil {");
            m_out.line("\treturn nil");
            m_out.line("}");
            m_out.line("r.push($1)", value);
            m_out.line("var held $1", typeOf(alternative.node));
            readValue(alternative.node, "held", "item");
            m_out.line("r.pop()");
            m_out.line("return $1(held)", m_names.wrapper(index, i));
        }
        m_out.dedent();
    }
    m_out.line("}");
    m_out.line("if foreign := r.foreign(v, named, $1, wbKnownOf$2); foreign != nil {",
               by == Discrimination::Name       ? "'n'"
                   : by == Discrimination::Hash ? "'h'"
                                                : "'i'",
               name);
    m_out.line("\treturn foreign");
    m_out.line("}");
    m_out.line("return nil");
    m_out.dedent();
    m_out.line("}");
    printKnownTypes(index);
}

/// What a foreign type in a union may not be called.
void GoPrinter::printKnownTypes(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    const Discrimination by
        = entry.node == kNoIndex ? Discrimination::Id : m_plan.references[nodeAt(entry.node).detail].by;
    std::set<std::uint64_t> numbers;
    std::set<std::string_view> known;
    for (const ApiAlternative& alternative : entry.alternatives) {
        const ReferenceType& type = m_plan.referenceTypes[alternative.referenceType];
        numbers.insert(by == Discrimination::Hash ? type.hash : type.id);
    }
    for (const KnownType& type : m_plan.knownTypes) {
        if (by == Discrimination::Id)
            numbers.insert(type.id);
        known.insert(text(type.name));
    }
    std::string ids;
    for (const std::uint64_t number : numbers)
        ids += (ids.empty() ? "" : ", ") + std::to_string(number);
    std::string names;
    for (const std::string_view type : known)
        names += (names.empty() ? "" : ", ") + quoted(type);
    m_out.blank();
    m_out.line("var wbKnownOf$1 = wbKnownTypes{", m_names.unionName(index));
    m_out.line("\t[]uint64{$1},", ids);
    m_out.line("\t[]string{$1},", names);
    m_out.line("}");
}

} // namespace wirebench::go
