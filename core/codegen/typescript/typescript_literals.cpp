// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <string>

namespace wirebench::typescript {

namespace {

using Json = nlohmann::ordered_json;

std::string enumLiteral(const Context& context, const ApiType& type, const Json& json)
{
    const ApiEnum& entry = context.model.enums[type.index];
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        if (json.is_string() && entry.values[i].name == json.get<std::string>())
            return context.names.enums[type.index] + '.' + context.names.members[type.index][i];
    }
    return json.dump() + " as " + context.names.enums[type.index];
}

std::string floatLiteral(const ApiType& type, const Json& json)
{
    if (json.is_string()) {
        const auto text = json.get<std::string>();
        return text.starts_with("NaN") ? "NaN" : text;
    }
    // A float32 is written with all digits that a JavaScript number needs to be the same.
    const double value = type.bits == 32 ? static_cast<double>(json.get<float>()) : json.get<double>();
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value);
    return std::string(std::begin(buffer), end.ptr);
}

/// Times outside of the years that have a text come as an object.
std::string timeLiteral(const Json& json)
{
    if (json.is_string())
        return "rt.timestampOf(" + textLiteral(json.get<std::string>()) + ')';
    return "{ seconds: " + json["seconds"].dump() + "n, nanos: " + json["nanos"].dump() + " }";
}

std::string literal(const Context& context, NodeIndex node, const Json& json);

std::string listLiteral(const Context& context, const ApiType& type, const Json& json)
{
    std::string text = "[";
    for (const Json& element : json)
        text += (text.size() == 1 ? "" : ", ") + literal(context, type.element, element);
    return text + ']';
}

std::string mapLiteral(const Context& context, const ApiType& type, const Json& json)
{
    std::string text;
    for (const auto& [key, value] : json.items()) {
        const std::string pair = json.is_object()
            ? literal(context, type.key, Json(key)) + ", " + literal(context, type.element, value)
            : literal(context, type.key, value[0]) + ", " + literal(context, type.element, value[1]);
        text += (text.empty() ? "[" : ", [") + pair + ']';
    }
    return text.empty() ? "new Map()" : "new Map([" + text + "])";
}

std::string literal(const Context& context, NodeIndex node, const Json& json)
{
    const ApiType& type = context.model.typeOf(node);
    switch (type.kind) {
    case ApiKind::UInt:
    case ApiKind::Int:
        return json.dump() + (type.bits > 32 ? "n" : "");
    case ApiKind::BigInt:
        return json.get<std::string>() + 'n';
    case ApiKind::Float:
        return floatLiteral(type, json);
    case ApiKind::Bytes:
        return "rt.fromHex(" + textLiteral(json.get<std::string>()) + ')';
    case ApiKind::Enum:
        return enumLiteral(context, type, json);
    case ApiKind::Time:
        return timeLiteral(json);
    case ApiKind::Complex:
        return "{ re: " + floatLiteral(type, json[0]) + ", im: " + floatLiteral(type, json[1]) + " }";
    case ApiKind::List:
        return listLiteral(context, type, json);
    case ApiKind::Map:
        return mapLiteral(context, type, json);
    default:
        return json.is_string() ? textLiteral(json.get<std::string>()) : json.dump();
    }
}

std::string enumZero(const Context& context, const ApiType& type)
{
    const ApiEnum& entry = context.model.enums[type.index];
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        if (entry.values[i].number == 0)
            return context.names.enums[type.index] + '.' + context.names.members[type.index][i];
    }
    return {};
}

} // namespace

std::string zeroOf(const Context& context, NodeIndex node)
{
    const ApiType& type = context.model.typeOf(node);
    const bool isBits = context.node(node).op == Op::Bits;
    switch (type.kind) {
    case ApiKind::Bool:
        return "false";
    case ApiKind::UInt:
    case ApiKind::Int:
        if (isBits)
            break;
        return type.bits > 32 ? "0n" : "0";
    case ApiKind::Float:
        return "0";
    case ApiKind::Text:
        return "\"\"";
    case ApiKind::Enum:
        if (std::string zero = enumZero(context, type); !zero.empty())
            return zero;
        break;
    case ApiKind::Bytes:
        return "new Uint8Array(" + std::to_string(type.count) + ')';
    case ApiKind::List:
        if (type.count != 0)
            break;
        return "[]";
    case ApiKind::Map:
        return "new Map()";
    case ApiKind::BigInt:
        return "0n";
    default:
        break;
    }
    return codecOf(context, node) + ".zero()";
}

std::string defaultOf(const Context& context, const ApiField& field)
{
    if (field.defaultJson.empty())
        return {};
    return literal(context, field.node, Json::parse(field.defaultJson));
}

std::string initialOf(const Context& context, const ApiField& field)
{
    if (isNullable(context, field))
        return "null";
    const std::string given = defaultOf(context, field);
    return given.empty() ? zeroOf(context, field.node) : given;
}

namespace {

/// Whether `===` tells values of a field apart as their bytes do.
bool isComparable(const Context& context, const ApiField& field)
{
    switch (context.model.typeOf(field.node).kind) {
    case ApiKind::Bool:
    case ApiKind::UInt:
    case ApiKind::Int:
    case ApiKind::Text:
    case ApiKind::BigInt:
    case ApiKind::Enum:
        return true;
    default:
        return false;
    }
}

} // namespace

std::string isWritten(const Context& context, const ApiField& field, const std::string& value)
{
    const ApiType& type = context.model.typeOf(field.node);
    const std::string codec = slotCodecOf(context, field);
    if (const std::string given = defaultOf(context, field); !given.empty())
        return isComparable(context, field) ? value + " !== " + given
                                            : '!' + codec + ".equals(" + value + ", " + given + ')';
    switch (type.kind) {
    case ApiKind::Bool:
        return value + " !== false";
    case ApiKind::UInt:
    case ApiKind::Int:
    case ApiKind::BigInt:
        return value + (type.bits > 32 || type.kind == ApiKind::BigInt ? " !== 0n" : " !== 0");
    case ApiKind::Enum: {
        const std::string zero = enumZero(context, type);
        return zero.empty() ? '(' + value + " as number) !== 0" : value + " !== " + zero;
    }
    case ApiKind::Float:
        if (!context.node(field.node).canonicalFloat)
            break;
        return value + " !== 0";
    case ApiKind::Text:
        return value + " !== \"\"";
    case ApiKind::Bytes:
    case ApiKind::List:
        if (type.count != 0)
            break;
        return value + "?.length !== 0";
    case ApiKind::Map:
        return value + "?.size !== 0";
    default:
        break;
    }
    return '!' + codec + ".isZero(" + value + ')';
}

} // namespace wirebench::typescript
