// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <string>

// What fields hold from the start.

namespace wirebench::swift {

namespace {

using Json = nlohmann::ordered_json;

std::string enumValue(const Context& context, const ApiType& type, std::uint64_t number)
{
    const ApiEnum& entry = context.model.enums[type.index];
    const std::string& name = context.names.enums[type.index];
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        if (entry.values[i].number == number)
            return name + '.' + context.names.members[type.index][i];
    }
    return name + "(rawValue: " + std::to_string(number) + ')';
}

std::string enumLiteral(const Context& context, const ApiType& type, const Json& json)
{
    if (!json.is_string())
        return enumValue(context, type, json.get<std::uint64_t>());
    for (const ApiEnumValue& value : context.model.enums[type.index].values) {
        if (value.name == json.get<std::string>())
            return enumValue(context, type, value.number);
    }
    return {};
}

/// Empty where the compiler would not take the number as it is.
std::string floatLiteral(const ApiType& type, const Json& json)
{
    if (!json.is_number())
        return {};
    const bool isShort = type.bits == 32;
    const double value = isShort ? static_cast<double>(json.get<float>()) : json.get<double>();
    if (value == 0 || std::fabs(value) < (isShort ? 1.2e-38 : 2.3e-308))
        return {};
    char buffer[32];
    const auto end = isShort ? std::to_chars(std::begin(buffer), std::end(buffer), static_cast<float>(value))
                             : std::to_chars(std::begin(buffer), std::end(buffer), value);
    return std::string(std::begin(buffer), end.ptr);
}

/// A declared default as a literal; empty where it is made of its JSON.
std::string literal(const Context& context, const ApiField& field)
{
    const Json json = Json::parse(field.defaultJson);
    const ApiType& type = context.model.typeOf(field.node);
    switch (type.kind) {
    case ApiKind::Bool:
    case ApiKind::UInt:
    case ApiKind::Int:
        return json.is_string() ? json.get<std::string>() : json.dump();
    case ApiKind::Float:
        return floatLiteral(type, json);
    case ApiKind::Text:
        return json.is_string() ? textLiteral(json.get<std::string>()) : std::string();
    case ApiKind::Enum:
        return enumLiteral(context, type, json);
    default:
        return {};
    }
}

std::string bitsZero(const Context& context, NodeIndex index)
{
    const Node& node = context.node(index);
    const ApiKind kind = context.model.typeOf(index).kind;
    if (kind == ApiKind::Date)
        return "WireDate(secondsSince1970: " + std::to_string(context.plan.dates[node.detail].origin) + ')';
    if (kind == ApiKind::UInt)
        return std::to_string(node.lowest);
    const auto low = static_cast<std::int64_t>(node.lowest);
    const auto high = static_cast<std::int64_t>(node.highest);
    return std::to_string(low <= 0 && high >= 0 ? 0 : low);
}

} // namespace

std::string zeroOf(const Context& context, NodeIndex index)
{
    const ApiType& type = context.model.typeOf(index);
    const std::string name = typeOf(context, index);
    switch (type.kind) {
    case ApiKind::Bool:
        return "false";
    case ApiKind::UInt:
    case ApiKind::Int:
    case ApiKind::Date:
        return context.node(index).op == Op::Bits ? bitsZero(context, index) : "0";
    case ApiKind::Float:
        return "0";
    case ApiKind::Text:
        return name == "String" ? "\"\"" : name + "()";
    case ApiKind::Bytes:
        return type.count == 0 ? "[]" : "[UInt8](repeating: 0, count: " + std::to_string(type.count) + ')';
    case ApiKind::Enum:
        return enumValue(context, type, 0);
    case ApiKind::Flags:
        return "[]";
    case ApiKind::List: {
        if (type.count == 0)
            return "[]";
        const bool isNil = type.optionalElement || context.model.typeOf(type.element).kind == ApiKind::Union;
        return name + "(repeating: " + (isNil ? "nil" : zeroOf(context, type.element))
            + ", count: " + std::to_string(type.count) + ')';
    }
    case ApiKind::Time:
        return "WireTime(seconds: 0, nanoseconds: 0)";
    case ApiKind::Complex:
        return name + "(real: 0, imaginary: 0)";
    case ApiKind::Uuid:
    case ApiKind::Decimal:
        return name + "(high: 0, low: 0)";
    case ApiKind::BigInt:
        return "WireBigInt(isNegative: false, magnitude: [])";
    case ApiKind::Union:
        return "nil";
    default:
        return name + "()";
    }
}

std::string initialOf(const Context& context, const ApiField& field)
{
    if (isNullable(context, field))
        return "nil";
    if (const auto constant = context.defaults.find(field.slot); constant != context.defaults.end())
        return context.constant(constant->second);
    if (field.defaultJson.empty())
        return zeroOf(context, field.node);
    const bool isPart = context.viewing && borrows(context, field);
    return isPart ? typeOf(context, field.node) + '(' + literal(context, field) + ')' : literal(context, field);
}

void collectDefaults(Context& context)
{
    for (const ApiStruct& entry : context.model.structs) {
        for (const ApiField& field : entry.fields) {
            if (!field.defaultJson.empty() && !isNullable(context, field) && literal(context, field).empty())
                context.defaults[field.slot]
                    = takeConstant(context.names.constants, entry.name + '_' + field.name, "Default");
        }
    }
}

void printDefaults(Context& context)
{
    for (const ApiStruct& entry : context.model.structs) {
        for (const ApiField& field : entry.fields) {
            const auto constant = context.defaults.find(field.slot);
            if (constant == context.defaults.end())
                continue;
            context.out.blank();
            context.out.line("public static let $1: $2 = wireDefault(", constant->second, typeOf(context, field.node));
            context.out.line("  $1, $2)", slotCodecOf(context, field), textLiteral(field.defaultJson));
        }
    }
}

} // namespace wirebench::swift
