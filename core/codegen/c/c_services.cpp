// SPDX-License-Identifier: MIT
// Methods: what implementations of an interface do, and what services offer, as structs of functions.
#include "core/codegen/c/c_context.h"

#include <algorithm>

namespace wirebench::c {

namespace {

/// The types of parameters and results, which are no values on the wire and so have no nodes.
class MethodTypes {
public:
    explicit MethodTypes(const Context& context) : m_context(context), m_schema(*context.model().schema) { }

    /// The C type of one value; "void" where C has none for it.
    std::string of(TypeIndex index) const
    {
        const TypeExpr& type = m_schema.types[index];
        const std::string bits = std::to_string(type.bits == 0 ? 64 : type.bits);
        switch (type.kind) {
        case TypeKind::Bool:
            return "bool";
        case TypeKind::UInt:
            return "uint" + bits + "_t";
        case TypeKind::Int:
            return "int" + bits + "_t";
        case TypeKind::Float:
            return type.bits == 32 ? "float" : "double";
        case TypeKind::Duration:
            return "int64_t";
        case TypeKind::Text:
            return "wb_text";
        case TypeKind::Bytes:
            return "wb_bytes";
        case TypeKind::Time:
            return "wb_time";
        case TypeKind::Named:
            return named(type.decl);
        case TypeKind::Optional:
            return of(type.element);
        default:
            return "void";
        }
    }

    /// A parameter: values by pointer; lists with their number; several in a row by a reader.
    void add(std::vector<std::string>& parameters, const MethodParameter& parameter, NameScope& names) const
    {
        const std::string name = names.take(parameter.name.empty() ? "request" : identifier(parameter.name));
        const TypeExpr& type = m_schema.types[parameter.type];
        if (parameter.stream) {
            parameters.push_back("wb_reader *" + name);
        } else if (type.kind == TypeKind::Array) {
            parameters.push_back("const " + of(type.element) + " *" + name);
            parameters.push_back("size_t " + names.take(name + "_count"));
        } else {
            parameters.push_back("const " + of(parameter.type) + " *" + name);
        }
    }

    void addResult(std::vector<std::string>& parameters, const Member& method, NameScope& names) const
    {
        if (method.streamResult) {
            parameters.push_back("wb_writer *" + names.take("results"));
        } else if (method.type != kNoIndex) {
            const TypeExpr& type = m_schema.types[method.type];
            const bool list = type.kind == TypeKind::Array;
            const std::string name = names.take("result");
            parameters.push_back((list ? of(type.element) + " **" : of(method.type) + " *") + name);
            if (list)
                parameters.push_back("size_t *" + names.take(name + "_count"));
        }
    }

private:
    template <typename Entries, typename NameOf>
    static std::string find(const Entries& entries, DeclIndex decl, NameOf nameOf)
    {
        const auto found
            = std::find_if(entries.begin(), entries.end(), [decl](const auto& entry) { return entry.decl == decl; });
        return found == entries.end() ? std::string() : nameOf(static_cast<std::uint32_t>(found - entries.begin()));
    }

    std::string named(DeclIndex decl) const
    {
        const CodeModel& model = m_context.model();
        std::string name = find(model.structs, decl, [&](std::uint32_t i) { return m_context.structName(i); });
        if (name.empty())
            name = find(model.enums, decl, [&](std::uint32_t i) { return m_context.enumName(i); });
        if (name.empty())
            name = find(model.unions, decl, [&](std::uint32_t i) { return m_context.unionName(i); });
        return name.empty() ? "void" : name;
    }

    const Context& m_context;
    const Schema& m_schema;
};

void writeContract(CodeWriter& out, const Context& context, DeclIndex index, const std::string& name)
{
    const Decl& decl = context.model().schema->decls[index];
    const auto mark = out.mark(index);
    const MethodTypes types(context);
    NameScope scope({"context", "int", "float", "double", "long", "short", "char", "void", "default", "switch", "case",
                     "register", "return", "delete", "new", "class"});
    writeDoc(out,
             decl.doc.empty()
                 ? "Functions to be filled in; `context` is handed to each. What they give lies in `arena`."
                 : decl.doc);
    out.line("typedef struct $1 {", name);
    out.indent();
    out.line("void *context;");
    for (std::uint32_t i = 0; i < decl.members.size(); ++i) {
        const Member& method = decl.members[i];
        const auto methodMark = out.mark(index, i);
        NameScope names({"context", "arena", "int", "float", "double", "long", "short", "char", "void", "default",
                         "switch", "case", "register", "return", "delete", "new", "class"});
        std::vector<std::string> parameters{"void *context", "wb_arena *arena"};
        for (const MethodParameter& parameter : method.parameters)
            types.add(parameters, parameter, names);
        types.addResult(parameters, method, names);
        writeDoc(out, method.doc, findAttribute(method.attributes, "deprecated") != nullptr);
        writeCall(out, "wb_status (*" + scope.take(identifier(method.name)) + ")", parameters, ";");
    }
    out.dedent();
    out.line("} $1;", name);
    out.blank();
}

} // namespace

void writeServices(CodeWriter& out, Context& context)
{
    const std::vector<Decl>& decls = context.model().schema->decls;
    for (const DeclIndex index : context.model().interfaces)
        writeContract(out, context, index,
                      context.scope().take(context.global(identifier(decls[index].name) + "_methods")));
    for (const DeclIndex index : context.model().services)
        writeContract(out, context, index, context.scope().take(context.global(identifier(decls[index].name))));
}

} // namespace wirebench::c
