// SPDX-License-Identifier: MIT
#include "core/codegen/c/c_context.h"

#include "core/codegen/code_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace wirebench::c {

namespace {

constexpr std::size_t kColumns = 120;

/// Keywords of C11 and C++20, so that headers can be read by both, and names of the headers that are included.
NameScope memberScope()
{
    return NameScope({"alignas",
                      "alignof",
                      "and",
                      "asm",
                      "auto",
                      "bool",
                      "break",
                      "case",
                      "catch",
                      "char",
                      "class",
                      "concept",
                      "const",
                      "consteval",
                      "constexpr",
                      "constinit",
                      "continue",
                      "co_await",
                      "co_return",
                      "co_yield",
                      "decltype",
                      "default",
                      "delete",
                      "do",
                      "double",
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
                      "nullptr",
                      "operator",
                      "or",
                      "private",
                      "protected",
                      "public",
                      "register",
                      "requires",
                      "restrict",
                      "return",
                      "short",
                      "signed",
                      "sizeof",
                      "static",
                      "struct",
                      "switch",
                      "template",
                      "this",
                      "throw",
                      "true",
                      "try",
                      "typedef",
                      "typeid",
                      "typename",
                      "typeof",
                      "union",
                      "unsigned",
                      "using",
                      "virtual",
                      "void",
                      "volatile",
                      "wchar_t",
                      "while",
                      "xor",
                      "linux",
                      "unix",
                      "NULL",
                      "errno",
                      "stdin",
                      "stdout",
                      "stderr",
                      "and_eq",
                      "bitand",
                      "bitor",
                      "compl",
                      "not_eq",
                      "or_eq",
                      "xor_eq",
                      "char8_t",
                      "char16_t",
                      "char32_t",
                      "thread_local",
                      "static_assert",
                      "static_cast",
                      "const_cast",
                      "dynamic_cast",
                      "reinterpret_cast"});
}

std::string prefixOf(const CodeModel& model, const GenerateOptions& options)
{
    const std::string& given = !options.package.empty() ? options.package
        : !model.package.empty()                        ? model.package
        : !options.fileStem.empty()                     ? options.fileStem
                                                        : "schema";
    std::string prefix = identifier(given);
    if (const std::size_t start = prefix.find_first_not_of('_'); start != std::string::npos)
        prefix = prefix.substr(start); // names that start with an underscore are not ours
    return prefix.empty() || (prefix[0] >= '0' && prefix[0] <= '9') ? "p" + prefix : prefix == "wb" ? "wb_" : prefix;
}

} // namespace

Context::Context(const CodeModel& model, const GenerateOptions& options)
    : m_model(model), m_options(options), m_prefix(prefixOf(model, options)), m_tables("table_" + m_prefix)
{
    nameTypes();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        nameFields(i);
    for (NodeIndex node = 0; node < plan().nodes.size(); ++node)
        addHolders(node);
}

void Context::nameTypes()
{
    for (const std::string_view name : {"schema", "limits"})
        m_scope.reserve(global(name));
    for (const ApiStruct& entry : m_model.structs)
        m_structs.push_back(m_scope.take(global(identifier(entry.name))));
    for (const std::string& name : m_structs)
        m_codes.push_back({m_scope.take("size_of_" + name), m_scope.take("put_" + name), m_scope.take("get_" + name),
                           m_scope.take("code_of_" + name), m_scope.take("zero_of_" + name)});
    for (const ApiEnum& entry : m_model.enums)
        m_enums.push_back(m_scope.take(global(identifier(entry.name))));
    for (const ApiFlags& entry : m_model.flags)
        m_flags.push_back(m_scope.take(global(identifier(entry.name))));
    for (const ApiUnion& entry : m_model.unions)
        m_unions.push_back(m_scope.take(global(identifier(entry.name))));
}

void Context::nameFields(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    NameScope scope = memberScope();
    std::vector<FieldNames> names;
    for (const ApiField& field : entry.fields)
        names.push_back({scope.take(identifier(field.name)), {}});
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (hasFlag(entry.fields[i]))
            names[i].has = scope.take("has_" + names[i].name);
    }
    m_fields.push_back(std::move(names));
    m_unknown.push_back(entry.keepsUnknown ? scope.take("unknown_fields") : std::string());
    m_strings.push_back(keepsStrings(entry) ? scope.take("unknown_strings") : std::string());
}

bool Context::hasFlag(const ApiField& field) const
{
    return field.optional && !field.boxed && m_model.typeOf(field.node).kind != ApiKind::Union;
}

bool Context::optionalElement(SlotIndex index) const
{
    const Slot& element = slot(index);
    return element.presenceBit || node(element.node).op == Op::Optional;
}

bool Context::keepsStrings(const ApiStruct& entry) const
{
    return entry.keepsUnknown && entry.type != kNoIndex && plan().dialect.tableWireType != kNoWireType;
}

std::string Context::type(NodeIndex index) const
{
    const ApiType& type = m_model.typeOf(index);
    const std::string bits = std::to_string(type.bits);
    switch (type.kind) {
    case ApiKind::None:
        return node(index).op == Op::Optional ? this->type(slot(node(index).firstSlot).node) : std::string();
    case ApiKind::Bool:
        return "bool";
    case ApiKind::UInt:
        return "uint" + bits + "_t";
    case ApiKind::Int:
        return "int" + bits + "_t";
    case ApiKind::Float:
        return type.bits == 32 ? "float" : "double";
    case ApiKind::Text:
        return "wb_text";
    case ApiKind::Bytes:
        return type.count == 0 ? "wb_bytes" : m_holderNames.at("bytes " + std::to_string(type.count));
    case ApiKind::Enum:
        return m_enums[type.index];
    case ApiKind::Flags:
        return m_flags[type.index];
    case ApiKind::Date:
        return "int64_t";
    case ApiKind::Time:
        return "wb_time";
    case ApiKind::Complex:
        return type.bits == 32 ? "wb_complex64" : "wb_complex128";
    case ApiKind::Uuid:
        return "wb_uuid";
    case ApiKind::Decimal:
        return "wb_decimal";
    case ApiKind::BigInt:
        return "wb_bigint";
    case ApiKind::Struct:
        return m_structs[type.index];
    case ApiKind::List:
        return m_holderNames.at("list " + elementType(node(index).firstSlot));
    case ApiKind::Map:
        return m_holderNames.at("list " + entryType(index));
    case ApiKind::Union:
        return m_unions[type.index];
    }
    return {};
}

std::string Context::elementType(SlotIndex index) const
{
    const std::string inner = type(slot(index).node);
    return optionalElement(index) ? m_holderNames.at("optional " + inner) : inner;
}

std::string Context::entryType(NodeIndex index) const
{
    const SlotIndex first = node(index).firstSlot;
    return m_holderNames.at("entry " + type(slot(first).node) + ", " + type(slot(first + 1).node));
}

/// A type's name as part of another name.
std::string Context::bare(std::string_view type) const
{
    std::string name(type);
    if (name.rfind(m_prefix + '_', 0) == 0)
        name = name.substr(m_prefix.size() + 1);
    else if (name.rfind("wb_", 0) == 0)
        name = name.substr(3);
    else if (name.size() > 2 && name.compare(name.size() - 2, 2, "_t") == 0)
        name.resize(name.size() - 2);
    return name;
}

std::string Context::hold(Holder::Kind kind, const std::string& first, const std::string& second)
{
    static constexpr std::string_view words[] = {"list ", "entry ", "optional ", "bytes "};
    const std::string key
        = std::string(words[static_cast<std::size_t>(kind)]) + first + (second.empty() ? "" : ", " + second);
    std::string& name = m_holderNames[key];
    if (!name.empty())
        return name;
    switch (kind) {
    case Holder::Kind::List:
        name = m_scope.take(global(first.find("_entry_of_") != std::string::npos
                                       ? "map_of_" + bare(first).substr(bare(first).find("entry_of_") + 9)
                                       : "list_of_" + bare(first)));
        break;
    case Holder::Kind::Entry:
        name = m_scope.take(global("entry_of_" + bare(first) + "_to_" + bare(second)));
        break;
    case Holder::Kind::Optional:
        name = m_scope.take(global("optional_" + bare(first)));
        break;
    case Holder::Kind::Bytes:
        name = m_scope.take(global("bytes" + first));
        break;
    }
    m_holders.push_back({kind, name, first, second});
    return name;
}

/// Names the holders that the values of a node need, inner ones first.
void Context::addHolders(NodeIndex index)
{
    const ApiType& type = m_model.typeOf(index);
    const Node& node = this->node(index);
    if (type.kind == ApiKind::Bytes && type.count != 0) {
        hold(Holder::Kind::Bytes, std::to_string(type.count), {});
    } else if (type.kind == ApiKind::List) {
        const Slot& element = slot(node.firstSlot);
        const NodeIndex inner = this->node(element.node).op == Op::Optional
            ? slot(this->node(element.node).firstSlot).node
            : element.node;
        addHolders(inner);
        if (optionalElement(node.firstSlot))
            hold(Holder::Kind::Optional, this->type(inner), {});
        hold(Holder::Kind::List, elementType(node.firstSlot), {});
    } else if (type.kind == ApiKind::Map) {
        addHolders(slot(node.firstSlot).node);
        addHolders(slot(node.firstSlot + 1).node);
        hold(Holder::Kind::Entry, this->type(slot(node.firstSlot).node), this->type(slot(node.firstSlot + 1).node));
        hold(Holder::Kind::List, entryType(index), {});
    }
}

std::string Context::quoted(std::string_view text)
{
    return quotedText(text, [](unsigned char byte) -> std::string {
        const bool plain = byte >= 0x20 && byte < 0x7F && byte != '?'; // no trigraphs
        return plain ? std::string() : fmt::format("\\{:03o}", byte);
    });
}

std::string Context::unsignedLiteral(std::uint64_t value)
{
    return value <= 0x7FFFFFFF ? std::to_string(value) : "UINT64_C(" + std::to_string(value) + ")";
}

std::string Context::signedLiteral(std::int64_t value)
{
    if (value == std::numeric_limits<std::int64_t>::min())
        return "INT64_MIN";
    return value >= -0x7FFFFFFF && value <= 0x7FFFFFFF ? std::to_string(value)
                                                       : "INT64_C(" + std::to_string(value) + ")";
}

void writeDoc(CodeWriter& out, std::string_view doc, bool deprecated)
{
    std::string text(doc);
    if (deprecated)
        text += text.empty() ? "Deprecated." : "\nDeprecated.";
    if (text.empty())
        return;
    for (std::size_t at = text.find("*/"); at != std::string::npos; at = text.find("*/", at))
        text.replace(at, 2, "* /");
    for (std::size_t at = text.find("/*"); at != std::string::npos; at = text.find("/*", at))
        text.replace(at, 2, "/ *");
    std::string shown = "/* ";
    for (const char c : text)
        shown += c == '\n' ? std::string("\n   ") : std::string(1, c);
    out.line("$1 */", shown);
}

void writeCall(CodeWriter& out, const std::string& front, const std::vector<std::string>& arguments,
               std::string_view end)
{
    std::string line = front + '(';
    const std::string indent(line.size(), ' ');
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool last = i + 1 == arguments.size();
        const std::string part = arguments[i] + (last ? ")" + std::string(end) : ",");
        const std::size_t begin = line.rfind('\n') == std::string::npos ? 0 : line.rfind('\n') + 1;
        const bool first = i == 0;
        if (!first && out.column() + line.size() - begin + 1 + part.size() > kColumns)
            line.append("\n").append(indent).append(part);
        else
            line.append(first ? "" : " ").append(part);
    }
    if (arguments.empty())
        line += ")" + std::string(end);
    out.line("$1", line);
}

} // namespace wirebench::c
