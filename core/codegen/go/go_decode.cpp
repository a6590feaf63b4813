// SPDX-License-Identifier: MIT
// Decoding: structs of sequences, and values in their content and bare forms.
#include "core/codegen/go/go_printer.h"

#include <algorithm>

namespace wirebench::go {

void GoPrinter::printDecoder(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    const Op op = nodeAt(entry.node).op;
    m_variables = 0;
    const auto mark = m_out.mark(entry.decl);
    if (op == Op::Tagged)
        printInlineNumbers(index);
    m_out.blank();
    m_out.line("func (d *wbDecoder) read$1(x *$1) {", name);
    m_out.indent();
    m_out.line("if d.enter() {");
    m_out.indent();
    m_out.line(needsNew(index) ? "*x = *$2()" : "*x = $1{}", name, m_names.newName(index));
    if (op == Op::Tagged)
        decodeTaggedFields(index);
    else if (op == Op::PresenceMap)
        decodePresence(index);
    else
        decodeSteps(index);
    m_out.line("d.leave()");
    m_out.dedent();
    m_out.line("}");
    m_out.line("if d.err != nil {");
    m_out.line("\td.name($1)", quoted(name));
    m_out.line("}");
    m_out.dedent();
    m_out.line("}");
}

/// The fields of a sequence: runs of scalars with one look at the bytes that are left.
void GoPrinter::decodeSteps(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const auto mark = m_out.mark(entry.decl, entry.fields[i].member);
        decodeMember(entry.fields[i], "x." + m_names.field(index, i));
    }
}

void GoPrinter::decodeMember(const ApiField& field, const std::string& target)
{
    if (!field.optional) {
        decodeContent(field.node, target);
        return;
    }
    m_out.line("if d.present() {");
    m_out.indent();
    decodeOptional(field, target, false);
    m_out.dedent();
    m_out.line("}");
}

/// Reads into an optional field.
void GoPrinter::decodeOptional(const ApiField& field, const std::string& target, bool bare)
{
    const auto read = [&](const std::string& into) {
        if (bare)
            decodeBare(field.node, into);
        else
            decodeContent(field.node, into);
    };
    if (isPointer(field)) {
        const std::string value = fresh("v");
        m_out.line("var $1 $2", value, typeOf(field.node));
        read(value);
        m_out.line("$1 = &$2", target, value);
        return;
    }
    read(target);
    // An empty one that is there is not nil.
    if (apiOf(field.node).kind == ApiKind::List || apiOf(field.node).kind == ApiKind::Bytes) {
        m_out.line("if $1 == nil {", target);
        m_out.line("\t$1 = $2{}", target, typeOf(field.node));
        m_out.line("}");
    }
}

/// Reads content that ends where the part does; values of sequences know their own ends.
void GoPrinter::decodeContent(NodeIndex nodeIndex, const std::string& target)
{
    const Node& node = nodeAt(nodeIndex);
    switch (node.op) {
    case Op::Varint:
    case Op::Fixed:
        m_out.line("$1 = $2", target, readScalar(nodeIndex));
        break;
    case Op::Text:
        m_out.line("$1 = d.sizedText($2)", target, std::to_string(node.prefixBytes));
        break;
    case Op::List:
        decodeList(nodeIndex, target);
        break;
    case Op::Series:
        decodeSeries(nodeIndex, target);
        break;
    case Op::Map:
        decodeMap(nodeIndex, target);
        break;
    case Op::Reference:
        m_out.line("$1 = d.read$2()", target, unionOf(nodeIndex));
        break;
    case Op::Content:
        decodeLeafContent(nodeIndex, target);
        break;
    default:
        m_out.line("d.read$1(&$2)", structOf(nodeIndex), target);
        break;
    }
}

void GoPrinter::decodeLeafContent(NodeIndex nodeIndex, const std::string& target)
{
    const ApiType& type = apiOf(nodeIndex);
    switch (type.kind) {
    case ApiKind::Text:
        m_out.line("$1 = d.text()", target);
        break;
    case ApiKind::Bytes:
        if (isArray(nodeIndex))
            m_out.line("d.exactly($1[:], \"array-count\")", target);
        else if (type.count != 0)
            m_out.line("$1 = d.bytesOf($2)", target, std::to_string(type.count));
        else
            m_out.line("$1 = d.bytes()", target);
        break;
    case ApiKind::Uuid:
    case ApiKind::Decimal:
        m_out.line("d.exactly($1[:], \"bad-length\")", target);
        break;
    case ApiKind::Time:
        m_out.line("$1 = d.time()", target);
        break;
    case ApiKind::BigInt:
        m_out.line("$1 = d.bigInt()", target);
        break;
    default:
        m_out.line(type.bits == 32 ? "$1 = d.complex64()" : "$1 = d.complex128()", target);
        break;
    }
}

void GoPrinter::decodeBare(NodeIndex nodeIndex, const std::string& target)
{
    const Node& node = nodeAt(nodeIndex);
    if (node.op == Op::Varint || node.op == Op::Fixed || (node.op == Op::Reference && node.selfDelimiting)) {
        decodeContent(nodeIndex, target);
    } else if (node.selfDelimiting) {
        const std::string end = fresh("end");
        m_out.line("$1 := d.openOf($2)", end, std::to_string(node.capacity));
        decodeContent(nodeIndex, target);
        m_out.line("d.close($1)", end);
    } else {
        decodeDelimited(nodeIndex, target);
    }
}

/// A length, then the content.
void GoPrinter::decodeDelimited(NodeIndex nodeIndex, const std::string& target)
{
    const Node& node = nodeAt(nodeIndex);
    const bool limited = node.op == Op::Content && node.capacity == 0;
    const std::string end = fresh("end");
    m_out.line(limited ? "$1 := d.openText()" : "$1 := d.open()", end);
    decodeContent(nodeIndex, target);
    m_out.line("d.close($1)", end);
}

void GoPrinter::decodeList(NodeIndex nodeIndex, const std::string& target)
{
    const Node& node = nodeAt(nodeIndex);
    const NodeIndex element = elementOf(nodeIndex);
    const std::uint64_t smallest = std::max<std::uint64_t>(1, nodeAt(element).minBits / 8);
    const std::string count = fresh("count");
    m_out.line("$1 := d.listCount($2, $3)", count, std::to_string(node.prefixBytes), std::to_string(smallest));
    m_out.line("$1 = make($2, 0, wbCapacity($3))", target, typeOf(nodeIndex), count);
    m_out.line("for ; $1 > 0 && d.err == nil; $1-- {", count);
    m_out.indent();
    m_out.line("d.more()");
    decodeElement(element, target);
    m_out.dedent();
    m_out.line("}");
}

/// Reads one more element and appends it: `bare` with its length where it has one.
void GoPrinter::decodeElement(NodeIndex element, const std::string& target, Lead lead)
{
    const Node& node = nodeAt(element);
    const bool plain = node.op == Op::Varint || node.op == Op::Fixed;
    if (plain && lead != Lead::Length) {
        m_out.line("$1 = append($1, $2)", target, readScalar(element));
        return;
    }
    const std::string value = fresh("v");
    m_out.line("var $1 $2", value, typeOf(element));
    if (lead == Lead::Length)
        decodeDelimited(element, value);
    else if (lead == Lead::Bare)
        decodeBare(element, value);
    else
        decodeContent(element, value);
    m_out.line("$1 = append($1, $2)", target, value);
}

void GoPrinter::decodeSeries(NodeIndex nodeIndex, const std::string& target)
{
    const Node& node = nodeAt(nodeIndex);
    const SeriesInfo& info = m_plan.series[node.detail];
    const NodeIndex element = elementOf(nodeIndex);
    const std::string fixed = info.fixedCount ? std::to_string(node.capacity) : "-1";
    const std::string type = typeOf(element);
    const std::string width = std::to_string(widthOf(nodeAt(element)));
    const bool array = isArray(nodeIndex);
    std::string list = target;
    if (array) {
        list = fresh("list");
        m_out.line("var $1 []$2", list, type);
    }
    const std::string stored = "func(u uint64) " + type + " { return " + fromStored(element, "u") + " }";
    const std::string texts = textOfBytes(element);
    switch (info.coding) {
    case SeriesCoding::Packed:
    case SeriesCoding::Counted:
        decodeElements(nodeIndex, list, fixed);
        break;
    case SeriesCoding::Bits:
        m_out.line("$1 = wbReadBitmap(d, nil)", list);
        break;
    case SeriesCoding::Delta:
        m_out.line("$1 = wbReadDelta(d, $2, func(u uint64) $3 { return $4 })", list, fixed, type,
                   fromSum(element, "u"));
        break;
    case SeriesCoding::RunLength:
        m_out.line("$1 = wbReadRuns(d, $2, $3, $4)", list, fixed, width, stored);
        break;
    case SeriesCoding::Sparse:
        m_out.line("$1 = wbReadSparse(d, $2, $3, $4)", list, fixed, width, stored);
        break;
    case SeriesCoding::BitPacked:
        m_out.line("$1 = wbReadBitPacked(d, $2, $3, $4)", list, fixed, std::to_string(info.bitWidth), stored);
        break;
    case SeriesCoding::Dictionary:
        m_out.line("$1 = wbReadDictionary(d, $2, $3)", list, fixed, texts);
        break;
    case SeriesCoding::Prefix:
        m_out.line("$1 = wbReadPrefixed(d, $2, $3)", list, fixed, texts);
        break;
    }
    if (array)
        m_out.line("copy($1[:], $2)", target, list);
}

/// A function that makes an element of bytes.
std::string GoPrinter::textOfBytes(NodeIndex element)
{
    if (apiOf(element).kind == ApiKind::Text)
        return "d.asText";
    if (!isArray(element))
        return "d.asBytes";
    return "func(b []byte) (v " + typeOf(element) + ") { d.fill(v[:], b); return v }";
}

/// Elements that stand alone: a count, then each behind its length; or one after another.
void GoPrinter::decodeElements(NodeIndex nodeIndex, const std::string& target, const std::string& fixed)
{
    const Node& node = nodeAt(nodeIndex);
    const NodeIndex element = elementOf(nodeIndex);
    const Op op = nodeAt(element).op;
    const bool counted = m_plan.series[node.detail].coding == SeriesCoding::Counted;
    if (!counted && (op == Op::Varint || op == Op::Fixed)) {
        const std::string width = std::to_string(widthOf(nodeAt(element)));
        m_out.line("$1 = make([]$2, 0, d.packedCount($3, 0))", target, typeOf(element), width);
        m_out.line("for d.pos < d.end && d.err == nil {");
        m_out.indent();
        decodeElement(element, target, Lead::None);
        m_out.dedent();
        m_out.line("}");
    } else if (counted) {
        const std::string count = fresh("count");
        m_out.line("$1 = nil", target);
        m_out.line("for $1 := d.countOf($2); $1 > 0 && d.err == nil; $1-- {", count,
                   std::to_string(1 + leastBytes(element)));
        m_out.indent();
        m_out.line("d.more()");
        decodeElement(element, target, Lead::Length);
        m_out.dedent();
        m_out.line("}");
    } else {
        m_out.line("$1 = nil", target);
        m_out.line("for d.more() && d.countElements(1, uint64(len($1))) {", target);
        m_out.indent();
        decodeElement(element, target, Lead::Bare);
        m_out.dedent();
        m_out.line("}");
    }
    if (fixed != "-1")
        m_out.line("d.rightCount(uint64(len($1)), $2)", target, fixed);
}

std::uint64_t GoPrinter::leastBytes(NodeIndex nodeIndex) const
{
    const Node& node = nodeAt(nodeIndex);
    return node.op == Op::Varint ? 1 : node.op == Op::Fixed ? node.minBits / 8 : 0;
}

void GoPrinter::decodeMap(NodeIndex nodeIndex, const std::string& target)
{
    const ApiType& type = apiOf(nodeIndex);
    const ApiType& key = apiOf(type.key);
    const bool bytesKey = key.kind == ApiKind::Bytes && !isArray(type.key);
    const std::string count = fresh("count");
    m_out.line("$1 = make($2)", target, typeOf(nodeIndex));
    m_out.line("for $1 := d.countOf($2); $1 > 0 && d.err == nil; $1-- {", count,
               std::to_string(2 + leastBytes(type.key) + leastBytes(type.element)));
    m_out.indent();
    m_out.line("d.more()");
    const std::string k = fresh("k");
    m_out.line("var $1 $2", k, typeOf(type.key));
    decodeDelimited(type.key, k);
    const std::string v = fresh("v");
    m_out.line("var $1 $2", v, typeOf(type.element));
    decodeDelimited(type.element, v);
    m_out.line(bytesKey ? "$1[string($2)] = $3" : "$1[$2] = $3", target, k, v);
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printUnionDecoder(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    if (entry.node == kNoIndex)
        return;
    const std::string& name = m_names.unionName(index);
    const Discrimination by = m_plan.references[nodeAt(entry.node).detail].by;
    m_variables = 0;
    m_out.blank();
    m_out.line("func (d *wbDecoder) read$1() (x $1) {", name);
    m_out.indent();
    m_out.line(by == Discrimination::Id         ? "id := d.uvarint()\nend := d.open()"
                   : by == Discrimination::Name ? "id := d.typeName()"
                                                : "id := d.fixed32()");
    m_out.line("if d.err != nil {");
    m_out.line("\treturn nil");
    m_out.line("}");
    m_out.line("switch id {");
    m_out.line(by == Discrimination::Name ? "case \"\":" : "case 0:");
    m_out.line("\td.noValue()");
    std::set<std::uint64_t> ids;
    std::set<std::string_view> wireNames;
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        const ReferenceType& type = m_plan.referenceTypes[alternative.referenceType];
        ids.insert(type.id);
        wireNames.insert(text(type.wireName));
        m_out.line("case $1:",
                   by == Discrimination::Id         ? std::to_string(type.id)
                       : by == Discrimination::Name ? quoted(text(type.wireName))
                                                    : std::to_string(type.hash));
        m_out.indent();
        if (isStructOp(alternative.node)) {
            m_out.line("v := new($1)", structOf(alternative.node));
            m_out.line("d.read$1(v)", structOf(alternative.node));
            m_out.line("x = v");
        } else {
            m_out.line("var v $1", typeOf(alternative.node));
            decodeContent(alternative.node, "v");
            m_out.line("x = $1(v)", m_names.wrapper(index, i));
        }
        m_out.dedent();
    }
    std::string others;
    for (const KnownType& known : m_plan.knownTypes) {
        if (by == Discrimination::Id && !ids.contains(known.id))
            others += (others.empty() ? "" : ", ") + std::to_string(known.id);
        if (by == Discrimination::Name && !wireNames.contains(text(known.name)))
            others += (others.empty() ? "" : ", ") + quoted(text(known.name));
    }
    if (!others.empty()) {
        m_out.line("case $1:", others);
        m_out.line("\td.fail(\"type-not-allowed\", d.pos)");
    }
    m_out.line("default:");
    m_out.line("\tforeign := &WireForeign{$1, Data: d.asBytes(d.rest())}",
               by == Discrimination::Id         ? "ID: id"
                   : by == Discrimination::Name ? "Name: id"
                                                : "ID: uint64(id)");
    m_out.line("\tx = wbRegisteredValue[$1](d, foreign, $2)", name, by == Discrimination::Hash ? "true" : "false");
    m_out.line("}");
    if (by == Discrimination::Id)
        m_out.line("d.close(end)");
    m_out.line("return x");
    m_out.dedent();
    m_out.line("}");
}

} // namespace wirebench::go
