// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <algorithm>
#include <string>

namespace wirebench::swift {

void printDoc(CodeWriter& out, std::string_view doc, bool deprecated)
{
    while (!doc.empty() && (doc.back() == '\n' || doc.back() == '\r' || doc.back() == ' '))
        doc.remove_suffix(1);
    while (!doc.empty()) {
        const std::size_t end = std::min(doc.find('\n'), doc.size());
        std::string line(doc.substr(0, end));
        std::replace_if(
            line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        out.line(line.empty() ? "///" : "/// $1", line);
        doc.remove_prefix(std::min(end + 1, doc.size()));
    }
    // Not as an attribute: it would make warnings of the tables below.
    if (deprecated)
        out.line("/// - Warning: Deprecated.");
}

namespace {

/// Keys of maps are never parts of the input.
std::string keyTypeOf(const Context& context, NodeIndex index)
{
    return context.model.typeOf(index).kind == ApiKind::Text ? "String" : typeOf(context, index);
}

} // namespace

std::string typeOf(const Context& context, NodeIndex index)
{
    const ApiType& type = context.model.typeOf(index);
    const bool isPart = context.viewing && borrows(context, index);
    switch (type.kind) {
    case ApiKind::None:
        break;
    case ApiKind::Bool:
        return "Bool";
    case ApiKind::UInt:
        return "UInt" + std::to_string(type.bits);
    case ApiKind::Int:
        return "Int" + std::to_string(type.bits);
    case ApiKind::Float:
        return type.bits == 32 ? "Float" : "Double";
    case ApiKind::Text:
        return isPart ? "WireTextView" : "String";
    case ApiKind::Bytes:
        return isPart ? "ArraySlice<UInt8>" : "[UInt8]";
    case ApiKind::Enum:
        return context.names.enums[type.index];
    case ApiKind::Flags:
        return context.names.flags[type.index];
    case ApiKind::Date:
        return "WireDate";
    case ApiKind::Time:
        return "WireTime";
    case ApiKind::Complex:
        return type.bits == 32 ? "WireComplex<Float>" : "WireComplex<Double>";
    case ApiKind::Uuid:
        return "WireUUID";
    case ApiKind::Decimal:
        return "WireDecimal128";
    case ApiKind::BigInt:
        return "WireBigInt";
    case ApiKind::Struct:
        return context.structName(type.index);
    case ApiKind::List:
        return '[' + elementTypeOf(context, type.element) + (type.optionalElement ? "?]" : "]");
    case ApiKind::Map:
        return "WireMap<" + keyTypeOf(context, type.key) + ", " + elementTypeOf(context, type.element) + '>';
    case ApiKind::Union:
        return context.names.unions[type.index];
    }
    return "Never";
}

std::string elementTypeOf(const Context& context, NodeIndex node)
{
    const std::string type = typeOf(context, node);
    return context.model.typeOf(node).kind == ApiKind::Union ? type + '?' : type;
}

bool isUnion(const Context& context, const ApiField& field)
{
    return context.model.typeOf(field.node).kind == ApiKind::Union;
}

bool isNullable(const Context& context, const ApiField& field)
{
    return field.optional || isUnion(context, field);
}

std::string propertyTypeOf(const Context& context, const ApiField& field)
{
    return typeOf(context, field.node) + (isNullable(context, field) ? "?" : "");
}

namespace {

void printEnumNames(Context& context, const ApiEnum& entry)
{
    CodeWriter& out = context.out;
    printDoc(out, "The names of the schema.", false);
    out.line("public static let wireNames: WireEnumNames = WireEnumNames(");
    out.indent();
    out.line("[");
    out.indent();
    for (const ApiEnumValue& value : entry.values)
        out.line("($1, $2),", std::to_string(value.number), textLiteral(value.name));
    out.dedent();
    out.line("], open: $1, byNumber: $2)", entry.open ? "true" : "false",
             context.plan.enumsByNumber ? "true" : "false");
    out.dedent();
}

/// The smallest type that holds all numbers.
std::string_view rawType(const ApiEnum& entry)
{
    const std::uint64_t highest = entry.values.empty() ? 0 : entry.values.back().number;
    return highest <= 0xFF ? "UInt8" : highest <= 0xFFFF ? "UInt16" : highest <= 0xFFFFFFFF ? "UInt32" : "UInt64";
}

void printEnum(Context& context, std::size_t index)
{
    const ApiEnum& entry = context.model.enums[index];
    const std::string& name = context.names.enums[index];
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, entry.doc, false);
    if (entry.open)
        out.line("public struct $1: RawRepresentable, WireEnum {", name);
    else
        out.line("public enum $1: $2, WireEnum, CaseIterable {", name, rawType(entry));
    out.indent();
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        const std::string number = std::to_string(entry.values[i].number);
        printDoc(out, entry.values[i].doc, entry.values[i].deprecated);
        if (entry.open)
            out.line("public static let $1: $2 = $2(rawValue: $3)", context.names.members[index][i], name, number);
        else
            out.line("case $1 = $2", context.names.members[index][i], number);
    }
    out.blank();
    if (entry.open) {
        printDoc(out, "The number, which need not have a name.", false);
        out.line("public var rawValue: UInt32");
        out.blank();
        out.line("public init(rawValue: UInt32) {");
        out.line("  self.rawValue = rawValue");
        out.line("}");
        out.blank();
    }
    printEnumNames(context, entry);
    out.dedent();
    out.line("}");
    out.blank();
}

void printFlags(Context& context, std::size_t index)
{
    const ApiFlags& entry = context.model.flags[index];
    const std::string& name = context.names.flags[index];
    const std::string bits = "UInt" + std::to_string(entry.bits);
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, "Flags; any number of them may be set.", false);
    out.line("public struct $1: WireFlags {", name);
    out.indent();
    for (std::size_t i = 0; i < entry.flags.size(); ++i)
        out.line("public static let $1: $2 = $2(rawValue: 1 << $3)", context.names.flagNames[index][i], name,
                 std::to_string(entry.flags[i].position));
    out.blank();
    out.line("public var rawValue: $1", bits);
    out.blank();
    out.line("public init(rawValue: $1) {", bits);
    out.line("  self.rawValue = rawValue");
    out.line("}");
    out.blank();
    printDoc(out, "The names of the schema.", false);
    out.line("public static let wireFlags: [(String, $1)] = [", name);
    out.indent();
    for (std::size_t i = 0; i < entry.flags.size(); ++i)
        out.line("($1, $2.$3),", textLiteral(entry.flags[i].name), name, context.names.flagNames[index][i]);
    out.dedent();
    out.line("]");
    out.dedent();
    out.line("}");
    out.blank();
}

} // namespace

void printEnumsAndFlags(Context& context)
{
    for (std::size_t i = 0; i < context.model.enums.size(); ++i)
        printEnum(context, i);
    for (std::size_t i = 0; i < context.model.flags.size(); ++i)
        printFlags(context, i);
}

} // namespace wirebench::swift
