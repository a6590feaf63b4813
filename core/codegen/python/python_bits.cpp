// SPDX-License-Identifier: MIT
// Bit records: offsets and masks by name, the packed integer, single fields of it.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"
#include "core/wire/record_decoder.h"

namespace wirebench::python {

namespace {

constexpr std::uint64_t kWidestMask = 128; ///< Bits up to which a mask is worth writing out.

bool isLeaf(const ClassContext& context, const ApiField& field)
{
    const ApiKind kind = context.module.typeOf(field.node).kind;
    return kind != ApiKind::Struct && kind != ApiKind::List;
}

/// A mask in hex where it is short.
std::string maskText(std::uint64_t offset, std::uint64_t bits)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (offset + bits > kWidestMask)
        return "((1 << " + std::to_string(bits) + ") - 1) << " + std::to_string(offset);
    std::string text;
    for (std::uint64_t digit = (offset + bits + 3) / 4; digit-- > 0;) {
        unsigned value = 0;
        for (unsigned bit = 0; bit < 4; ++bit) {
            const std::uint64_t at = digit * 4 + bit;
            value |= at >= offset && at < offset + bits ? 1u << bit : 0u;
        }
        text += digits[value];
    }
    return text.empty() ? "0" : "0x" + text;
}

std::string constantName(const ClassContext& context, std::size_t index, std::string_view suffix)
{
    return context.module.classScope(context.index)
        .take(screamingCase(context.type.fields[index].name) + std::string(suffix));
}

std::string methodName(const Module& module, ApiRole role, std::string_view usual)
{
    const ApiName* name = module.model().profile.find("python", role);
    return std::string(name == nullptr ? usual : name->spelling);
}

void writeAccessors(const ClassContext& context, std::size_t index, const std::string& offset)
{
    const ApiField& field = context.type.fields[index];
    const auto mark = context.writer.mark(context.type.decl, field.member);
    CodeWriter& writer = context.writer;
    const std::string codec = context.module.bitCodec(field.slot);
    NameScope& scope = context.module.classScope(context.index);
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer,
              "def " + scope.take("read_" + context.attribute(index)) + "(cls, packed: int) -> "
                  + context.module.hint(field) + ':');
    writer.indent();
    writeDoc(writer, "`" + field.name + "` of a packed value, the rest of which is not looked at.");
    writeLine(writer, "return " + codec + ".read(packed, cls." + offset + ')');
    writer.dedent();
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer,
              "def " + scope.take("write_" + context.attribute(index))
                  + "(cls, packed: int, value: " + context.module.hint(field) + ") -> int:");
    writer.indent();
    writeDoc(writer, "The packed value with another `" + field.name + "`.");
    writeLine(writer, "return " + codec + ".replace(packed, cls." + offset + ", value)");
    writer.dedent();
}

void writePacked(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const Module& module = context.module;
    const Node& node = context.plan().nodes[context.type.node];
    const std::string size = std::to_string(recordBytes(node.minBits));
    const std::string_view order = node.byteReversed ? "\"big\"" : "\"little\"";
    const std::string encode = methodName(module, ApiRole::EncodePacked, "encode");
    const std::string decode = methodName(module, ApiRole::DecodePacked, "decode");
    if (!context.type.fields.empty())
        writer.blank();
    writeLine(writer, "def " + encode + "(self, limits: rt.Limits = LIMITS) -> int:");
    writer.indent();
    writeDoc(writer, "The packed value; raises rt.EncodeError.");
    writeLine(writer, "return rt.encode_record(self, " + size + ", limits)");
    writer.dedent();
    writer.blank();
    writeLine(writer,
              "def " + methodName(module, ApiRole::Encode, "to_bytes")
                  + "(self, limits: rt.Limits = LIMITS) -> bytes:");
    writer.indent();
    writeDoc(writer, "The value on the wire; raises rt.EncodeError.");
    writeLine(writer, "return self." + encode + "(limits).to_bytes(" + size + ", " + std::string(order) + ')');
    writer.dedent();
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def " + decode + "(cls, packed: int, limits: rt.Limits = LIMITS) -> " + context.name + ':');
    writer.indent();
    writeDoc(writer, "The value of a packed integer; raises rt.DecodeError.");
    writeLine(writer, "return cls._get(rt.BitReader(packed, " + size + ", limits), 0, 1)");
    writer.dedent();
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer,
              "def " + methodName(module, ApiRole::Decode, "from_bytes")
                  + "(cls, data: rt.Buffer, limits: rt.Limits = LIMITS) -> " + context.name + ':');
    writer.indent();
    writeDoc(writer, "The value of these bytes; raises rt.DecodeError.");
    writeLine(writer,
              "packed = rt.record_from_bytes(data, " + size + ", " + std::string(order) + ", "
                  + textLiteral(context.type.shownName) + ", limits)");
    writeLine(writer, "return cls." + decode + "(packed, limits)");
    writer.dedent();
    writer.blank();
    writer.line("def size(self) -> int:");
    writer.indent();
    writeDoc(writer, "Bytes on the wire.");
    writer.line("return $1", size);
    writer.dedent();
}

/// Where the fields lie, by name; gives the names of the offsets.
std::vector<std::string> writeConstants(const ClassContext& context)
{
    std::vector<std::string> offsets;
    CodeWriter& writer = context.writer;
    if (!context.type.fields.empty())
        writer.blank();
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        const ApiField& field = context.type.fields[i];
        const auto mark = writer.mark(context.type.decl, field.member);
        const std::uint64_t bits = context.plan().slotBits(field.slot);
        const std::uint64_t offset = context.slotOf(field).offset;
        offsets.push_back(constantName(context, i, "_OFFSET"));
        writeLine(writer, offsets.back() + " = " + std::to_string(offset));
        writeLine(writer, constantName(context, i, "_BITS") + " = " + std::to_string(bits));
        if (bits <= kWidestMask)
            writeLine(writer, constantName(context, i, "_MASK") + " = " + maskText(offset, bits));
    }
    return offsets;
}

} // namespace

void writeRecordMethods(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const std::vector<std::string> offsets = writeConstants(context);
    if (context.type.type != kNoIndex)
        writePacked(context);
    for (std::size_t i = 0; context.type.type != kNoIndex && i < context.type.fields.size(); ++i) {
        if (isLeaf(context, context.type.fields[i]))
            writeAccessors(context, i, offsets[i]);
    }
    // A class of paddings alone opens with this method, and black wants no empty line there.
    if (context.type.type != kNoIndex || !context.type.fields.empty())
        writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def _get(cls, b: rt.BitReader, base: int, depth: int) -> " + context.name + ':');
    writer.indent();
    writer.line("b.check_depth(base, depth)");
    std::vector<std::string> items;
    for (std::size_t i = 0; i < context.type.fields.size(); ++i)
        items.push_back(context.attribute(i) + '=' + context.module.bitCodec(context.type.fields[i].slot)
                        + ".get(b, base + " + std::to_string(context.slotOf(context.type.fields[i]).offset)
                        + ", depth)");
    writeItems(writer, "return cls(", items, ")");
    writer.dedent();
    writer.blank();
    writer.line("def _put(self, b: rt.BitWriter, base: int, depth: int) -> None:");
    writer.indent();
    writer.line("b.check_depth(depth)");
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        writeLine(writer, "b.at = " + textLiteral(context.type.fields[i].name));
        writeLine(writer,
                  context.module.bitCodec(context.type.fields[i].slot) + ".put(b, base + "
                      + std::to_string(context.slotOf(context.type.fields[i]).offset) + ", depth, " + context.self(i)
                      + ')');
    }
    writer.dedent();
}

} // namespace wirebench::python
