// SPDX-License-Identifier: MIT
// Codecs of bit records: every field at its own offset.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

void writeRecordCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const std::string& name = context.structName(index);
    const auto at = [&](std::uint32_t field) {
        const std::uint64_t offset = context.slot(entry.fields[field].slot).offset;
        return offset == 0 ? std::string("bit") : "bit + " + std::to_string(offset);
    };
    out.line("template <class V>");
    out.line("bool $1::get(wb::Decoder& d, const std::uint8_t* bytes, std::size_t bit, V& v)", name);
    out.line("{");
    out.indent();
    out.line("if (!d.enter(bytes + bit / 8))");
    out.line("    return false;");
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
        out.line("if (!$1::get(d, bytes, $2, v.$3))", formName(context, index, i), at(i), context.fieldName(index, i));
        out.line("    return false;");
    }
    out.line("d.leave();");
    out.line("return true;");
    out.dedent();
    out.line("}");
    out.blank();
    out.line("template <class V>");
    out.line("void $1::put(std::uint8_t* bytes, std::size_t bit, const V& v, wb::Encoder& e)", name);
    out.line("{");
    out.indent();
    out.line("if (!e.enter())");
    out.line("    return;");
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i)
        out.line("$1::put(bytes, $2, v.$3, e);", formName(context, index, i), at(i), context.fieldName(index, i));
    out.line("e.leave();");
    out.dedent();
    out.line("}");
    out.blank();
}

} // namespace wirebench::cpp
