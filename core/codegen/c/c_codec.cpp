// SPDX-License-Identifier: MIT
#include "core/codegen/c/c_codec.h"

#include <set>

namespace wirebench::c {

namespace {

bool isTagged(const Node& node)
{
    return node.op == Op::Tagged || node.op == Op::PresenceMap;
}

/// Values for boxes that may not be empty on the wire.
void writeZeros(CodeWriter& out, const Context& context)
{
    std::set<std::uint32_t> wanted;
    for (const ApiStruct& entry : context.model().structs) {
        const Op op = context.node(entry.node).op;
        for (const ApiField& field : entry.fields) {
            if (field.boxed && !field.optional && (op == Op::Sequence || op == Op::Message))
                wanted.insert(context.model().typeOf(field.node).index);
        }
    }
    for (const std::uint32_t index : wanted)
        out.line("static const $1 $2;", context.structName(index), context.codeNames(index).zero);
    if (!wanted.empty())
        out.blank();
}

} // namespace

bool hasCode(const Context& context, NodeIndex index)
{
    const Node& node = context.node(index);
    return context.model().typeOf(index).kind == ApiKind::Struct
        && (node.op == Op::Sequence || node.op == Op::Message || isTagged(node)
            || (node.op == Op::Record && context.model().structOf(index).type != kNoIndex));
}

void writeCodecs(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (!hasCode(context, model.structs[i].node))
            continue;
        const Context::CodeNames& names = context.codeNames(i);
        writeCall(out, "static size_t " + names.size, {"wb_encoder *e", "const void *memory"}, ";");
        writeCall(out, "static uint8_t *" + names.put, {"wb_encoder *e", "uint8_t *at", "const void *memory"}, ";");
        writeCall(out, "static const uint8_t *" + names.get,
                  {"wb_decoder *d", "const uint8_t *at", "const uint8_t *end", "void *memory"}, ";");
    }
    out.blank();
    writeZeros(out, context);
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (!hasCode(context, model.structs[i].node))
            continue;
        const auto mark = out.mark(model.structs[i].decl);
        const Node& node = context.node(model.structs[i].node);
        if (isTagged(node))
            writeTaggedCodec(out, context, i);
        else if (node.op == Op::Record)
            writeRecordCodec(out, context, i);
        else
            writeSequenceCodec(out, context, i);
        const Context::CodeNames& names = context.codeNames(i);
        out.line("static const wb_code $1 = {", names.code);
        out.line("    .size = $1,", names.size);
        out.line("    .put = $1,", names.put);
        out.line("    .get = $1,", names.get);
        out.line("};");
        out.blank();
    }
}

std::string CodecPrinter::nodeAt(char state, NodeIndex index)
{
    return fillIn("&$1->schema->nodes[$2]", {std::string(1, state), std::to_string(index)});
}

std::string CodecPrinter::slotAt(char state, SlotIndex index)
{
    return fillIn("&$1->schema->slots[$2]", {std::string(1, state), std::to_string(index)});
}

std::string CodecPrinter::pointerTo(const std::string& value)
{
    return value[0] == '*' ? value.substr(1) : '&' + value;
}

bool CodecPrinter::isPrintedNumber(NodeIndex index) const
{
    const Node& node = this->node(index);
    const ApiType& type = typeOf(index);
    switch (type.kind) {
    case ApiKind::Bool:
    case ApiKind::UInt:
    case ApiKind::Enum:
        return node.op == Op::Fixed || (node.op == Op::Varint && node.coding == VarintCoding::Plain);
    case ApiKind::Int:
        return node.op == Op::Varint || (node.op == Op::Fixed && node.minBits == type.bits);
    case ApiKind::Float:
        return node.op == Op::Fixed;
    default:
        return false;
    }
}

std::string CodecPrinter::stored(const std::string& value, NodeIndex index) const
{
    const ApiType& type = typeOf(index);
    switch (type.kind) {
    case ApiKind::Bool:
        return value + " ? 1 : 0";
    case ApiKind::Enum:
        return "(uint32_t)" + value;
    case ApiKind::Int:
        return "(uint64_t)" + value;
    case ApiKind::Float: {
        const std::string width = std::to_string(type.bits);
        const std::string bits = fillIn(type.bits == 32 ? "wb_bits_of_float($1)" : "wb_bits_of_double($1)", {value});
        return node(index).canonicalFloat ? fillIn("wb_canonical_float($1, $2)", {bits, width}) : bits;
    }
    default:
        return value;
    }
}

std::string CodecPrinter::loaded(const std::string& integer, NodeIndex index) const
{
    const ApiType& type = typeOf(index);
    switch (type.kind) {
    case ApiKind::Bool:
        return integer + " != 0";
    case ApiKind::Float:
        return fillIn(type.bits == 32 ? "wb_float_of($1)" : "wb_double_of($1)", {integer});
    default:
        return fillIn("($1)$2", {context().type(index), integer});
    }
}

void CodecPrinter::writeGet(CodeWriter& out, const std::string& call, const std::vector<std::string>& arguments)
{
    writeCall(out, "at = " + call, arguments, ";");
    writeReturnIf(out, "at == NULL");
}

void CodecPrinter::writeBox(CodeWriter& out, const std::string& box)
{
    out.line("$1 = wb_arena_alloc(d->arena, sizeof *$1);", box);
    writeReturnIf(out, box + " == NULL", "wb_exhausted(d)");
}

void CodecPrinter::writeReturnIf(CodeWriter& out, std::string_view condition, std::string_view result)
{
    out.line("if ($1)", condition);
    out.line("    return $1;", result);
}

void CodecPrinter::writeFunction(Function kind, const CodeWriter& body)
{
    const Context::CodeNames& names = m_context.codeNames(m_index);
    const bool reads = kind == Function::Get;
    switch (kind) {
    case Function::Size:
        writeCall(m_out, "static size_t " + names.size, {"wb_encoder *e", "const void *memory"}, "");
        break;
    case Function::Put:
        writeCall(m_out, "static uint8_t *" + names.put, {"wb_encoder *e", "uint8_t *at", "const void *memory"}, "");
        break;
    case Function::Get:
        writeCall(m_out, "static const uint8_t *" + names.get,
                  {"wb_decoder *d", "const uint8_t *at", "const uint8_t *end", "void *memory"}, "");
        break;
    }
    const auto uses = [&](std::string_view text) { return body.text().find(text) != std::string::npos; };
    m_out.line("{");
    m_out.indent();
    if (uses("value->") || uses("*value") || uses(" value)") || uses(" value,"))
        m_out.line("$1$2 *const value = memory;", reads ? "" : "const ", structName());
    else if (!uses("memory"))
        m_out.line("(void)memory;");
    if (!reads && !uses("(e,") && !uses("(e)") && !uses(" e->") && !uses("(e->"))
        m_out.line("(void)e;");
    if (reads && !uses(" end"))
        m_out.line("(void)end;");
    m_out.dedent();
    m_out.append(body);
    m_out.line("}");
    m_out.blank();
}

} // namespace wirebench::c
