// SPDX-License-Identifier: MIT
// Methods: what implementations of an interface do, and what services offer.
#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_parts.h"

#include <algorithm>
#include <optional>

namespace wirebench::rust {

namespace {

/// The type of a method's parameter or result, which need not be a value on the wire and so has no node. Nothing for
/// what Rust has no type for.
class MethodTypes {
public:
    explicit MethodTypes(const Context& context) : m_context(context), m_schema(*context.model.schema) { }

    std::optional<std::string> of(TypeIndex index) const
    {
        const TypeExpr& type = m_schema.types[index];
        const std::string bits = std::to_string(type.bits == 0 ? 64 : type.bits);
        switch (type.kind) {
        case TypeKind::Bool:
            return "bool";
        case TypeKind::UInt:
            return 'u' + bits;
        case TypeKind::Int:
            return 'i' + bits;
        case TypeKind::Float:
            return 'f' + bits;
        case TypeKind::Duration:
            return "i64";
        case TypeKind::Complex:
            return type.bits == 64 ? "rt::Complex<f32>" : "rt::Complex<f64>";
        case TypeKind::Text:
            return "String";
        case TypeKind::Bytes:
            return "Vec<u8>";
        case TypeKind::Time:
            return "rt::Time";
        case TypeKind::Any:
            return anyType();
        case TypeKind::Named:
            return named(type.decl);
        case TypeKind::Array:
            return wrapped("Vec<", of(type.element));
        case TypeKind::Optional:
            return wrapped("Option<", of(type.element));
        case TypeKind::Map: {
            const auto key = of(type.key);
            const auto value = of(type.element);
            if (!key || !value)
                return std::nullopt;
            return "std::collections::BTreeMap<" + *key + ", " + *value + '>';
        }
        default:
            return type.spelling == "error" ? std::optional<std::string>("Box<dyn std::error::Error>") : std::nullopt;
        }
    }

private:
    static std::optional<std::string> wrapped(std::string_view wrapper, const std::optional<std::string>& inner)
    {
        return inner ? std::optional<std::string>(std::string(wrapper) + *inner + '>') : std::nullopt;
    }

    std::optional<std::string> anyType() const
    {
        for (std::size_t i = 0; i < m_context.model.unions.size(); ++i) {
            const ApiUnion& entry = m_context.model.unions[i];
            if (entry.decl == kNoIndex && entry.node != kNoIndex)
                return m_context.unions[i];
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
        if (auto name = find(model.structs, m_context.structs))
            return name;
        if (auto name = find(model.enums, m_context.enums))
            return name;
        return find(model.unions, m_context.unions);
    }

    const Context& m_context;
    const Schema& m_schema;
};

/// The parameters in Rust; nothing when one has no type there.
std::optional<std::vector<std::string>> parametersOf(const MethodTypes& types, const Member& method, bool remote)
{
    NameScope scope;
    std::vector<std::string> list{remote ? "&mut self" : "&self"};
    for (const MethodParameter& parameter : method.parameters) {
        const auto type = types.of(parameter.type);
        if (!type)
            return std::nullopt;
        const std::string name = scope.take(parameter.name.empty() ? "request" : snakeCase(parameter.name));
        list.push_back(escaped(name) + (parameter.stream ? ": &mut dyn Iterator<Item = " + *type + '>' : ": " + *type));
    }
    return list;
}

std::optional<std::string> resultOf(const MethodTypes& types, const Member& method, bool remote)
{
    auto type = method.type == kNoIndex ? std::optional<std::string>("()") : types.of(method.type);
    if (!type || !remote)
        return type;
    if (method.streamResult)
        return "Result<rt::Results<" + *type + ", Self::Error>, Self::Error>";
    return "Result<" + *type + ", Self::Error>";
}

void writeTrait(Context& context, DeclIndex index, const std::string& name, bool remote)
{
    const Decl& decl = context.model.schema->decls[index];
    const MethodTypes types(context);
    CodeWriter& w = context.w;
    const CodeWriter::Mark mark = w.mark(index);
    docComment(w, decl.doc);
    if (remote) {
        w.line("pub trait $1 {", name);
        w.line("    /// Why a call failed.\n    type Error;");
        if (!decl.members.empty())
            w.blank();
    } else {
        w.line("pub trait $1 {", name);
    }
    w.indent();
    NameScope scope;
    for (std::size_t i = 0; i < decl.members.size(); ++i) {
        const Member& method = decl.members[i];
        const CodeWriter::Mark methodMark = w.mark(index, static_cast<std::uint32_t>(i));
        const auto parameters = parametersOf(types, method, remote);
        const auto result = resultOf(types, method, remote);
        docComment(w, method.doc);
        if (!parameters || !result) {
            w.line("// $1() has types that Rust has none for.", method.name);
            continue;
        }
        writeHead(context, 1, "fn " + escaped(scope.take(snakeCase(method.name))) + '(', *parameters,
                  *result == "()" ? ");" : ") -> " + *result + ';');
    }
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace

void writeServices(Context& context)
{
    for (const DeclIndex index : context.model.interfaces)
        writeTrait(context, index, context.takeType(pascalCase(context.model.schema->decls[index].name) + "Methods"),
                   false);
    for (const DeclIndex index : context.model.services)
        writeTrait(context, index, context.takeType(pascalCase(context.model.schema->decls[index].name)), true);
}

} // namespace wirebench::rust
