// SPDX-License-Identifier: MIT
// How the codec of a struct finds what is wrong with a value, field by field.
#include "core/codegen/cpp/cpp_rules.h"
#include "core/codegen/cpp/cpp_tagged.h"

namespace wirebench::cpp {

namespace {

/// Whether there are structs in the values of a node, which are looked at one by one.
bool holdsStructs(const Context& context, NodeIndex index)
{
    const ApiType& type = context.model().typeOf(index);
    switch (type.kind) {
    case ApiKind::Struct:
    case ApiKind::Union:
        return true;
    case ApiKind::List:
    case ApiKind::Map:
        return holdsStructs(context, type.element);
    default:
        return false;
    }
}

/// Whether a value of its C++ type can be one that the format has not.
bool canBeWrong(ApiKind kind)
{
    return kind != ApiKind::Bool && kind != ApiKind::UInt && kind != ApiKind::Int && kind != ApiKind::Float
        && kind != ApiKind::Complex && kind != ApiKind::Uuid && kind != ApiKind::Decimal && kind != ApiKind::None;
}

class CheckPrinter {
public:
    CheckPrinter(CodeWriter& out, const Context& context, std::uint32_t index)
        : m_out(out), m_context(context), m_index(index), m_entry(context.model().structs[index])
    {
    }

    void write()
    {
        m_out.line("template <class V>");
        m_out.line("void $1::check([[maybe_unused]] const V& v, [[maybe_unused]] wb::Validator& checks)",
                   m_context.structName(m_index));
        m_out.line("{");
        m_out.indent();
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
            writeField(i);
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

private:
    void writeField(std::uint32_t field)
    {
        const NodeIndex node = m_entry.fields[field].node;
        const bool inside = holdsStructs(m_context, node);
        const bool isRecord = m_context.node(m_entry.node).op == Op::Record;
        if (!inside && !isRecord && !canBeWrong(m_context.model().typeOf(node).kind))
            return;
        const std::string member = "v." + m_context.fieldName(m_index, field);
        m_out.line("{");
        m_out.indent();
        m_out.line("const auto place = checks.member($1);", Context::quoted(m_entry.fields[field].name));
        if (inside)
            m_out.line("checks.inside($1);", member);
        else
            m_out.line("checks.$1<$2>($3);", isRecord ? "bits" : "leaf", formName(m_context, m_index, field), member);
        m_out.dedent();
        m_out.line("}");
    }

    CodeWriter& m_out;
    const Context& m_context;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
};

} // namespace

/// Whether the elements of a list are written one by one.
bool TaggedPrinter::writtenApart(std::uint32_t field) const
{
    if (m_node.op != Op::Tagged || m_context.nodeOf(m_entry.fields[field].slot).op != Op::Series)
        return false;
    return written(field).form == FieldForm::Element || written(field).form == FieldForm::TableIndex;
}

void TaggedPrinter::writeFieldChecks(std::uint32_t field)
{
    const NodeIndex node = m_entry.fields[field].node;
    const ApiKind kind = m_context.model().typeOf(node).kind;
    std::vector<std::string> rules;
    for (std::uint32_t i = 0; i < slot(field).validationCount; ++i) {
        const Validation& rule = m_context.plan().validations[slot(field).firstValidation + i];
        const std::string condition = ruleCondition(m_context, rule, kind, value(field));
        if (condition.empty() && kind == ApiKind::Text && rule.relation == Validation::Relation::Match)
            rules.push_back("// Not checked, since its table would be too large: "
                            + Context::quoted(m_context.plan().text(rule.text)));
        if (condition.empty())
            continue;
        rules.push_back("if (!" + condition + ")");
        rules.push_back("    checks.fail(\"validate\", " + Context::quoted(m_context.plan().text(rule.text)) + ");");
    }
    const bool inside = holdsStructs(m_context, node);
    const bool leaf = !inside && canBeWrong(kind);
    const std::string there = condition(field);
    const bool must = slot(field).occurs == Occurs::Required && m_entry.fields[field].boxed;
    if (rules.empty() && !inside && !leaf && !must)
        return;
    m_out.line(there.empty() ? "{" : "if ($1) {", there);
    m_out.indent();
    m_out.line("const auto place = checks.member($1);", Context::quoted(m_entry.fields[field].name));
    for (const std::string& line : rules)
        m_out.line("$1", line);
    if (inside)
        m_out.line("checks.inside($1);", value(field));
    else if (leaf)
        m_out.line(writtenApart(field) ? "checks.leaves<$1_element>($2);" : "checks.leaf<$1>($2);", form(field),
                   value(field));
    m_out.dedent();
    if (must) {
        m_out.line("} else {");
        m_out.line("    const auto place = checks.member($1);", Context::quoted(m_entry.fields[field].name));
        m_out.line("    checks.fail(\"missing-required\");");
    }
    m_out.line("}");
}

void TaggedPrinter::writeChecks()
{
    m_out.line("template <class V>");
    m_out.line("void $1::check([[maybe_unused]] const V& v, [[maybe_unused]] wb::Validator& checks)", m_name);
    m_out.line("{");
    m_out.indent();
    checkGroups("checks");
    for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
        writeFieldChecks(i);
    m_out.dedent();
    m_out.line("}");
    m_out.blank();
}

void writeChecks(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const Op op = context.node(context.model().structs[index].node).op;
    if (op == Op::Tagged || op == Op::PresenceMap)
        TaggedPrinter(out, context, index).writeChecks();
    else
        CheckPrinter(out, context, index).write();
}

} // namespace wirebench::cpp
