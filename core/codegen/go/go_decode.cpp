// SPDX-License-Identifier: MIT
// Decoding: structs of sequences, and values in their content and bare forms.
#include "core/codegen/go/go_printer.h"

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

/// The fields of a sequence.
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
