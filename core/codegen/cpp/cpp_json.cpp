// SPDX-License-Identifier: MIT
// JSON of structs.
#include "core/codegen/cpp/cpp_printer.h"

#include <map>

namespace wirebench::cpp {

namespace {

class JsonPrinter {
public:
    JsonPrinter(CodeWriter& out, const Context& context, std::uint32_t index)
        : m_out(out)
        , m_context(context)
        , m_index(index)
        , m_entry(context.model().structs[index])
        , m_node(context.node(m_entry.node))
        , m_name(context.structName(index))
    {
    }

    void writeToJson()
    {
        m_out.line("template <class V>");
        m_out.line("void $1::to_json(std::string& out, [[maybe_unused]] const V& v, std::string_view type)", m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("wb::JsonObject object(out);");
        m_out.line("if (!type.empty())");
        m_out.line("    wb::append_json_string(object.key(\"@type\"), type);");
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
            writeMember(i);
        if (m_entry.keepsUnknown)
            m_out.line("object.unknown(v.$1);", m_context.unknownName(m_index));
        if (m_context.keepsStrings(m_entry)) {
            m_out.line("if constexpr (requires { v.$1; })", m_context.stringsName(m_index));
            m_out.line("    object.strings(v.$1);", m_context.stringsName(m_index));
        }
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void writeFromJson()
    {
        const std::string count = std::to_string(m_entry.fields.size());
        m_out.line("template <class V>");
        m_out.line(
            "bool $1::from_json(wb::JsonInput& in, const wb::JsonValue& json, [[maybe_unused]] V& v, bool typed)",
            m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("static constexpr std::array<std::string_view, $1> names{$2", count,
                   m_entry.fields.empty() ? "};" : "");
        for (const ApiField& field : m_entry.fields)
            m_out.line("    $1,", Context::quoted(field.name));
        if (!m_entry.fields.empty())
            m_out.line("};");
        m_out.line("wb::JsonMembers<$1> members;", count);
        const bool unknown = m_entry.keepsUnknown;
        const bool strings = m_context.keepsStrings(m_entry);
        m_out.line("if (!wb::json_members(in, json, names, typed, $1, $2, members))", unknown ? "true" : "false",
                   strings ? "typed" : "false");
        m_out.line("    return false;");
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
            readMember(i);
        checkGroups();
        if (unknown) {
            m_out.line("if (!wb::json_unknown(in, members.unknown, kDialect, numbers, v.$1))",
                       m_context.unknownName(m_index));
            m_out.line("    return false;");
        }
        if (strings) {
            m_out.line("if constexpr (requires { v.$1; }) {", m_context.stringsName(m_index));
            m_out.line("    if (!wb::json_may<wb::Counted<wb::Text>>(in, members.strings, false, v.$1))",
                       m_context.stringsName(m_index));
            m_out.line("        return false;");
            m_out.line("}");
        }
        m_out.line("return true;");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

private:
    const Slot& slot(std::uint32_t field) const { return m_context.slot(m_entry.fields[field].slot); }
    std::string member(std::uint32_t field) const { return "v." + m_context.fieldName(m_index, field); }
    bool isTagged() const { return m_node.op == Op::Tagged || m_node.op == Op::PresenceMap; }
    bool isUnion(std::uint32_t field) const
    {
        return m_context.model().typeOf(m_entry.fields[field].node).kind == ApiKind::Union;
    }
    bool mayBeAbsent(std::uint32_t field) const
    {
        return m_entry.fields[field].boxed || m_context.wrapped(m_entry.fields[field]);
    }

    void writeMember(std::uint32_t field)
    {
        const std::string name = Context::quoted(m_entry.fields[field].name);
        const std::string codec = m_context.codec(m_entry.fields[field].node);
        const std::string shown = m_context.plan().nullsShown ? "true" : "false";
        if (isUnion(field))
            m_out.line("object.template reference<$1, $2>($3, $4);", codec, shown, name, member(field));
        else if (m_context.wrapped(m_entry.fields[field]))
            m_out.line("object.template optional<$1, $2>($3, $4);", codec, shown, name, member(field));
        else
            m_out.line("object.template plain<$1>($2, $3);", codec, name,
                       m_entry.fields[field].boxed ? "wb::held(" + member(field) + ")" : member(field));
    }

    void readMember(std::uint32_t field)
    {
        const ApiField& entry = m_entry.fields[field];
        const Slot& place = slot(field);
        const bool must = isTagged() ? place.occurs == Occurs::Always || place.occurs == Occurs::Required
                                     : !entry.optional && place.missing == Missing::Error;
        const bool nullIsAbsent
            = isTagged() ? m_context.plan().nullIsAbsent || place.occurs == Occurs::Optional : entry.optional;
        const std::string_view function = must ? "json_must" : mayBeAbsent(field) ? "json_optional" : "json_may";
        m_out.line("if (!wb::$1<$2>(in, members.fields[$3], $4, $5))", function, m_context.codec(entry.node),
                   std::to_string(field), nullIsAbsent ? "true" : "false",
                   must && mayBeAbsent(field) ? member(field) + ".emplace()" : member(field));
        m_out.line("    return false;");
    }

    void checkGroups()
    {
        std::map<std::uint16_t, std::vector<std::uint32_t>> groups;
        for (std::uint32_t i = 0; isTagged() && i < m_entry.fields.size(); ++i) {
            if (slot(i).oneof != 0)
                groups[slot(i).oneof].push_back(i);
        }
        for (const auto& [group, fields] : groups) {
            std::string sum;
            for (const std::uint32_t field : fields)
                sum += (sum.empty() ? "" : " + ") + std::string("(wb::is_left_out(members.fields[")
                    + std::to_string(field) + "], true) ? 0 : 1)";
            m_out.line("if ($1 > 1)", sum);
            m_out.line("    return in.fail(\"oneof-multiple\");");
        }
    }

    CodeWriter& m_out;
    const Context& m_context;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
    const Node& m_node;
    const std::string& m_name;
};

} // namespace

void writeStructJson(CodeWriter& out, const Context& context, std::uint32_t index)
{
    JsonPrinter printer(out, context, index);
    printer.writeToJson();
    printer.writeFromJson();
}

} // namespace wirebench::cpp
