// SPDX-License-Identifier: MIT
// The methods of interfaces and services as interfaces of the language.
#include "core/codegen/go/go_printer.h"

#include <algorithm>

namespace wirebench::go {

/// The type of a parameter or result, as written in the schema.
std::string GoPrinter::writtenType(TypeIndex index)
{
    const TypeExpr& type = m_model.schema->types[index];
    const auto bits = [&](unsigned otherwise) { return std::to_string(type.bits == 0 ? otherwise : type.bits); };
    constexpr unsigned wide = 64;
    switch (type.kind) {
    case TypeKind::Bool:
        return "bool";
    case TypeKind::UInt:
        return "uint" + bits(wide);
    case TypeKind::Int:
        return "int" + bits(wide);
    case TypeKind::Float:
        return "float" + bits(wide);
    case TypeKind::Complex:
        return "complex" + bits(2 * wide);
    case TypeKind::Text:
        return "string";
    case TypeKind::Bytes:
        return "[" + (type.length ? std::to_string(*type.length) : std::string()) + "]byte";
    case TypeKind::Time:
        return "WireTime";
    case TypeKind::Duration:
        need("time");
        return "time.Duration";
    case TypeKind::Array:
        return "[" + (type.length ? std::to_string(*type.length) : std::string()) + "]" + writtenType(type.element);
    case TypeKind::Map:
        return "map[" + writtenType(type.key) + "]" + writtenType(type.element);
    case TypeKind::Optional: {
        const std::string element = writtenType(type.element);
        const bool nilable = element.starts_with('*') || element.starts_with("[]") || element.starts_with("map[");
        return nilable ? element : "*" + element;
    }
    case TypeKind::Named:
        return namedType(type.decl);
    default:
        return type.spelling == "error" ? "error" : "any";
    }
}

std::string GoPrinter::namedType(DeclIndex decl)
{
    const auto is = [decl](const auto& entry) { return entry.decl == decl; };
    if (const auto found = std::find_if(m_model.structs.begin(), m_model.structs.end(), is);
        found != m_model.structs.end())
        return "*" + m_names.structName(static_cast<std::uint32_t>(found - m_model.structs.begin()));
    if (const auto found = std::find_if(m_model.enums.begin(), m_model.enums.end(), is); found != m_model.enums.end())
        return m_names.enumName(static_cast<std::uint32_t>(found - m_model.enums.begin()));
    if (const auto found = std::find_if(m_model.unions.begin(), m_model.unions.end(), is);
        found != m_model.unions.end())
        return m_names.unionName(static_cast<std::uint32_t>(found - m_model.unions.begin()));
    return "any";
}

void GoPrinter::printServices()
{
    for (const DeclIndex decl : m_model.interfaces)
        printMethods(decl, false);
    for (const DeclIndex decl : m_model.services)
        printMethods(decl, true);
}

void GoPrinter::printMethods(DeclIndex index, bool service)
{
    const Decl& decl = m_model.schema->decls[index];
    const std::string name = m_names.take(exportedName(decl.name) + (service ? "Service" : "Methods"));
    m_out.blank();
    const auto mark = m_out.mark(index);
    printDoc(name, decl.doc, false,
             service ? name + " is a service of the schema."
                     : name + " has the methods that the schema asks of what may stand in " + exportedName(decl.name)
                     + ".");
    m_out.line("type $1 interface {", name);
    m_out.indent();
    NameScope methods;
    for (std::size_t i = 0; i < decl.members.size(); ++i) {
        const Member& member = decl.members[i];
        const auto memberMark = m_out.mark(index, static_cast<std::uint32_t>(i));
        printDoc({}, member.doc, findAttribute(member.attributes, "deprecated") != nullptr);
        m_out.line("$1", methods.take(exportedName(member.name)) + signature(member, service));
    }
    m_out.dedent();
    m_out.line("}");
}

/// Parameters and results; a stream is a channel.
std::string GoPrinter::signature(const Member& member, bool service)
{
    std::string parameters;
    NameScope names{"ctx",  "type",  "func",      "range",   "map",    "chan",   "var",    "go",
                    "if",   "for",   "interface", "package", "return", "select", "struct", "switch",
                    "case", "const", "default",   "import",  "break",  "else"};
    if (service) {
        need("context");
        parameters = "ctx context.Context";
    }
    std::size_t number = 0;
    for (const MethodParameter& parameter : member.parameters) {
        ++number;
        const std::string fallback = member.parameters.size() == 1 ? "in" : "in" + std::to_string(number);
        const std::string type = writtenType(parameter.type);
        parameters += parameters.empty() ? "" : ", ";
        parameters += names.take(parameter.name.empty() ? fallback : camelCase(parameter.name)) + " "
            + (parameter.stream ? "<-chan " : "") + type;
    }
    std::string result;
    if (member.type != kNoIndex && member.streamResult)
        parameters += (parameters.empty() ? "" : ", ") + names.take("out") + " chan<- " + writtenType(member.type);
    else if (member.type != kNoIndex)
        result = writtenType(member.type);
    if (!service)
        return "(" + parameters + ")" + (result.empty() ? "" : " " + result);
    return "(" + parameters + ") " + (result.empty() || result == "error" ? "error" : "(" + result + ", error)");
}

} // namespace wirebench::go
