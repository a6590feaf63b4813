// SPDX-License-Identifier: MIT
// Types: enums, flags, unions.
#include "core/codegen/go/go_printer.h"

namespace wirebench::go {

void GoPrinter::printEnum(std::uint32_t index)
{
    const ApiEnum& entry = m_model.enums[index];
    const std::string& name = m_names.enumName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    printDoc(name, entry.doc, false, name + " is an enum of the schema.");
    m_out.line("type $1 uint32", name);
    m_out.blank();
    m_out.line("// The values of $1.", name);
    m_out.line("const (");
    m_out.indent();
    std::vector<std::vector<std::string>> rows;
    const auto flush = [&] {
        printAligned(rows);
        rows.clear();
    };
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        const ApiEnumValue& value = entry.values[i];
        if (!value.doc.empty() || value.deprecated) {
            flush();
            if (i > 0)
                m_out.blank();
            printDoc({}, value.doc, value.deprecated);
        }
        rows.push_back({m_names.enumValue(index, i), name, "= " + std::to_string(value.number)});
        if (!value.doc.empty() || value.deprecated) {
            flush();
            if (i + 1 < entry.values.size())
                m_out.blank();
        }
    }
    flush();
    m_out.dedent();
    m_out.line(")");
    m_out.blank();
    need("strconv");
    m_out.line("// String gives the name of the value as the schema spells it, or its number.");
    m_out.line("func (v $1) String() string {", name);
    m_out.indent();
    if (!entry.values.empty()) {
        m_out.line("switch v {");
        for (std::size_t i = 0; i < entry.values.size(); ++i) {
            m_out.line("case $1:", m_names.enumValue(index, i));
            m_out.line("\treturn $1", quoted(entry.values[i].name));
        }
        m_out.line("}");
    }
    m_out.line("return strconv.FormatUint(uint64(v), 10)");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printFlags(std::uint32_t index)
{
    const ApiFlags& entry = m_model.flags[index];
    const std::string& name = m_names.flagsName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    m_out.line("// $1 is a set of flags.", name);
    m_out.line("type $1 uint$2", name, std::to_string(entry.bits));
    m_out.blank();
    m_out.line("// The flags of $1.", name);
    m_out.line("const (");
    m_out.indent();
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < entry.flags.size(); ++i)
        rows.push_back({m_names.flag(index, i), name, "= 1 << " + std::to_string(entry.flags[i].position)});
    printAligned(rows);
    m_out.dedent();
    m_out.line(")");
}

void GoPrinter::printUnion(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    const std::string& name = m_names.unionName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    printDoc(name, entry.doc, false, name + " is one of several types, or nil.");
    m_out.line("type $1 interface {", name);
    m_out.line("\tIs$1()", name);
    m_out.line("}");
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        if (isStructOp(alternative.node)) {
            m_out.blank();
            m_out.line("// Is$1 says that $2 may stand in $1.", name, structOf(alternative.node));
            m_out.line("func (*$1) Is$2() {}", structOf(alternative.node), name);
            continue;
        }
        const std::string& wrapper = m_names.wrapper(index, i);
        m_out.blank();
        m_out.line("// $1 holds a value of the type $2 in $3.", wrapper, alternative.name, name);
        m_out.line("type $1 $2", wrapper, typeOf(alternative.node));
        m_out.blank();
        m_out.line("// Is$1 says that $2 may stand in $1.", name, wrapper);
        m_out.line("func ($1) Is$2() {}", wrapper, name);
    }
    m_out.blank();
    m_out.line("// Is$1 says that a type the schema does not have may stand in $1.", name);
    m_out.line("func (*WireForeign) Is$1() {}", name);
}

} // namespace wirebench::go
