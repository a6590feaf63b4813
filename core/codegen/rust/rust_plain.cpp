// SPDX-License-Identifier: MIT
// Structs without tags: fields one after another, and fields at fixed bits.
#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_parts.h"
#include "core/codegen/rust/rust_tagged.h"

namespace wirebench::rust {

namespace {

/// `x` where nothing uses it, as the name of a parameter.
std::string used(bool isUsed, const std::string& name)
{
    return isUsed ? name : '_' + name;
}

/// Functions that read and write single fields of an encoded record.
void writeFieldAccess(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    const std::string reversed = context.plan.nodes[entry.node].byteReversed ? "true" : "false";
    w.line("/// Single fields of an encoded record.");
    w.line("impl $1 {", name);
    w.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const CodeWriter::Mark mark = w.mark(entry.decl, field.member);
        const std::string offset = std::to_string(context.plan.slots[field.slot].offset);
        const std::string codec = context.fieldCodec(index, field);
        const std::string type = context.fieldType(field);
        const std::string own = bareName(context.fields[index][i]);
        if (i > 0)
            w.blank();
        writeHead(context, 1, "pub fn get_" + own + '(', {"bytes: &[u8]"},
                  ") -> Result<" + type + ", rt::DecodeError> {");
        w.indent();
        writeCallStatement(context, 2, fillIn("rt::get_field::<$1, $2>", {name, codec}),
                           {"bytes", offset, "&LIMITS", reversed}, "");
        w.dedent();
        w.line("}");
        w.blank();
        if (type.starts_with("Vec<")) // old versions of clippy think that a slice would do
            w.line("#[allow(clippy::ptr_arg)]");
        writeHead(context, 1, "pub fn set_" + own + '(', {"bytes: &mut [u8]", "value: &" + type},
                  ") -> Result<(), rt::EncodeError> {");
        w.indent();
        writeCallStatement(context, 2, fillIn("rt::set_field::<$1, $2>", {name, codec}),
                           {"bytes", "value", offset, "&LIMITS", reversed}, "");
        w.dedent();
        w.line("}");
    }
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace

void writeSequenceDecode(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::uint64_t least = context.plan.nodes[entry.node].minBits / 8;
    const std::uint64_t header = context.plan.nodes[entry.node].op == Op::Message ? 12 : 0;
    w.line("impl rt::Shape for $1 {\n    const LEAST: usize = $2;\n}", context.structType(index, "static"),
           std::to_string(least - header));
    w.blank();
    writeDecodeHead(context, index);
    w.line("let mut value = $1::default();", context.structName(index));
    w.line("d.enter()?;");
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        statement(w, 2, "value." + context.fields[index][i] + " =",
                  "d.member::<" + context.fieldCodec(index, entry.fields[i]) + ">()?;");
    w.line("d.leave();");
    w.line("Ok(value)");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

void writeSequence(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    writeSequenceDecode(context, index);
    w.line("impl rt::Encode for $1 {\n    type Value = $1;\n", name);
    w.indent();
    writeMeasureHead(context, name);
    w.line("m.enter()?;");
    w.line("let mut size = 0;");
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        writeAddition(context, 2, "m.member::<" + context.fieldCodec(index, entry.fields[i]) + ">",
                      {literal(entry.fields[i].name), "&value." + context.fields[index][i]});
    w.line("m.leave();");
    w.line("Ok(size)");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn write(value: &$1, w: &mut rt::Writer<'_>) {", name);
    w.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        w.line("w.member::<$1>(&value.$2);", context.fieldCodec(index, entry.fields[i]), context.fields[index][i]);
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

void writeRecord(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    const bool any = !entry.fields.empty();
    if (any) {
        w.line("/// Where the fields lie: bits from the start of the record, presence bits included.");
        w.line("impl $1 {", name);
        w.indent();
        NameScope scope;
        for (const ApiField& field : entry.fields) {
            const CodeWriter::Mark mark = w.mark(entry.decl, field.member);
            const std::string base = screamingCase(field.name);
            const Slot& slot = context.plan.slots[field.slot];
            const std::uint64_t bits = context.plan.slotBits(field.slot);
            w.line("pub const $1: usize = $2;", scope.take(base + "_OFFSET"), std::to_string(slot.offset));
            w.line("pub const $1: usize = $2;", scope.take(base + "_BITS"), std::to_string(bits));
            if (slot.offset + bits <= 64)
                w.line("pub const $1: u64 = $2;", scope.take(base + "_MASK"),
                       maskText(bits == 0 ? 0 : (~std::uint64_t{0} >> (64 - bits)) << slot.offset));
        }
        w.dedent();
        w.line("}");
        w.blank();
    }
    if (any && entry.type != kNoIndex)
        writeFieldAccess(context, index);
    w.line("impl rt::BitField for $1 {", name);
    w.indent();
    w.line("type Value = $1;", name);
    w.line("const BITS: usize = $1;", std::to_string(context.plan.nodes[entry.node].minBits));
    w.blank();
    w.line("fn get(r: &mut rt::BitReader<'_>, at: usize) -> Result<$1, rt::DecodeError> {", name);
    w.indent();
    w.line(any ? "let mut value = $1::default();" : "let value = $1::default();", name);
    w.line("r.enter(at)?;");
    const auto place = [&](const ApiField& field) {
        const std::uint64_t offset = context.plan.slots[field.slot].offset;
        return offset == 0 ? std::string("at") : "at + " + std::to_string(offset);
    };
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        statement(w, 2, "value." + context.fields[index][i] + " =",
                  "r.field::<" + context.fieldCodec(index, entry.fields[i]) + ">(" + place(entry.fields[i]) + ")?;");
    w.line("r.leave();");
    w.line("Ok(value)");
    w.dedent();
    w.line("}");
    w.blank();
    writeHead(context, 1, "fn put(",
              {used(any, "value") + ": &" + name, "w: &mut rt::BitWriter", used(any, "at") + ": usize"},
              ") -> Result<(), rt::EncodeError> {");
    w.indent();
    w.line("w.enter()?;");
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        writeCallStatement(
            context, 2, "w.field::<" + context.fieldCodec(index, entry.fields[i]) + ">",
            {literal(entry.fields[i].name), place(entry.fields[i]), "&value." + context.fields[index][i]}, "?;");
    w.line("w.leave();");
    w.line("Ok(())");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
