// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/codegen/code_text.h"
#include "core/codegen/cpp/cpp_context.h"

#include <fmt/format.h>

#include <array>

namespace wirebench::cpp {

namespace {

// Keywords, alternative tokens, and macros that the standard headers or compilers bring.
constexpr std::array<std::string_view, 125> kReserved{
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
    "NULL",
    "EOF",
    "NAN",
    "INFINITY",
    "HUGE_VAL",
    "RAND_MAX",
    "BUFSIZ",
    "SEEK_SET",
    "SEEK_CUR",
    "SEEK_END",
    "BIG_ENDIAN",
    "LITTLE_ENDIAN",
    "PDP_ENDIAN",
    "BYTE_ORDER",
    "CHAR_BIT",
    "INT_MAX",
    "INT_MIN",
    "errno",
    "assert",
    "stdin",
    "stdout",
    "stderr",
    "linux",
    "unix",
    "major",
    "minor",
    "std",
    "EXIT_SUCCESS",
    "EXIT_FAILURE",
    "EXIT_FAILURES",
    "CLOCKS_PER_SEC",
    "MB_CUR_MAX",
    "TIME_UTC",
};

NameScope scope(std::initializer_list<std::string_view> more)
{
    NameScope names;
    for (const std::string_view word : kReserved)
        names.reserve(word);
    for (const std::string_view word : more)
        names.reserve(word);
    return names;
}

/// `a.b` as `a::b`, each part an identifier.
std::string namespaceOf(std::string_view package)
{
    NameScope reserved = scope({"wirebench_runtime", "wb", "codec", "linux"});
    std::string out;
    while (!package.empty()) {
        const std::size_t end = std::min(package.find_first_of("./:"), package.size());
        const std::string_view part = package.substr(0, end);
        package.remove_prefix(std::min(end + 1, package.size()));
        if (part.empty())
            continue;
        NameScope names = reserved; // parts of different levels may be alike
        out += (out.empty() ? "" : "::") + names.take(identifier(part));
    }
    return out;
}

} // namespace

Context::Context(const CodeModel& model, const GenerateOptions& options) : m_model(model), m_options(options)
{
    m_stem = options.fileStem.empty() ? "messages" : options.fileStem;
    for (const std::string& candidate : {options.package, model.package, options.fileStem, std::string("messages")}) {
        m_space = namespaceOf(candidate);
        if (!m_space.empty())
            break;
    }
    nameTypes();
    nameFields();
    findHidden();
}

/// A type named inside a class that has a member of that name must be named in full.
void Context::findHidden()
{
    std::set<std::string> types;
    for (const auto* names : {&m_structs, &m_enums, &m_flags, &m_unions, &m_structViews, &m_unionViews})
        types.insert(names->begin(), names->end());
    for (const auto* scopes : {&m_fields, &m_alternatives}) {
        for (const std::vector<std::string>& names : *scopes) {
            for (const std::string& name : names) {
                if (types.contains(name))
                    m_hidden.insert(name);
            }
        }
    }
}

std::string Context::shown(const std::string& typeName) const
{
    return m_hidden.contains(typeName) ? "::" + m_space + "::" + typeName : typeName;
}

void Context::nameTypes()
{
    NameScope names = scope({"wirebench_runtime",
                             "wb",
                             "codec",
                             "kLimits",
                             "kDialect",
                             "to_string",
                             "wirebench_names",
                             "encode_json",
                             "decode_json",
                             "encode_stream_json",
                             "decode_stream_json",
                             "view_agrees",
                             "AnyMessage",
                             "MessageFormat",
                             "MessageReader",
                             "MessageJson",
                             "FrameKind",
                             "StreamFormat",
                             "StreamItem",
                             "StreamReader",
                             "StreamWriter",
                             "StreamJson"});
    // The namespace itself may not be a name inside it where that would hide it from qualified names.
    for (const ApiStruct& entry : m_model.structs)
        m_structs.push_back(names.take(identifier(entry.name)));
    for (const ApiEnum& entry : m_model.enums)
        m_enums.push_back(names.take(identifier(entry.name)));
    for (const ApiFlags& entry : m_model.flags)
        m_flags.push_back(names.take(identifier(entry.name)));
    for (const ApiUnion& entry : m_model.unions)
        m_unions.push_back(names.take(identifier(entry.name)));
    nameViews(names);
    for (const ApiStruct& entry : m_model.structs)
        m_builders.push_back(names.take(identifier(entry.name) + "Builder"));
    for (const ApiStruct& entry : m_model.structs)
        m_layouts.push_back(names.take(identifier(entry.name) + "Layout"));
    for (const DeclIndex index : m_model.interfaces)
        m_interfaces.push_back(names.take(identifier(m_model.schema->decls[index].name) + "Methods"));
    for (const DeclIndex index : m_model.services)
        m_services.push_back(names.take(identifier(m_model.schema->decls[index].name)));
}

void Context::nameFields()
{
    for (std::uint32_t i = 0; i < m_model.structs.size(); ++i) {
        NameScope names = scope({m_structs[i], "serialize", "deserialize", "serialized_size", "try_serialize",
                                 "try_deserialize", "serialize_into", "to_json", "from_json", "kTypeId", "validate",
                                 "clone", "pack", "unpack", "try_read", "to_owned"});
        for (const ApiRole role : {ApiRole::Encode, ApiRole::Decode, ApiRole::Size})
            names.reserve(apiName(role));
        std::vector<std::string>& fields = m_fields.emplace_back();
        for (const ApiField& field : m_model.structs[i].fields)
            fields.push_back(names.take(identifier(field.name)));
        m_unknown.push_back(names.take("unknown_fields"));
        m_strings.push_back(names.take("unknown_strings"));
    }
    for (const ApiEnum& entry : m_model.enums) {
        NameScope names = scope({});
        std::vector<std::string>& values = m_values.emplace_back();
        for (const ApiEnumValue& value : entry.values)
            values.push_back(names.take(identifier(value.name)));
    }
    for (std::uint32_t i = 0; i < m_model.flags.size(); ++i) {
        NameScope names = scope({m_flags[i], "Flag", "bits", "test", "set"});
        std::vector<std::string>& flags = m_flagValues.emplace_back();
        for (const ApiFlag& flag : m_model.flags[i].flags)
            flags.push_back(names.take(identifier(flag.name)));
    }
    for (std::uint32_t i = 0; i < m_model.unions.size(); ++i) {
        NameScope names = scope({m_unions[i], "Kind", "kind", "none", "unknown", "value", "empty", "reset", "validate",
                                 "clone", "to_owned"});
        std::vector<std::string>& alternatives = m_alternatives.emplace_back();
        for (const ApiAlternative& alternative : m_model.unions[i].alternatives)
            alternatives.push_back(names.take(snakeCase(alternative.name)));
    }
}

NameScope Context::reservedNames()
{
    return scope({});
}

std::string Context::apiName(ApiRole role) const
{
    if (const ApiName* prescribed = m_model.profile.find("cpp", role))
        return std::string(prescribed->spelling);
    switch (role) {
    case ApiRole::Encode:
        return "serialize";
    case ApiRole::Decode:
        return "deserialize";
    case ApiRole::Size:
        return "serialized_size";
    default:
        return "";
    }
}

bool Context::keepsStrings(const ApiStruct& entry) const
{
    return entry.keepsUnknown && entry.type != kNoIndex && plan().dialect.tableWireType != kNoWireType;
}

std::vector<std::string> Context::typeNames(const PlanType& type) const
{
    std::vector<std::string> names{type.name};
    if (const std::string_view full = plan().text(type.fullName); !full.empty() && full != type.name)
        names.emplace_back(full);
    // Of types of one name the schema's own is meant where nothing is said of a package.
    const std::string own = m_model.package + ".";
    if (own.size() > 1 && type.name.starts_with(own)) {
        const std::string bare = type.name.substr(own.size());
        if (!bare.empty() && plan().findType(bare) == nullptr)
            names.push_back(bare);
    }
    return names;
}

std::string Context::isNamed(std::string_view expression, const PlanType& type) const
{
    std::string condition;
    for (const std::string& name : typeNames(type))
        condition += (condition.empty() ? "" : " || ") + std::string(expression) + " == " + quoted(name);
    return condition;
}

std::string Context::nameList(const PlanType& type) const
{
    std::string list;
    for (const std::string& name : typeNames(type))
        list += (list.empty() ? "" : ", ") + quoted(name);
    return "{" + list + "}";
}

std::string Context::quoted(std::string_view text)
{
    return quotedText(text, [](unsigned char byte) -> std::string {
        // Three octal digits end by themselves.
        return byte >= 0x20 && byte < 0x7F ? std::string() : fmt::format("\\{:03o}", byte);
    });
}

void writeDoc(CodeWriter& out, std::string_view doc)
{
    while (!doc.empty()) {
        const std::size_t end = std::min(doc.find('\n'), doc.size());
        std::string_view line = doc.substr(0, end);
        while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\\'))
            line.remove_suffix(1); // a backslash at the end would make the next line part of the comment
        out.line(line.empty() ? "///" : "/// $1", line);
        doc.remove_prefix(std::min(end + 1, doc.size()));
    }
}

} // namespace wirebench::cpp
