// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_names.h"

#include "core/base/text.h"
#include "core/wire/stored_value.h"

namespace wirebench::typescript {

namespace {

/// Types of the language and of its library that generated code uses or cannot hide.
NameScope typeScope()
{
    return NameScope{
        "Array",      "AsyncGenerator", "BigInt",        "Boolean", "Date",     "Infinity",    "Map",    "Math",
        "NaN",        "Number",         "Object",        "Record",  "Partial",  "Set",         "String", "Symbol",
        "Uint8Array", "Iterable",       "AsyncIterable", "Promise", "Readonly", "ReadonlySet", "RegExp", "Function"};
}

NameScope constantScope()
{
    return NameScope{"rt",       "format",  "break",  "case",     "catch",    "class",  "const",  "continue",
                     "debugger", "default", "delete", "do",       "else",     "enum",   "export", "extends",
                     "false",    "finally", "for",    "function", "if",       "import", "in",     "instanceof",
                     "new",      "null",    "return", "super",    "switch",   "this",   "throw",  "true",
                     "try",      "typeof",  "var",    "void",     "while",    "with",   "yield",  "let",
                     "static",   "await",   "async",  "of",       "undefined"};
}

/// Names of types start with a capital letter; those that do are left as they are.
std::string typeName(std::string_view name)
{
    const bool isPascal
        = !name.empty() && name.front() >= 'A' && name.front() <= 'Z' && name.find('_') == std::string_view::npos;
    return isPascal ? std::string(name) : pascalCase(name);
}

template <typename Entries>
std::vector<std::string> typeNames(const Entries& entries, NameScope& scope)
{
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const auto& entry : entries)
        names.push_back(scope.take(typeName(entry.name)));
    return names;
}

} // namespace

Names::Names(const CodeModel& model) : types(typeScope()), constants(constantScope())
{
    structs = typeNames(model.structs, types);
    enums = typeNames(model.enums, types);
    flags = typeNames(model.flags, types);
    unions = typeNames(model.unions, types);
    for (const std::string& name : structs)
        builders.push_back(types.take(name + "Builder"));
    for (const ApiStruct& entry : model.structs) {
        NameScope scope{"unknownFields", "stringTable"};
        std::vector<std::string> keys;
        for (const ApiField& field : entry.fields)
            keys.push_back(scope.take(camelCase(field.name)));
        properties.push_back(std::move(keys));
    }
    for (const ApiEnum& entry : model.enums) {
        NameScope scope{"__proto__", "NaN", "Infinity"};
        std::vector<std::string> names;
        for (const ApiEnumValue& value : entry.values)
            names.push_back(scope.take(identifier(value.name)));
        members.push_back(std::move(names));
    }
    for (const ApiFlags& entry : model.flags) {
        NameScope scope;
        std::vector<std::string> keys;
        for (const ApiFlag& flag : entry.flags)
            keys.push_back(scope.take(camelCase(flag.name)));
        flagKeys.push_back(std::move(keys));
    }
    for (const std::string& name : structs) {
        codecs.push_back(constants.take(camelCase(name) + "Codec"));
        numberSets.push_back(constants.take(camelCase(name) + "Numbers"));
        inlineSets.push_back(constants.take(camelCase(name) + "Interned"));
    }
    for (const std::string& name : enums)
        enumTables.push_back(constants.take(camelCase(name) + "Names"));
}

std::size_t Names::indexOf(const CodeModel& model, const ApiStruct& entry) const
{
    return static_cast<std::size_t>(&entry - model.structs.data());
}

std::string textLiteral(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return out;
}

} // namespace wirebench::typescript
