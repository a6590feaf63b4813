// SPDX-License-Identifier: MIT
// Methods: what implementations of an interface do, and what services offer, as abstract classes.
#include "core/codegen/cpp/cpp_printer.h"

#include <algorithm>
#include <optional>

namespace wirebench::cpp {

namespace {

/// The types of parameters and results, which need not be values on the wire and so have no nodes. Nothing for what C++
/// has no type for.
class MethodTypes {
public:
    explicit MethodTypes(const Context& context) : m_context(context), m_schema(*context.model().schema) { }

    std::optional<std::string> of(TypeIndex index) const
    {
        const TypeExpr& type = m_schema.types[index];
        const std::string bits = std::to_string(type.bits == 0 ? 64 : type.bits);
        switch (type.kind) {
        case TypeKind::Bool:
            return "bool";
        case TypeKind::UInt:
            return "std::uint" + bits + "_t";
        case TypeKind::Int:
            return "std::int" + bits + "_t";
        case TypeKind::Float:
            return type.bits == 32 ? "float" : "double";
        case TypeKind::Duration:
            return "std::chrono::nanoseconds";
        case TypeKind::Complex:
            return type.bits == 64 ? "std::complex<float>" : "std::complex<double>";
        case TypeKind::Text:
            return "std::string";
        case TypeKind::Bytes:
            return "std::vector<std::uint8_t>";
        case TypeKind::Time:
            return "::wirebench_runtime::Timestamp";
        case TypeKind::Any:
            return anyType();
        case TypeKind::Named:
            return named(type.decl);
        case TypeKind::Array:
            return wrapped("std::vector<", of(type.element));
        case TypeKind::Optional:
            return wrapped("std::optional<", of(type.element));
        case TypeKind::Map: {
            const auto key = of(type.key);
            const auto value = of(type.element);
            return key && value ? wrapped("std::map<" + *key + ", ", value) : std::nullopt;
        }
        default:
            return type.spelling == "error" ? std::optional<std::string>("std::exception_ptr") : std::nullopt;
        }
    }

    /// A parameter of this type: what is small by its value.
    std::string parameter(TypeIndex index, const std::string& type) const
    {
        const TypeKind kind = m_schema.types[index].kind;
        const bool small = kind == TypeKind::Bool || kind == TypeKind::UInt || kind == TypeKind::Int
            || kind == TypeKind::Float || kind == TypeKind::Duration;
        return small ? type : "const " + type + "&";
    }

private:
    static std::optional<std::string> wrapped(const std::string& front, const std::optional<std::string>& inner)
    {
        return inner ? std::optional<std::string>(front + *inner + ">") : std::nullopt;
    }

    std::optional<std::string> anyType() const
    {
        const std::vector<ApiUnion>& unions = m_context.model().unions;
        for (std::uint32_t i = 0; i < unions.size(); ++i) {
            if (unions[i].decl == kNoIndex && unions[i].node != kNoIndex)
                return full(m_context.unionName(i));
        }
        return std::nullopt;
    }

    std::optional<std::string> named(DeclIndex decl) const
    {
        const CodeModel& model = m_context.model();
        const auto at = [decl](const auto& entries) {
            const auto found = std::find_if(entries.begin(), entries.end(),
                                            [decl](const auto& entry) { return entry.decl == decl; });
            return found == entries.end() ? kNoIndex : static_cast<std::uint32_t>(found - entries.begin());
        };
        if (const std::uint32_t index = at(model.structs); index != kNoIndex)
            return full(m_context.structName(index));
        if (const std::uint32_t index = at(model.enums); index != kNoIndex)
            return full(m_context.enumName(index));
        if (const std::uint32_t index = at(model.unions); index != kNoIndex)
            return full(m_context.unionName(index));
        return std::nullopt;
    }

    /// A method may have the name of a type.
    std::string full(const std::string& name) const { return "::" + m_context.space() + "::" + name; }

    const Context& m_context;
    const Schema& m_schema;
};

class ContractPrinter {
public:
    ContractPrinter(CodeWriter& out, const Context& context, DeclIndex index, const std::string& name, bool ofValues)
        : m_out(out)
        , m_types(context)
        , m_index(index)
        , m_decl(context.model().schema->decls[index])
        , m_name(name)
        , m_ofValues(ofValues)
    {
    }

    void write(std::string_view said)
    {
        const auto mark = m_out.mark(m_index);
        writeDoc(m_out, m_decl.doc);
        m_out.line("/// $1", said);
        m_out.line("class $1 {", m_name);
        m_out.line("public:");
        m_out.indent();
        m_out.line("virtual ~$1() = default;", m_name);
        NameScope names = Context::reservedNames();
        names.reserve(m_name);
        for (std::uint32_t i = 0; i < m_decl.members.size(); ++i) {
            const auto memberMark = m_out.mark(m_index, i);
            writeMethod(m_decl.members[i], names);
        }
        m_out.dedent();
        m_out.line("};");
        m_out.blank();
    }

private:
    void writeMethod(const Member& method, NameScope& names)
    {
        m_out.blank();
        writeDoc(m_out, method.doc);
        NameScope parameterNames = Context::reservedNames();
        std::vector<std::string> parameters;
        const auto add = [&](const std::string& type, std::string_view name) {
            parameters.push_back(type + " " + parameterNames.take(name));
        };
        for (const MethodParameter& parameter : method.parameters) {
            const auto type = m_types.of(parameter.type);
            if (!type)
                return writeUnknown(method);
            const std::string name = parameter.name.empty() ? "request" : identifier(parameter.name);
            add(parameter.stream ? "const std::function<std::optional<" + *type + ">()>&"
                                 : m_types.parameter(parameter.type, *type),
                name);
        }
        const auto result = method.type == kNoIndex ? std::optional<std::string>("void") : m_types.of(method.type);
        if (!result)
            return writeUnknown(method);
        if (method.streamResult)
            add("const std::function<void(const " + *result + "&)>&", "result");
        const std::string front = "virtual " + (method.streamResult ? std::string("void") : *result) + " "
            + names.take(identifier(method.name)) + "(";
        writeList(m_out, front, parameters, m_ofValues ? ") const = 0;" : ") = 0;");
    }

    void writeUnknown(const Member& method) { m_out.line("// $1() has types that C++ has none for.", method.name); }

    CodeWriter& m_out;
    const MethodTypes m_types;
    const DeclIndex m_index;
    const Decl& m_decl;
    const std::string& m_name;
    const bool m_ofValues;
};

} // namespace

void writeServices(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    for (std::size_t i = 0; i < model.interfaces.size(); ++i)
        ContractPrinter(out, context, model.interfaces[i], context.interfaceName(i), true)
            .write("To be implemented: what values of the interface can do.");
    for (std::size_t i = 0; i < model.services.size(); ++i)
        ContractPrinter(out, context, model.services[i], context.serviceName(i), false)
            .write("To be implemented: values in a row come from functions that give nothing at the end, and go to "
                   "functions.");
}

} // namespace wirebench::cpp
