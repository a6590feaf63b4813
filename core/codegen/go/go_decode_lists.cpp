// SPDX-License-Identifier: MIT
// Decoding: lists and maps.
#include "core/codegen/go/go_printer.h"

#include <algorithm>

namespace wirebench::go {

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

} // namespace wirebench::go
