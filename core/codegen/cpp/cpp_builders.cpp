// SPDX-License-Identifier: MIT
// Classes that make values field by field.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

/// A function that changes one field.
struct Setter {
    std::uint32_t field = 0;
    std::string name;
    std::string parameters;
    std::vector<std::string> statements;
};

class BuilderPrinter {
public:
    BuilderPrinter(const Context& context, std::uint32_t index)
        : m_context(context)
        , m_index(index)
        , m_entry(context.model().structs[index])
        , m_name(context.structName(index))
        , m_builder(context.builderName(index))
    {
        NameScope names = Context::reservedNames();
        for (const std::string_view taken : {"m_value", "m_given", "build", "check"})
            names.reserve(taken);
        names.reserve(m_builder);
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
            m_setters.push_back(setter(i, names.take(context.fieldName(index, i))));
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
            addAppender(i, names);
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
            if (context.slot(m_entry.fields[i].slot).occurs == Occurs::Required)
                m_required.push_back(i);
        }
        mark();
    }

    void writeType(CodeWriter& out) const
    {
        const auto mark = out.mark(m_entry.decl);
        out.line("/// Makes a value of $1 field by field.", m_name);
        out.line("class $1 {", m_builder);
        out.line("public:");
        out.indent();
        for (const Setter& one : m_setters) {
            const auto memberMark = out.mark(m_entry.decl, m_entry.fields[one.field].member);
            out.line("$1& $2($3);", m_builder, one.name, one.parameters);
        }
        if (!m_setters.empty())
            out.blank();
        out.line("/// What keeps the value from being encoded; empty: nothing.");
        out.line("std::vector<::wirebench_runtime::Violation> check() const;");
        out.line("/// The value; throws InvalidValue where check() finds something.");
        out.line("$1 build() const;", m_name);
        out.dedent();
        out.blank();
        out.line("private:");
        out.indent();
        out.line("$1 m_value;", m_name);
        if (!m_required.empty())
            out.line("std::array<bool, $1> m_given{};", std::to_string(m_required.size()));
        out.dedent();
        out.line("};");
        out.blank();
    }

    void writeDefinitions(CodeWriter& out) const
    {
        for (const Setter& one : m_setters) {
            out.line("$1& $1::$2($3)", m_builder, one.name, one.parameters);
            out.line("{");
            out.indent();
            for (const std::string& statement : one.statements)
                out.line("$1", statement);
            out.line("return *this;");
            out.dedent();
            out.line("}");
            out.blank();
        }
        out.line("std::vector<wb::Violation> $1::check() const", m_builder);
        out.line("{");
        out.indent();
        if (m_required.empty()) {
            out.line("return m_value.validate();");
        } else {
            out.line("std::vector<wb::Violation> found = m_value.validate();");
            for (std::size_t i = 0; i < m_required.size(); ++i) {
                out.line("if (!m_given[$1])", std::to_string(i));
                out.line("    found.push_back({$1, \"missing-required\", {}});",
                         Context::quoted(m_entry.fields[m_required[i]].name));
            }
            out.line("return found;");
        }
        out.dedent();
        out.line("}");
        out.blank();
        out.line("$1 $2::build() const", m_name, m_builder);
        out.line("{");
        out.line("    if (std::vector<wb::Violation> found = check(); !found.empty())");
        out.line("        throw wb::InvalidValue(std::move(found));");
        out.line("    return m_value;");
        out.line("}");
        out.blank();
    }

private:
    static bool isPlain(ApiKind kind)
    {
        return kind == ApiKind::Bool || kind == ApiKind::UInt || kind == ApiKind::Int || kind == ApiKind::Float
            || kind == ApiKind::Enum || kind == ApiKind::Flags || kind == ApiKind::Date || kind == ApiKind::Time
            || kind == ApiKind::Complex || kind == ApiKind::Uuid || kind == ApiKind::Decimal;
    }
    /// A parameter as it is handed on.
    std::string handed(NodeIndex node, const std::string& name) const
    {
        return isPlain(m_context.model().typeOf(node).kind) ? name : "std::move(" + name + ")";
    }
    std::string member(std::uint32_t field) const { return "m_value." + m_context.fieldName(m_index, field); }
    /// Statements that leave only this field of its group.
    std::vector<std::string> clearedOthers(std::uint32_t field) const
    {
        std::vector<std::string> statements;
        const std::uint16_t group = m_context.slot(m_entry.fields[field].slot).oneof;
        for (std::uint32_t other = 0; group != 0 && other < m_entry.fields.size(); ++other) {
            if (other != field && m_context.slot(m_entry.fields[other].slot).oneof == group)
                statements.push_back(member(other) + ".reset();");
        }
        return statements;
    }

    Setter setter(std::uint32_t field, std::string name) const
    {
        const ApiField& entry = m_entry.fields[field];
        Setter made{field, std::move(name), m_context.type(entry.node) + " value", clearedOthers(field)};
        made.statements.push_back(member(field) + " = " + handed(entry.node, "value") + ";");
        return made;
    }

    /// One element of a list or entry of a map more.
    void addAppender(std::uint32_t field, NameScope& names)
    {
        const ApiField& entry = m_entry.fields[field];
        const ApiType& type = m_context.model().typeOf(entry.node);
        const bool isMap = type.kind == ApiKind::Map;
        if (!isMap && (type.kind != ApiKind::List || type.count != 0))
            return;
        std::string element = m_context.type(type.element);
        if (type.optionalElement)
            element = "std::optional<" + element + ">";
        Setter made{field, names.take((isMap ? "put_" : "add_") + m_context.fieldName(m_index, field)),
                    (isMap ? m_context.type(type.key) + " key, " : "") + element + " value", clearedOthers(field)};
        const bool wrapped = m_context.wrapped(entry);
        if (wrapped) {
            made.statements.push_back("if (!" + member(field) + ")");
            made.statements.push_back("    " + member(field) + ".emplace();");
        }
        const std::string call = member(field) + (wrapped ? "->" : ".");
        if (isMap)
            made.statements.push_back(call + "insert_or_assign(" + handed(type.key, "key") + ", "
                                      + handed(type.element, "value") + ");");
        else
            made.statements.push_back(call + "push_back(" + handed(type.element, "value") + ");");
        m_setters.push_back(std::move(made));
    }

    /// Setters of required fields note that they were called.
    void mark()
    {
        for (Setter& one : m_setters) {
            for (std::size_t i = 0; i < m_required.size(); ++i) {
                if (m_required[i] == one.field)
                    one.statements.push_back("m_given[" + std::to_string(i) + "] = true;");
            }
        }
    }

    const Context& m_context;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
    const std::string& m_name;
    const std::string& m_builder;
    std::vector<Setter> m_setters;
    std::vector<std::uint32_t> m_required;
};

} // namespace

void writeBuilderTypes(CodeWriter& out, const Context& context)
{
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i)
        BuilderPrinter(context, i).writeType(out);
}

void writeBuilders(CodeWriter& out, const Context& context)
{
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i)
        BuilderPrinter(context, i).writeDefinitions(out);
}

} // namespace wirebench::cpp
