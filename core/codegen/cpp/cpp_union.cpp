// SPDX-License-Identifier: MIT
// Codecs of values whose type is named on the wire.
#include "core/codegen/cpp/cpp_printer.h"

#include <algorithm>

namespace wirebench::cpp {

namespace {

class UnionPrinter {
public:
    UnionPrinter(CodeWriter& out, const Context& context, std::uint32_t index)
        : m_out(out), m_context(context), m_entry(context.model().unions[index]), m_name(context.unionName(index))
    {
        m_by = m_entry.node == kNoIndex ? Discrimination::Id
                                        : context.plan().references[context.node(m_entry.node).detail].by;
        m_self = m_entry.node == kNoIndex || context.node(m_entry.node).selfDelimiting;
    }

    void writeCodec()
    {
        writeSize();
        writePut();
        if (m_entry.node != kNoIndex)
            writeGet();
        writeContent();
    }

    void writeJson()
    {
        writeToJson();
        writeFromJson();
    }

private:
    std::string by() const
    {
        if (m_entry.node == kNoIndex)
            return "wb::Named::bare_id";
        return m_by == Discrimination::Id  ? "wb::Named::id"
            : m_by == Discrimination::Name ? "wb::Named::name"
                                           : "wb::Named::hash";
    }
    const ReferenceType& type(const ApiAlternative& alternative) const
    {
        return m_context.plan().referenceTypes[alternative.referenceType];
    }
    bool isStruct(const ApiAlternative& alternative) const
    {
        return m_context.model().typeOf(alternative.node).kind == ApiKind::Struct;
    }
    /// What names the type on the wire, as two arguments.
    std::string named(const ApiAlternative& alternative) const
    {
        const ReferenceType& type = this->type(alternative);
        if (m_by == Discrimination::Name)
            return "0, " + Context::quoted(m_context.plan().text(type.wireName));
        return Context::literal(m_by == Discrimination::Id ? type.id : type.hash, false) + ", {}";
    }
    std::string held(std::size_t alternative) const
    {
        const std::string get = "std::get<" + std::to_string(alternative + 1) + ">(v.value)";
        return isStruct(m_entry.alternatives[alternative]) ? "wb::held(" + get + ")" : get;
    }
    std::string made(std::size_t alternative) const
    {
        const std::string emplace = "v.value.template emplace<" + std::to_string(alternative + 1) + ">()";
        return isStruct(m_entry.alternatives[alternative]) ? emplace + ".emplace()" : emplace;
    }
    std::string foreignIndex() const { return std::to_string(m_entry.alternatives.size() + 1); }

    void writeSize()
    {
        m_out.line("template <class V>");
        m_out.line("std::size_t $1::size(const V& v, wb::Encoder& e)", m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("switch (v.value.index()) {");
        for (std::size_t i = 0; i < m_entry.alternatives.size(); ++i) {
            const ApiAlternative& alternative = m_entry.alternatives[i];
            m_out.line("case $1:", std::to_string(i + 1));
            writeList(m_out, "    return wb::named_size<" + by() + ", " + m_context.codec(alternative.node) + ">(",
                      {named(alternative), held(i), "e"}, ");");
        }
        m_out.line("case $1:", foreignIndex());
        m_out.line("    return wb::foreign_size<$1>(std::get<$2>(v.value), e);", by(), foreignIndex());
        m_out.line("default:");
        m_out.line("    return wb::nil_size<$1>();", by());
        m_out.line("}");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void writePut()
    {
        m_out.line("template <class V>");
        m_out.line("std::uint8_t* $1::put(std::uint8_t* p, const V& v, [[maybe_unused]] wb::Encoder& e)", m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("switch (v.value.index()) {");
        for (std::size_t i = 0; i < m_entry.alternatives.size(); ++i) {
            const ApiAlternative& alternative = m_entry.alternatives[i];
            m_out.line("case $1:", std::to_string(i + 1));
            writeList(m_out, "    return wb::put_named<" + by() + ", " + m_context.codec(alternative.node) + ">(",
                      {"p", named(alternative), held(i), "e"}, ");");
        }
        m_out.line("case $1:", foreignIndex());
        m_out.line("    return wb::put_foreign<$1>(p, std::get<$2>(v.value));", by(), foreignIndex());
        m_out.line("default:");
        m_out.line("    return wb::put_nil<$1>(p);", by());
        m_out.line("}");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void writeGet()
    {
        m_out.line("template <class V>");
        m_out.line(
            m_self ? "const std::uint8_t* $1::get(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, V& v)"
                   : "bool $1::read(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, V& v)",
            m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("wb::TypeName type;");
        const std::string fine = "wb::read_type_name<" + by() + ">(d, p, end, type) && content(d, type, v)";
        m_out.line(m_self ? "return $1 ? type.value_end : nullptr;" : "return $1;", fine);
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void writeContent()
    {
        m_out.line("template <class V>");
        m_out.line("bool $1::content([[maybe_unused]] wb::Decoder& d, const wb::TypeName& type, V& v)", m_name);
        m_out.line("{");
        m_out.indent();
        if (m_entry.node != kNoIndex) {
            m_out.line("if (type.nil($1)) {", by());
            m_out.line("    v.reset();");
            m_out.line("    return true;");
            m_out.line("}");
        }
        for (std::size_t i = 0; i < m_entry.alternatives.size(); ++i) {
            const ApiAlternative& alternative = m_entry.alternatives[i];
            const ReferenceType& reference = type(alternative);
            if (m_by == Discrimination::Name)
                m_out.line("if (type.name == $1)", Context::quoted(m_context.plan().text(reference.wireName)));
            else
                m_out.line("if (type.id == $1)",
                           Context::literal(m_by == Discrimination::Id ? reference.id : reference.hash, false));
            m_out.line("    return wb::read_part<$1>(d, type.value, type.value_end, $2);",
                       m_context.codec(alternative.node), made(i));
        }
        writeKnown();
        m_out.line("wb::set_foreign(v.value.template emplace<$1>(), type);", foreignIndex());
        m_out.line("return true;");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    /// Types of the schema that may not stand here.
    std::vector<std::string> knownTypes() const
    {
        std::vector<std::string> known;
        for (const KnownType& type : m_context.plan().knownTypes) {
            if (m_by == Discrimination::Id)
                known.push_back(Context::literal(type.id, false));
            else if (m_by == Discrimination::Name)
                known.push_back(Context::quoted(m_context.plan().text(type.name)));
        }
        return known;
    }

    void writeKnown()
    {
        const std::vector<std::string> known = knownTypes();
        if (known.empty() || m_by == Discrimination::Hash || m_entry.node == kNoIndex)
            return;
        writeKnownTable(known);
        m_out.line("if (std::find(known.begin(), known.end(), type.$1) != known.end())",
                   m_by == Discrimination::Id ? "id" : "name");
        m_out.line("    return d.fail(\"type-not-allowed\", type.value) != nullptr;");
    }

    void writeKnownTable(const std::vector<std::string>& known)
    {
        m_out.line("static constexpr std::array<$1, $2> known{",
                   m_by == Discrimination::Id ? "std::uint64_t" : "std::string_view", std::to_string(known.size()));
        for (const std::string& one : known)
            m_out.line("    $1,", one);
        m_out.line("};");
    }

    void writeToJson()
    {
        m_out.line("template <class V>");
        m_out.line("void $1::to_json(std::string& out, const V& v, std::string_view)", m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("switch (v.value.index()) {");
        for (std::size_t i = 0; i < m_entry.alternatives.size(); ++i) {
            const ApiAlternative& alternative = m_entry.alternatives[i];
            const std::string name = Context::quoted(m_context.plan().text(type(alternative).shortName));
            const std::string codec = m_context.codec(alternative.node);
            m_out.line("case $1:", std::to_string(i + 1));
            if (isStruct(alternative))
                m_out.line("    $1::to_json(out, $2, $3);", codec, held(i), name);
            else
                m_out.line("    wb::write_alternative<$1>(out, $2, $3);", codec, name, held(i));
            m_out.line("    break;");
        }
        m_out.line("case $1:", foreignIndex());
        m_out.line("    wb::append_foreign<$1>(out, std::get<$2>(v.value));", by(), foreignIndex());
        m_out.line("    break;");
        m_out.line("default:");
        m_out.line("    out += \"null\";");
        m_out.line("    break;");
        m_out.line("}");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    /// The names by which JSON may give a type.
    std::vector<std::string> jsonNames(const ApiAlternative& alternative) const
    {
        const ReferenceType& reference = type(alternative);
        std::vector<std::string> names;
        for (const std::uint32_t text : {reference.shortName, reference.fullName,
                                         m_by == Discrimination::Name ? reference.wireName : reference.shortName}) {
            const std::string name = Context::quoted(m_context.plan().text(text));
            if (name != "\"\"" && std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
        }
        return names;
    }

    void writeFromJson()
    {
        m_out.line("template <class V>");
        m_out.line("bool $1::from_json(wb::JsonInput& in, const wb::JsonValue& json, V& v, bool)", m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("v.reset();");
        m_out.line("if (json.is(wb::JsonValue::Kind::null))");
        m_out.line("    return true;");
        m_out.line("const wb::JsonValue* const named = json.find(\"@type\");");
        m_out.line("if (!json.is(wb::JsonValue::Kind::object) || named == nullptr)");
        m_out.line("    return in.fail(named == nullptr ? \"missing-type\" : \"wrong-type\");");
        m_out.line("[[maybe_unused]] const std::string_view name = named->text;");
        for (std::size_t i = 0; i < m_entry.alternatives.size(); ++i) {
            const ApiAlternative& alternative = m_entry.alternatives[i];
            std::string condition;
            for (const std::string& name : jsonNames(alternative))
                condition += (condition.empty() ? "name == " : " || name == ") + name;
            m_out.line("if ($1)", condition);
            const std::string codec = m_context.codec(alternative.node);
            if (isStruct(alternative))
                m_out.line("    return $1::from_json(in, json, $2, true);", codec, made(i));
            else
                m_out.line("    return wb::read_alternative<$1>(in, json, $2);", codec, made(i));
        }
        m_out.line("wb::Foreign& foreign = v.value.template emplace<$1>();", foreignIndex());
        m_out.line("if (!wb::read_foreign<$1>(json, foreign))", by());
        m_out.line("    return in.fail(\"unknown-type\");");
        writeTaken();
        m_out.line("return true;");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    /// A foreign type may not be one that would be read as a type of the schema.
    void writeTaken()
    {
        std::vector<std::string> taken = knownTypes();
        for (const ApiAlternative& alternative : m_entry.alternatives) {
            if (m_by != Discrimination::Name)
                taken.push_back(Context::literal(
                    m_by == Discrimination::Id ? type(alternative).id : type(alternative).hash, false));
        }
        if (taken.empty())
            return;
        m_out.line("static constexpr std::array<$1, $2> known{",
                   m_by == Discrimination::Name ? "std::string_view" : "std::uint64_t", std::to_string(taken.size()));
        for (const std::string& one : taken)
            m_out.line("    $1,", one);
        m_out.line("};");
        m_out.line("if (std::find(known.begin(), known.end(), foreign.$1) != known.end())",
                   m_by == Discrimination::Name ? "name" : "id");
        m_out.line("    return in.fail(\"type-not-allowed\");");
    }

    CodeWriter& m_out;
    const Context& m_context;
    const ApiUnion& m_entry;
    const std::string& m_name;
    Discrimination m_by = Discrimination::Id;
    bool m_self = false;
};

} // namespace

void writeUnionCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    UnionPrinter(out, context, index).writeCodec();
}

void writeUnionJson(CodeWriter& out, const Context& context, std::uint32_t index)
{
    UnionPrinter(out, context, index).writeJson();
}

} // namespace wirebench::cpp
