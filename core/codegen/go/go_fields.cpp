// SPDX-License-Identifier: MIT
// Reading and writing single fields of an encoded bit record.
#include "core/codegen/go/go_printer.h"

#include <algorithm>

namespace wirebench::go {

void GoPrinter::printFieldAccess(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    if (entry.type == kNoIndex)
        return;
    const Node& node = nodeAt(entry.node);
    const std::string& name = m_names.structName(index);
    const std::string bytes = std::to_string(std::max<std::uint64_t>(1, (node.minBits + 7) / 8));
    const std::string reversed = node.byteReversed ? "true" : "false";
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto mark = m_out.mark(entry.decl, field.member);
        const Slot& slot = slotOf(field);
        const std::string& member = m_names.field(index, i);
        const std::string offset = std::to_string(slot.offset);
        const std::string at = std::to_string(slot.offset + (slot.presenceBit ? 1 : 0));
        m_variables = 0;
        m_out.blank();
        const std::string read = m_names.take(fillIn("Read$1$2", {name, member}));
        m_out.line("// $1 reads $2 of an encoded $3 and nothing else.", read, member, name);
        m_out.line("func $1(data []byte) (x $2, err error) {", read, fieldType(field));
        m_out.indent();
        m_out.line("d := wbDecoderOf(data, &wbDefaults)");
        m_out.line("if bits := d.record($1, $2); bits != nil {", bytes, reversed);
        m_out.indent();
        unpackField(field, "x", offset, at);
        m_out.dedent();
        m_out.line("}");
        m_out.line("return x, d.result()");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
        const std::string write = m_names.take(fillIn("Write$1$2", {name, member}));
        m_out.line("// $1 changes $2 in an encoded $3 and nothing else.", write, member, name);
        m_out.line("func $1(data []byte, x $2) error {", write, fieldType(field));
        m_out.indent();
        m_out.line("d := wbDecoderOf(data, &wbDefaults)");
        m_out.line("e := &wbEncoder{options: &wbDefaults, counting: true}");
        m_out.line("if bits := d.record($1, $2); bits != nil {", bytes, reversed);
        m_out.indent();
        m_out.line("wbClearBits(bits, $1, $2)", offset, std::to_string(m_plan.slotBits(field.slot)));
        packField(field, "x", offset, at, quoted(name + "." + field.name));
        m_out.line("if e.err == nil {");
        m_out.line("\td.writeRecord(bits, $1)", reversed);
        m_out.line("}");
        m_out.dedent();
        m_out.line("}");
        m_out.line("if e.err != nil {");
        m_out.line("\treturn e.err");
        m_out.line("}");
        m_out.line("return d.result()");
        m_out.dedent();
        m_out.line("}");
    }
}

} // namespace wirebench::go
