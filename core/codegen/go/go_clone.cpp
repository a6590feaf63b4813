// SPDX-License-Identifier: MIT
// Copies that share nothing.
#include "core/codegen/go/go_printer.h"

#include <algorithm>

namespace wirebench::go {

/// Whether a copy by assignment would share memory.
bool GoPrinter::holdsMemory(NodeIndex nodeIndex, int depth) const
{
    constexpr int deepest = 32;
    const ApiType& type = apiOf(nodeIndex);
    if (isNilable(nodeIndex))
        return true;
    if (type.kind == ApiKind::List)
        return type.optionalElement || holdsMemory(type.element, depth + 1);
    if (type.kind != ApiKind::Struct || depth > deepest)
        return type.kind == ApiKind::Struct;
    const ApiStruct& entry = m_model.structs[type.index];
    return entry.keepsUnknown || std::any_of(entry.fields.begin(), entry.fields.end(), [&](const ApiField& field) {
               return field.optional || holdsMemory(field.node, depth + 1);
           });
}

void GoPrinter::printClone(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    m_variables = 0;
    m_out.blank();
    m_out.line("// Clone gives a copy that shares nothing with the value.");
    m_out.line("func (x *$1) Clone() *$1 {", name);
    m_out.indent();
    m_out.line("if x == nil {");
    m_out.line("\treturn nil");
    m_out.line("}");
    m_out.line("y := *x");
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const std::string from = "x." + m_names.field(index, i);
        const std::string to = "y." + m_names.field(index, i);
        if (isPointer(field) && isStructOp(field.node)) {
            m_out.line("$1 = $2.Clone()", to, from);
        } else if (isPointer(field)) {
            m_out.line("if $1 != nil {", from);
            m_out.indent();
            const std::string v = fresh("v");
            m_out.line("$1 := *$2", v, from);
            if (holdsMemory(field.node))
                cloneValue(field.node, v, v);
            m_out.line("$1 = &$2", to, v);
            m_out.dedent();
            m_out.line("}");
        } else if (holdsMemory(field.node)) {
            cloneValue(field.node, to, from);
        }
    }
    if (entry.keepsUnknown)
        m_out.line("y.$1 = wbCloneBytes(x.$1)", m_names.unknownField(index));
    if (entry.keepsUnknown && hasTable())
        m_out.line("y.$1 = append([]string(nil), x.$1...)", m_names.stringTable(index));
    m_out.line("return &y");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::cloneValue(NodeIndex nodeIndex, const std::string& to, const std::string& from)
{
    const ApiType& type = apiOf(nodeIndex);
    switch (type.kind) {
    case ApiKind::Bytes:
        m_out.line("$1 = wbCloneBytes($2)", to, from);
        break;
    case ApiKind::BigInt:
        m_out.line("$1 = wbCloneBigInt($2)", to, from);
        break;
    case ApiKind::Struct:
        m_out.line("$1 = *$2.Clone()", to, from);
        break;
    case ApiKind::Union:
        m_out.line("$1 = wbCloneOf$2($3)", to, unionOf(nodeIndex), from);
        break;
    case ApiKind::List: {
        if (!isArray(nodeIndex))
            m_out.line("$1 = wbCloneSlice($2)", to, from);
        const bool pointer = type.optionalElement && !isNilable(type.element);
        if (!pointer && !holdsMemory(type.element))
            break;
        const std::string i = fresh("i");
        m_out.line("for $1 := range $2 {", i, to);
        m_out.indent();
        const std::string element = to + "[" + i + "]";
        if (pointer) {
            m_out.line("if $1 != nil {", element);
            m_out.indent();
            const std::string v = fresh("v");
            m_out.line("$1 := *$2", v, element);
            if (holdsMemory(type.element))
                cloneValue(type.element, v, v);
            m_out.line("$1 = &$2", element, v);
            m_out.dedent();
            m_out.line("}");
        } else {
            cloneValue(type.element, element, element);
        }
        m_out.dedent();
        m_out.line("}");
        break;
    }
    case ApiKind::Map: {
        const std::string k = fresh("k");
        const std::string v = fresh("v");
        const std::string copy = fresh("copy");
        m_out.line("if $1 != nil {", from);
        m_out.indent();
        m_out.line("$1 := make($2, len($3))", copy, typeOf(nodeIndex), from);
        m_out.line("for $1, $2 := range $3 {", k, v, from);
        m_out.indent();
        if (holdsMemory(type.element))
            cloneValue(type.element, v, v);
        m_out.line("$1[$2] = $3", copy, k, v);
        m_out.dedent();
        m_out.line("}");
        m_out.line("$1 = $2", to, copy);
        m_out.dedent();
        m_out.line("}");
        break;
    }
    default:
        m_out.line("$1 = $2", to, from);
        break;
    }
}

} // namespace wirebench::go
