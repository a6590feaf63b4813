// SPDX-License-Identifier: MIT
// Structs whose fields lie one after another.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"

namespace wirebench::python {

namespace {

/// The format that struct has for a field; nothing for fields that are read one by one. A float32 goes as its bits, so
/// that those of a NaN survive.
std::string formatOf(const ClassContext& context, const ApiField& field)
{
    const Slot& slot = context.slotOf(field);
    const Node& node = context.plan().nodes[slot.node];
    if (node.op != Op::Fixed || node.canonicalFloat)
        return {};
    const std::uint64_t bytes = node.minBits / 8;
    switch (context.module.typeOf(slot.node).kind) {
    case ApiKind::Bool:
        return "?";
    case ApiKind::UInt:
        return bytes == 1 ? "B" : bytes == 2 ? "H" : bytes == 4 ? "I" : "Q";
    case ApiKind::Int:
        return bytes == 1 ? "b" : bytes == 2 ? "h" : bytes == 4 ? "i" : "q";
    case ApiKind::Float:
        return bytes == 4 ? "I" : "d";
    default:
        return {};
    }
}

bool isNarrowFloat(const ClassContext& context, const ApiField& field)
{
    const ApiType& type = context.module.typeOf(field.node);
    return type.kind == ApiKind::Float && type.bits == 32;
}

/// Fields from `first` on that struct handles in one go.
struct Block {
    std::size_t first = 0;
    std::size_t count = 0;
    std::string format = "<";
};

Block blockAt(const ClassContext& context, std::size_t first)
{
    Block block{first};
    for (std::size_t i = first; i < context.type.fields.size(); ++i) {
        const std::string format = formatOf(context, context.type.fields[i]);
        if (format.empty())
            break;
        block.format += format;
        ++block.count;
    }
    return block;
}

std::string blockConstant(const ClassContext& context, const Block& block)
{
    return context.module.ownConstant(context.name + "_block", "struct.Struct(\"" + block.format + "\")");
}

void readBlock(const ClassContext& context, const Block& block)
{
    std::vector<std::string> locals;
    for (std::size_t i = block.first; i < block.first + block.count; ++i)
        locals.push_back(context.local(i));
    const std::string source = " = r.unpack(" + blockConstant(context, block) + ')';
    if (block.count == 1)
        writeLine(context.writer, tupleOf(locals) + source);
    else if (const std::string line = joined(locals, ", ") + source; fitsLine(context.writer, line))
        writeLine(context.writer, line);
    else
        writeItems(context.writer, "(", locals, ')' + source);
    for (std::size_t i = block.first; i < block.first + block.count; ++i) {
        if (isNarrowFloat(context, context.type.fields[i]))
            writeLine(context.writer, context.local(i) + " = rt.bits_to_float(" + context.local(i) + ", 32)");
    }
}

void readField(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const std::string codec = context.module.codec(field.node);
    if (!field.optional) {
        writeLine(context.writer, context.local(index) + " = " + codec + ".read(r)");
        return;
    }
    writeLine(context.writer, context.local(index) + ": " + context.module.hint(field) + " = None");
    context.writer.line("if rt.read_presence(r):");
    context.writer.indent();
    writeLine(context.writer, context.local(index) + " = " + codec + ".read(r)");
    context.writer.dedent();
}

void writeBlock(const ClassContext& context, const Block& block)
{
    std::vector<std::string> values{blockConstant(context, block)};
    std::vector<std::string> names;
    for (std::size_t i = block.first; i < block.first + block.count; ++i)
        names.push_back(textLiteral(context.type.fields[i].name));
    writeLine(context.writer, "w.at = " + tupleOf(names));
    for (std::size_t i = block.first; i < block.first + block.count; ++i) {
        const bool narrow = isNarrowFloat(context, context.type.fields[i]);
        values.push_back(narrow ? "rt.float_to_bits(" + context.self(i) + ", 32)" : context.self(i));
    }
    writeLine(context.writer, "w.pack(" + joined(values, ", ") + ')');
}

void writeField(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const std::string codec = context.module.codec(field.node);
    CodeWriter& writer = context.writer;
    writeLine(writer, "w.at = " + textLiteral(field.name));
    if (!field.optional) {
        writeLine(writer, codec + ".write(w, " + context.self(index) + ')');
        return;
    }
    writeLine(writer, "if " + context.self(index) + " is None:");
    writer.indent();
    writer.line("w.out.append(0)");
    writer.dedent();
    writer.line("else:");
    writer.indent();
    writer.line("w.out.append(1)");
    writeLine(writer, codec + ".write(w, " + context.self(index) + ')');
    writer.dedent();
}

template <typename EachBlock, typename EachField>
void forParts(const ClassContext& context, EachBlock eachBlock, EachField eachField)
{
    for (std::size_t i = 0; i < context.type.fields.size();) {
        const auto mark = context.writer.mark(context.type.decl, context.type.fields[i].member);
        if (const Block block = blockAt(context, i); block.count > 0) {
            eachBlock(context, block);
            i += block.count;
        } else {
            eachField(context, i++);
        }
    }
}

} // namespace

void writeSequenceMethods(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def _read(cls, r: rt.Reader) -> " + context.name + ':');
    writer.indent();
    writer.line("r.enter()");
    forParts(context, readBlock, readField);
    writer.line("r.leave()");
    context.writeReturn();
    writer.dedent();
    writer.blank();
    writer.line("def _write(self, w: rt.Writer) -> None:");
    writer.indent();
    writer.line("w.enter()");
    forParts(context, writeBlock, writeField);
    writer.line("w.leave()");
    writer.dedent();
}

} // namespace wirebench::python
