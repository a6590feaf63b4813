// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_names.h"

#include "core/codegen/code_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wirebench::swift {

namespace {

constexpr std::array<std::string_view, 53> keywords{"associatedtype",
                                                    "break",
                                                    "case",
                                                    "catch",
                                                    "class",
                                                    "continue",
                                                    "default",
                                                    "defer",
                                                    "deinit",
                                                    "do",
                                                    "else",
                                                    "enum",
                                                    "extension",
                                                    "false",
                                                    "fallthrough",
                                                    "fileprivate",
                                                    "for",
                                                    "func",
                                                    "guard",
                                                    "if",
                                                    "import",
                                                    "in",
                                                    "inout",
                                                    "internal",
                                                    "is",
                                                    "let",
                                                    "nil",
                                                    "operator",
                                                    "precedencegroup",
                                                    "private",
                                                    "protocol",
                                                    "public",
                                                    "repeat",
                                                    "rethrows",
                                                    "return",
                                                    "static",
                                                    "struct",
                                                    "subscript",
                                                    "super",
                                                    "switch",
                                                    "throw",
                                                    "throws",
                                                    "true",
                                                    "try",
                                                    "typealias",
                                                    "var",
                                                    "where",
                                                    "while",
                                                    "as",
                                                    "await",
                                                    "Any",
                                                    "some",
                                                    "any"};

/// Types of the library that generated code uses or that would be hidden.
NameScope typeScope()
{
    return NameScope{"Any",
                     "AnyObject",
                     "Array",
                     "Bool",
                     "CaseIterable",
                     "Character",
                     "Codable",
                     "Comparable",
                     "Dictionary",
                     "Double",
                     "Equatable",
                     "Error",
                     "Float",
                     "Hashable",
                     "Int",
                     "Int16",
                     "Int32",
                     "Int64",
                     "Int8",
                     "Never",
                     "Optional",
                     "OptionSet",
                     "Protocol",
                     "RawRepresentable",
                     "Result",
                     "Self",
                     "Sendable",
                     "Sequence",
                     "Set",
                     "String",
                     "Swift",
                     "Type",
                     "UInt",
                     "UInt16",
                     "UInt32",
                     "UInt64",
                     "UInt8",
                     "Void",
                     "Collection",
                     "Identifiable",
                     "WirebenchRuntime"};
}

/// What every type of generated code has, or may not have.
NameScope memberScope()
{
    return NameScope{"self",        "init",      "Type",      "Protocol",   "encode",        "encodedSize",
                     "decode",      "wireCodec", "validate",  "jsonText",   "unknownFields", "stringTable",
                     "with",        "clone",     "builder",   "pack",       "unpack",        "hash",
                     "hashValue",   "rawValue",  "wireNames", "wireNumber", "wireFlags",     "allCases",
                     "wireForeign", "typeId",    "bitFields", "unknown",    "dynamicType"};
}

} // namespace

std::string typeName(std::string_view name)
{
    const bool isPascal
        = !name.empty() && name.front() >= 'A' && name.front() <= 'Z' && name.find('_') == std::string_view::npos;
    std::string made = identifier(isPascal ? std::string(name) : pascalCase(name));
    // The runtime's names begin so, and may stand in the same module.
    return made.starts_with("Wire") ? "The" + made : made;
}

namespace {

template <typename Entries>
std::vector<std::string> typeNames(const Entries& entries, NameScope& scope)
{
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const auto& entry : entries)
        names.push_back(scope.take(typeName(entry.name)));
    return names;
}

template <typename Entries>
std::vector<std::string> memberNames(const Entries& entries)
{
    NameScope scope = memberScope();
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const auto& entry : entries)
        names.push_back(takeMember(scope, entry.name));
    return names;
}

} // namespace

std::string escaped(const std::string& name)
{
    return std::find(keywords.begin(), keywords.end(), name) == keywords.end() ? name : '`' + name + '`';
}

std::string takeConstant(NameScope& scope, std::string_view name, std::string_view suffix)
{
    return scope.take(identifier(camelCase(name)) + std::string(suffix));
}

std::string takeMember(NameScope& scope, std::string_view name)
{
    return escaped(scope.take(identifier(camelCase(name))));
}

Names::Names(const CodeModel& model, std::string_view stem) : types(typeScope())
{
    structs = typeNames(model.structs, types);
    enums = typeNames(model.enums, types);
    flags = typeNames(model.flags, types);
    unions = typeNames(model.unions, types);
    anyMessage = types.take("AnyMessage");
    streamItem = types.take("StreamItem");
    schema = types.take(typeName(pascalCase(stem) + "Schema"));
    for (const ApiStruct& entry : model.structs)
        properties.push_back(memberNames(entry.fields));
    for (const ApiEnum& entry : model.enums)
        members.push_back(memberNames(entry.values));
    for (const ApiFlags& entry : model.flags)
        flagNames.push_back(memberNames(entry.flags));
    for (const ApiUnion& entry : model.unions)
        cases.push_back(memberNames(entry.alternatives));
    for (const char* const taken :
         {"self", "init", "Type", "Protocol", "format", "knownTypes", "messages", "frames", "dispatcher", "encodeJSON",
          "decodeJSON", "encodeStreamJSON", "decodeStreamJSON", "streamMessages", "streamReference"})
        constants.reserve(taken);
    for (const std::string& name : structs)
        fieldTables.push_back(takeConstant(constants, name, "Fields"));
}

std::string textLiteral(std::string_view text)
{
    return quotedText(text, [](unsigned char byte) -> std::string {
        if (byte == '\n')
            return "\\n";
        return byte < 0x20 || byte == 0x7F ? fmt::format("\\u{{{:02x}}}", byte) : std::string();
    });
}

} // namespace wirebench::swift
