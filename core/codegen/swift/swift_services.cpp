// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

// Methods: what implementations of an interface do, and what services offer.

namespace wirebench::swift {

namespace {

/// The type of a method's parameter or result, which need not be a value on the wire and so has no node. Nothing for
/// what Swift has no type for.
class MethodTypes {
public:
    explicit MethodTypes(const Context& context) : m_context(context), m_schema(*context.model.schema) { }

    std::optional<std::string> of(TypeIndex index) const
    {
        const TypeExpr& type = m_schema.types[index];
        const std::string bits = type.bits == 0 ? "64" : std::to_string(type.bits);
        switch (type.kind) {
        case TypeKind::Bool:
            return "Bool";
        case TypeKind::UInt:
            return "UInt" + bits;
        case TypeKind::Int:
            return "Int" + bits;
        case TypeKind::Float:
            return type.bits == 32 ? "Float" : "Double";
        case TypeKind::Duration:
            return "Int64";
        case TypeKind::Complex:
            return type.bits == 64 ? "WireComplex<Float>" : "WireComplex<Double>";
        case TypeKind::Text:
            return "String";
        case TypeKind::Bytes:
            return "[UInt8]";
        case TypeKind::Time:
            return "WireTime";
        case TypeKind::Any:
            return anyType();
        case TypeKind::Named:
            return named(type.decl);
        case TypeKind::Array:
            return wrapped("[", of(type.element), "]");
        case TypeKind::Optional:
            return optional(of(type.element));
        case TypeKind::Map: {
            const auto key = of(type.key);
            const auto value = of(type.element);
            return key && value ? std::optional<std::string>("WireMap<" + *key + ", " + *value + '>') : std::nullopt;
        }
        default:
            return type.spelling == "error" ? std::optional<std::string>("Error?") : std::nullopt;
        }
    }

private:
    static std::optional<std::string> wrapped(std::string_view left, const std::optional<std::string>& inner,
                                              std::string_view right)
    {
        return inner ? std::optional<std::string>(std::string(left) + *inner + std::string(right)) : std::nullopt;
    }

    static std::optional<std::string> optional(const std::optional<std::string>& inner)
    {
        return inner && inner->ends_with('?') ? inner : wrapped("", inner, "?");
    }

    std::optional<std::string> anyType() const
    {
        for (std::size_t i = 0; i < m_context.model.unions.size(); ++i) {
            const ApiUnion& entry = m_context.model.unions[i];
            if (entry.decl == kNoIndex && entry.node != kNoIndex)
                return m_context.names.unions[i] + '?';
        }
        return std::nullopt;
    }

    std::optional<std::string> named(DeclIndex decl) const
    {
        const CodeModel& model = m_context.model;
        const auto find = [decl](const auto& entries, const std::vector<std::string>& names) {
            const auto found = std::find_if(entries.begin(), entries.end(),
                                            [decl](const auto& entry) { return entry.decl == decl; });
            return found == entries.end() ? std::optional<std::string>()
                                          : names[static_cast<std::size_t>(found - entries.begin())];
        };
        if (auto name = find(model.structs, m_context.names.structs))
            return name;
        if (auto name = find(model.enums, m_context.names.enums))
            return name;
        return optional(find(model.unions, m_context.names.unions));
    }

    const Context& m_context;
    const Schema& m_schema;
};

/// Values that come one by one.
std::string streamOf(const std::string& type)
{
    return "AsyncThrowingStream<" + type + ", Error>";
}

/// The parameters in Swift; nothing when one has no type there.
std::optional<std::string> parametersOf(const MethodTypes& types, const Member& method)
{
    NameScope scope{"self"};
    std::string text;
    for (const MethodParameter& parameter : method.parameters) {
        const auto type = types.of(parameter.type);
        if (!type)
            return std::nullopt;
        const std::string name = takeMember(scope, parameter.name.empty() ? "request" : parameter.name);
        text += (text.empty() ? "" : ", ") + std::string(parameter.name.empty() ? "_ " : "") + name + ": "
            + (parameter.stream ? streamOf(*type) : *type);
    }
    return text;
}

/// What stands behind the parameters.
std::optional<std::string> resultOf(const MethodTypes& types, const Member& method, bool remote)
{
    const auto type = method.type == kNoIndex ? std::optional<std::string>("") : types.of(method.type);
    if (!type)
        return std::nullopt;
    const std::string result = method.streamResult ? streamOf(*type) : *type;
    return (remote ? " async throws" : "") + (result.empty() ? std::string() : " -> " + result);
}

void printProtocol(Context& context, DeclIndex index, const std::string& name, bool remote)
{
    const Decl& decl = context.model.schema->decls[index];
    const MethodTypes types(context);
    CodeWriter& out = context.out;
    const auto mark = out.mark(index);
    printDoc(out, decl.doc, findAttribute(decl.attributes, "deprecated") != nullptr);
    if (remote)
        out.line("@available(macOS 10.15, iOS 13, tvOS 13, watchOS 6, *)");
    out.line("public protocol $1 {", name);
    out.indent();
    NameScope scope{"self", "init", "Type", "Protocol"};
    for (std::size_t i = 0; i < decl.members.size(); ++i) {
        const Member& method = decl.members[i];
        const auto member = out.mark(index, static_cast<std::uint32_t>(i));
        const auto parameters = parametersOf(types, method);
        const auto result = resultOf(types, method, remote);
        printDoc(out, method.doc, findAttribute(method.attributes, "deprecated") != nullptr);
        if (parameters && result)
            out.line("func $1($2)$3", takeMember(scope, method.name), *parameters, *result);
        else
            out.line("// $1 has types that Swift has none for.", method.name);
    }
    out.dedent();
    out.line("}");
    out.blank();
}

} // namespace

void printServices(Context& context)
{
    const std::vector<Decl>& decls = context.model.schema->decls;
    for (const DeclIndex index : context.model.interfaces)
        printProtocol(context, index, context.names.types.take(typeName(decls[index].name) + "Methods"), false);
    for (const DeclIndex index : context.model.services)
        printProtocol(context, index, context.names.types.take(typeName(decls[index].name)), true);
}

} // namespace wirebench::swift
