// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <algorithm>
#include <string>

// Methods: what implementations of an interface do, and what services offer.

namespace wirebench::typescript {

namespace {

/// The type of a method's parameter or result, which is no value on the wire and so has no node.
class MethodTypes {
public:
    explicit MethodTypes(const Context& context) : m_context(context), m_schema(*context.model.schema) { }

    std::string of(TypeIndex index) const
    {
        const TypeExpr& type = m_schema.types[index];
        switch (type.kind) {
        case TypeKind::Bool:
            return "boolean";
        case TypeKind::UInt:
        case TypeKind::Int:
            return type.bits == 0 || type.bits > 32 ? "bigint" : "number";
        case TypeKind::Float:
            return "number";
        case TypeKind::Duration:
            return "bigint";
        case TypeKind::Complex:
            return "rt.Complex";
        case TypeKind::Text:
            return "string";
        case TypeKind::Bytes:
            return "Uint8Array";
        case TypeKind::Time:
            return "rt.Timestamp";
        case TypeKind::Date:
            return "Date";
        case TypeKind::Any:
            return anyType();
        case TypeKind::Named:
            return named(type.decl);
        case TypeKind::Array:
            return array(of(type.element));
        case TypeKind::Map:
            return "Map<" + of(type.key) + ", " + of(type.element) + '>';
        case TypeKind::Optional:
            return of(type.element) + " | null";
        default:
            return "unknown";
        }
    }

private:
    static std::string array(const std::string& element)
    {
        return element.find(" | ") == std::string::npos ? element + "[]" : '(' + element + ")[]";
    }

    std::string anyType() const
    {
        for (std::size_t i = 0; i < m_context.model.unions.size(); ++i) {
            const ApiUnion& entry = m_context.model.unions[i];
            if (entry.decl == kNoIndex && entry.node != kNoIndex)
                return m_context.names.unions[i];
        }
        return "unknown";
    }

    std::string named(DeclIndex decl) const
    {
        const CodeModel& model = m_context.model;
        const auto isDecl = [decl](const auto& entry) { return entry.decl == decl; };
        const auto find = [&](const auto& entries, const std::vector<std::string>& names) {
            const auto found = std::find_if(entries.begin(), entries.end(), isDecl);
            return found == entries.end() ? std::string() : names[static_cast<std::size_t>(found - entries.begin())];
        };
        for (const std::string& name :
             {find(model.structs, m_context.names.structs), find(model.enums, m_context.names.enums),
              find(model.unions, m_context.names.unions)}) {
            if (!name.empty())
                return name;
        }
        return "unknown";
    }

    const Context& m_context;
    const Schema& m_schema;
};

std::string streamOf(const std::string& type)
{
    return "AsyncIterable<" + type + '>';
}

std::string parametersOf(const MethodTypes& types, const Member& method)
{
    NameScope scope;
    std::string text;
    for (const MethodParameter& parameter : method.parameters) {
        const std::string type = types.of(parameter.type);
        const std::string name = scope.take(parameter.name.empty() ? "request" : camelCase(parameter.name));
        text += (text.empty() ? "" : ", ") + name + ": " + (parameter.stream ? streamOf(type) : type);
    }
    return text;
}

std::string resultOf(const MethodTypes& types, const Member& method, bool remote)
{
    const std::string type = method.type == kNoIndex ? "void" : types.of(method.type);
    if (method.streamResult)
        return streamOf(type);
    return remote ? "Promise<" + type + '>' : type;
}

void printMethods(Context& context, const Decl& decl, bool remote)
{
    const MethodTypes types(context);
    NameScope scope;
    for (std::size_t i = 0; i < decl.members.size(); ++i) {
        const Member& method = decl.members[i];
        const auto index = static_cast<DeclIndex>(&decl - context.model.schema->decls.data());
        const auto mark = context.out.mark(index, static_cast<std::uint32_t>(i));
        printDoc(context.out, method.doc, findAttribute(method.attributes, "deprecated") != nullptr);
        context.out.line("$1($2): $3;", scope.take(camelCase(method.name)), parametersOf(types, method),
                         resultOf(types, method, remote));
    }
}

void printContract(Context& context, DeclIndex index, const std::string& name, bool remote)
{
    const Decl& decl = context.model.schema->decls[index];
    CodeWriter& out = context.out;
    const auto mark = out.mark(index);
    printDoc(out, decl.doc, findAttribute(decl.attributes, "deprecated") != nullptr);
    out.line("export interface $1 {", name);
    out.indent();
    printMethods(context, decl, remote);
    out.dedent();
    out.line("}");
    out.blank();
}

} // namespace

void printServices(Context& context)
{
    for (const DeclIndex index : context.model.interfaces) {
        const std::string name = pascalCase(context.model.schema->decls[index].name) + "Methods";
        printContract(context, index, context.names.types.take(name), false);
    }
    for (const DeclIndex index : context.model.services) {
        const std::string name = pascalCase(context.model.schema->decls[index].name);
        printContract(context, index, context.names.types.take(name), true);
    }
}

} // namespace wirebench::typescript
