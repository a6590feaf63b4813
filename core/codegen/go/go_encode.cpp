// SPDX-License-Identifier: MIT
// Encoding: structs, and values in their content and bare forms.
#include "core/codegen/go/go_printer.h"

#include "core/wire/varint.h"

#include <algorithm>
#include <map>

namespace wirebench::go {

void GoPrinter::printEncoder(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    const Op op = nodeAt(entry.node).op;
    m_variables = 0;
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    m_out.line("func (e *wbEncoder) write$1(x *$1) {", name);
    m_out.indent();
    m_out.line("if !e.enter($1) {", quoted(name));
    m_out.line("\treturn");
    m_out.line("}");
    if (op == Op::Tagged) {
        encodeTaggedFields(index);
    } else if (op == Op::PresenceMap) {
        encodePresence(index);
    } else {
        for (std::size_t i = 0; i < entry.fields.size(); ++i)
            encodeMember(entry.fields[i], "x." + m_names.field(index, i), quoted(name + "." + entry.fields[i].name));
    }
    m_out.line("e.leave()");
    m_out.dedent();
    m_out.line("}");
}

/// A field of a sequence.
void GoPrinter::encodeMember(const ApiField& field, const std::string& expr, const std::string& where)
{
    if (!field.optional) {
        encodeContent(field.node, expr, where);
        return;
    }
    m_out.line("if $1 == nil {", expr);
    m_out.line("\te.fixed8(0)");
    m_out.line("} else {");
    m_out.indent();
    m_out.line("e.fixed8(1)");
    encodeContent(field.node, isPointer(field) ? "*" + expr : expr, where);
    m_out.dedent();
    m_out.line("}");
}

/// The content of a value of a sequence or of the tagged family.
void GoPrinter::encodeContent(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    switch (node.op) {
    case Op::Varint:
        checkRange(nodeIndex, expr, where);
        m_out.line("e.uvarint($1)", toStored(nodeIndex, expr));
        break;
    case Op::Fixed: {
        const std::string stored = toStored(nodeIndex, expr);
        const std::string width = std::to_string(node.minBits);
        if (node.minBits == 64)
            m_out.line("e.fixed64($1)", stored);
        else if (stored.starts_with("uint64(uint" + width + "("))
            m_out.line("e.fixed$1($2)", width, stored.substr(7, stored.size() - 8));
        else if (stored.starts_with("uint64(") && apiOf(nodeIndex).kind == ApiKind::UInt
                 && apiOf(nodeIndex).bits == node.minBits)
            m_out.line("e.fixed$1($2)", width, expr);
        else if (stored.starts_with("uint64("))
            m_out.line("e.fixed$1($2)", width, stored.substr(7, stored.size() - 8));
        else
            m_out.line("e.fixed$1(uint$1($2))", width, stored);
        break;
    }
    case Op::Text:
        m_out.line("e.checkText(len($1), $2)", expr, where);
        m_out.line("e.stored(uint64(len($1)), $2)", expr, std::to_string(node.prefixBytes));
        m_out.line("e.rawText($1)", expr);
        break;
    case Op::List:
        encodeList(nodeIndex, expr, where);
        break;
    case Op::Series:
        encodeSeries(nodeIndex, expr, where);
        break;
    case Op::Map:
        encodeMap(nodeIndex, expr, where);
        break;
    case Op::Reference:
        m_out.line("e.write$1($2, $3)", unionOf(nodeIndex), expr, where);
        break;
    case Op::Content:
        encodeLeafContent(nodeIndex, expr, where);
        break;
    default:
        if (expr.starts_with('*'))
            m_out.line("e.write$1($2)", structOf(nodeIndex), expr.substr(1));
        else
            m_out.line("e.write$1(&$2)", structOf(nodeIndex), expr);
        break;
    }
}

void GoPrinter::encodeLeafContent(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const ApiType& type = apiOf(nodeIndex);
    const std::string place = expr.starts_with('*') ? expr.substr(1) : expr;
    switch (type.kind) {
    case ApiKind::Text:
        m_out.line("e.checkText(len($1), $2)", expr, where);
        m_out.line("e.rawText($1)", expr);
        break;
    case ApiKind::Bytes:
        if (type.count == 0)
            m_out.line("e.checkText(len($1), $2)", expr, where);
        else if (!isArray(nodeIndex)) {
            m_out.line("if len($1) != $2 {", expr, std::to_string(type.count));
            m_out.line("\te.fail(\"array-count\", $1)", where);
            m_out.line("}");
        }
        m_out.line(isArray(nodeIndex) ? "e.raw($1[:])" : "e.raw($1)", place);
        break;
    case ApiKind::Uuid:
    case ApiKind::Decimal:
        m_out.line("e.raw($1[:])", place);
        break;
    case ApiKind::Time:
        m_out.line("e.time($1, $2)", expr, where);
        break;
    case ApiKind::BigInt:
        m_out.line("e.bigInt($1, $2)", expr, where);
        break;
    default:
        m_out.line(type.bits == 32 ? "e.complex64($1)" : "e.complex128($1)", expr);
        break;
    }
}

void GoPrinter::encodeBare(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    if (nodeAt(nodeIndex).selfDelimiting)
        encodeContent(nodeIndex, expr, where);
    else
        encodeDelimited(nodeIndex, expr, where);
}

/// A length, then the content.
void GoPrinter::encodeDelimited(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiKind kind = apiOf(nodeIndex).kind;
    const bool isLeaf = node.op == Op::Content;
    if (isLeaf && node.capacity != 0) {
        m_out.line("e.uvarint($1)", std::to_string(node.capacity));
        encodeContent(nodeIndex, expr, where);
    } else if (node.op == Op::Fixed) {
        m_out.line("e.uvarint($1)", std::to_string(node.minBits / 8));
        encodeContent(nodeIndex, expr, where);
    } else if (isLeaf && (kind == ApiKind::Text || kind == ApiKind::Bytes)) {
        m_out.line("e.uvarint(uint64(len($1)))", expr);
        encodeContent(nodeIndex, expr, where);
    } else {
        const std::string part = fresh("part");
        m_out.line("$1 := e.open()", part);
        encodeContent(nodeIndex, expr, where);
        m_out.line("e.close($1)", part);
    }
}

void GoPrinter::encodeList(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    m_out.line("e.elements(len($1), $2)", expr, where);
    m_out.line("e.stored(uint64(len($1)), $2)", expr, std::to_string(node.prefixBytes));
    const std::string i = fresh("i");
    m_out.line("for $1 := range $2 {", i, expr);
    m_out.indent();
    encodeContent(elementOf(nodeIndex), expr + "[" + i + "]", where);
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::encodeSeries(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const SeriesInfo& info = m_plan.series[node.detail];
    const NodeIndex element = type.element;
    const Node& elementNode = nodeAt(element);
    const std::string elementType = typeOf(element);
    const std::string place = expr.starts_with('*') ? expr.substr(1) : expr;
    const std::string slice = isArray(nodeIndex) ? place + "[:]" : expr;
    const std::string width = std::to_string(widthOf(elementNode));
    m_out.line("e.elements(len($1), $2)", expr, where);
    if (type.count != 0 && !isArray(nodeIndex)) {
        m_out.line("if len($1) != $2 {", expr, std::to_string(type.count));
        m_out.line("\te.fail(\"array-count\", $1)", where);
        m_out.line("}");
    }
    const auto with = [&](std::string_view function, const std::string& value) {
        m_out.line("$1(e, $2, func(v $3) uint64 { return $4 })", function, slice, elementType, value);
    };
    switch (info.coding) {
    case SeriesCoding::Packed:
    case SeriesCoding::Counted: {
        const bool counted = info.coding == SeriesCoding::Counted;
        if (counted)
            m_out.line("e.uvarint(uint64(len($1)))", expr);
        const std::string i = fresh("i");
        m_out.line("for $1 := range $2 {", i, expr);
        m_out.indent();
        if (counted)
            encodeDelimited(element, place + "[" + i + "]", where);
        else
            encodeBare(element, place + "[" + i + "]", where);
        m_out.dedent();
        m_out.line("}");
        break;
    }
    case SeriesCoding::Bits:
        m_out.line("e.bitmap($1)", slice);
        break;
    case SeriesCoding::Delta:
        if (elementNode.op == Op::Content)
            with("wbWriteDelta", "e.deltaTime(v, " + where + ")");
        else
            with("wbWriteDelta", apiOf(element).kind == ApiKind::UInt && apiOf(element).bits == 64 ? "v" : "uint64(v)");
        break;
    case SeriesCoding::RunLength:
        m_out.line("wbWriteRuns(e, $1, $2, func(v $3) uint64 { return $4 })", slice, width, elementType,
                   toStored(element, "v"));
        break;
    case SeriesCoding::Sparse:
        m_out.line("wbWriteSparse(e, $1, $2, func(v $3) uint64 { return $4 })", slice, width, elementType,
                   toStored(element, "v"));
        break;
    case SeriesCoding::BitPacked:
        m_out.line("wbWriteBitPacked(e, $1, $2, $3, func(v $4) uint64 { return $5 })", slice,
                   std::to_string(info.bitWidth), where, elementType, toStored(element, "v"));
        break;
    case SeriesCoding::Dictionary:
    case SeriesCoding::Prefix: {
        std::string texts = slice;
        if (isArray(element))
            texts = "wbTexts(" + slice + ", func(v " + elementType + ") string { return string(v[:]) })";
        else
            m_out.line("wbCheckTexts(e, $1, $2)", slice, where);
        m_out.line(info.coding == SeriesCoding::Prefix ? "wbWritePrefixed(e, $1)" : "wbWriteDictionary(e, $1)", texts);
        break;
    }
    }
}

void GoPrinter::encodeMap(NodeIndex nodeIndex, const std::string& expr, const std::string& where)
{
    const ApiType& type = apiOf(nodeIndex);
    const Node& key = nodeAt(type.key);
    const ApiKind kind = apiOf(type.key).kind;
    const std::string keyType = kind == ApiKind::Bytes && !isArray(type.key) ? "string" : typeOf(type.key);
    const std::string keys = fresh("keys");
    const std::string texts = fresh("texts");
    std::string bytes = "k";
    if (key.op != Op::Content)
        bytes = "wbStoredText(" + toStored(type.key, "k") + ", " + std::to_string(widthOf(key)) + ")";
    else if (keyType != "string")
        bytes = "string(k[:])";
    m_out.line("e.elements(len($1), $2)", expr, where);
    m_out.line("e.uvarint(uint64(len($1)))", expr);
    m_out.line("$1, $2 := wbSortedKeys($3, func(k $4) string { return $5 })", keys, texts, expr, keyType, bytes);
    const std::string i = fresh("i");
    const std::string k = fresh("k");
    m_out.line("for $1, $2 := range $3 {", i, k, keys);
    m_out.indent();
    checkRange(type.key, k, where);
    if (key.op == Op::Content && key.capacity == 0)
        m_out.line("e.checkText(len($1[$2]), $3)", texts, i, where);
    m_out.line("e.uvarint(uint64(len($1[$2])))", texts, i);
    m_out.line("e.rawText($1[$2])", texts, i);
    const std::string v = fresh("v");
    m_out.line("$1 := $2[$3]", v, expr, k);
    encodeDelimited(type.element, v, where);
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printUnionEncoder(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    if (entry.node == kNoIndex)
        return;
    const std::string& name = m_names.unionName(index);
    const Discrimination by = m_plan.references[nodeAt(entry.node).detail].by;
    m_variables = 0;
    m_out.blank();
    m_out.line("func (e *wbEncoder) write$1(x $1, where string) {", name);
    m_out.indent();
    m_out.line("switch v := x.(type) {");
    m_out.line("case nil:");
    m_out.line(by == Discrimination::Id         ? "\te.uvarint(0)\n\te.uvarint(0)"
                   : by == Discrimination::Name ? "\te.uvarint(0)"
                                                : "\te.fixed32(0)");
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        const ReferenceType& type = m_plan.referenceTypes[alternative.referenceType];
        const bool isStruct = isStructOp(alternative.node);
        m_out.line(isStruct ? "case *$1:" : "case $1:",
                   isStruct ? structOf(alternative.node) : m_names.wrapper(index, i));
        m_out.indent();
        if (by == Discrimination::Id) {
            m_out.line("e.uvarint($1)", std::to_string(type.id));
            m_out.line("part := e.open()");
        } else if (by == Discrimination::Name) {
            m_out.line("e.uvarint($1)", std::to_string(text(type.wireName).size()));
            m_out.line("e.rawText($1)", quoted(text(type.wireName)));
        } else {
            m_out.line("e.fixed32($1)", std::to_string(type.hash));
        }
        if (isStruct)
            encodeContent(alternative.node, "*v", "where");
        else
            encodeContent(alternative.node,
                          typeOf(alternative.node).starts_with("[]") ? "v" : typeOf(alternative.node) + "(v)", "where");
        if (by == Discrimination::Id)
            m_out.line("e.close(part)");
        m_out.dedent();
    }
    m_out.line("case *WireForeign:");
    m_out.indent();
    m_out.line("e.checkText(len(v.Data), where)");
    if (by == Discrimination::Id) {
        m_out.line("e.uvarint(v.ID)");
        m_out.line("e.uvarint(uint64(len(v.Data)))");
    } else if (by == Discrimination::Name) {
        m_out.line("e.uvarint(uint64(len(v.Name)))");
        m_out.line("e.rawText(v.Name)");
    } else {
        m_out.line("e.fixed32(uint32(v.ID))");
    }
    m_out.line(by == Discrimination::Name ? "if v.Name == \"\" {" : "if v.ID == 0 || v.Name != \"\" {");
    m_out.line("\te.fail(\"unknown-type\", where)");
    m_out.line("}");
    m_out.line("e.raw(v.Data)");
    m_out.dedent();
    m_out.line("default:");
    m_out.line("\tif foreign := wbForeignOf(x, $1, $2); foreign != nil {",
               by == Discrimination::Name ? "true" : "false", by == Discrimination::Hash ? "true" : "false");
    m_out.line("\t\te.write$1(foreign, where)", name);
    m_out.line("\t\treturn");
    m_out.line("\t}");
    m_out.line("\te.fail(\"type-not-allowed\", where)");
    m_out.line("}");
    m_out.dedent();
    m_out.line("}");
}

} // namespace wirebench::go
