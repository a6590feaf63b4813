// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_defaults.h"

#include "core/formats/cramberry/cramberry_default_literals.h"
#include "core/formats/cramberry/cramberry_encoding.h"

#include <cmath>

namespace wirebench::cramberry {

namespace {

/// The smallest and largest value of an integer type, as decimal.
std::string rangeText(const TypeExpr& type)
{
    const unsigned bits = type.kind == TypeKind::Duration ? 64 : type.bits;
    if (type.kind == TypeKind::UInt)
        return "0 to " + std::to_string(bits == 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1);
    const auto highest = static_cast<std::int64_t>((std::uint64_t{1} << (bits - 1)) - 1);
    return std::to_string(-highest - 1) + " to " + std::to_string(highest);
}

bool integerFits(const TypeExpr& type, const LiteralNode& literal)
{
    const unsigned bits = type.kind == TypeKind::Duration ? 64 : type.bits;
    if (type.kind == TypeKind::UInt) {
        const auto value = unsignedValue(literal);
        return value && (bits == 64 || *value >> bits == 0);
    }
    const auto value = signedValue(literal);
    if (!value)
        return false;
    const auto highest = static_cast<std::int64_t>((std::uint64_t{1} << (bits - 1)) - 1);
    return *value <= highest && *value >= -highest - 1;
}

std::string floatMisfit(const TypeExpr& type, const LiteralNode& literal)
{
    if (literal.kind != LiteralKind::Integer && literal.kind != LiteralKind::Float)
        return "a number";
    const bool finite = type.bits == 32 ? std::isfinite(float32Of(literal)) : std::isfinite(float64Of(literal));
    return finite ? std::string() : "a number that fits " + type.spelling;
}

std::string bytesMisfit(const TypeExpr& type, const LiteralNode& literal)
{
    const auto bytes = literal.kind == LiteralKind::Text ? hexBytes(literal.text) : std::nullopt;
    if (!bytes)
        return "bytes in hex, like \"00ff\"";
    const bool fits = type.kind != TypeKind::Array || !type.length || bytes->size() == *type.length;
    return fits ? std::string() : std::to_string(*type.length) + " bytes in hex";
}

std::string arrayMisfit(const Schema& schema, const TypeExpr& type, const LiteralNode& literal)
{
    if (literal.kind != LiteralKind::Array)
        return "a list, like []";
    if (type.length && literal.elements.size() != *type.length)
        return "a list of " + std::to_string(*type.length) + " elements";
    for (const LiteralNode& element : literal.elements) {
        const std::string misfit = defaultMisfit(schema, type.element, element);
        if (!misfit.empty())
            return "a list with " + misfit + " for each element";
    }
    return {};
}

} // namespace

std::string defaultMisfit(const Schema& schema, TypeIndex index, const LiteralNode& literal)
{
    const TypeExpr& type = schema.types[index];
    if (literal.kind == LiteralKind::Bad)
        return {};
    if (isBytes(schema, index) && (literal.kind != LiteralKind::Array || type.kind == TypeKind::Bytes))
        return bytesMisfit(type, literal);
    switch (type.kind) {
    case TypeKind::Bool:
        return literal.kind == LiteralKind::Bool ? "" : "true or false";
    case TypeKind::Int:
    case TypeKind::UInt:
    case TypeKind::Duration:
        if (literal.kind != LiteralKind::Integer)
            return "an integer";
        return integerFits(type, literal) ? std::string() : "an integer from " + rangeText(type);
    case TypeKind::Float:
        return floatMisfit(type, literal);
    case TypeKind::Text:
        return literal.kind == LiteralKind::Text ? "" : "a text in quotes";
    case TypeKind::Array:
        return arrayMisfit(schema, type, literal);
    case TypeKind::Map:
        return literal.kind == LiteralKind::Object ? "" : "the empty map {}";
    case TypeKind::Parameter:
        return {};
    default:
        break;
    }
    if (declOf(schema, index, DeclKind::Enum) == kNoIndex)
        return "no default: values of this type cannot be written in a schema";
    const bool known = literal.kind == LiteralKind::Word && enumValue(schema, index, literal.text);
    return known ? std::string() : "a value of the enum `" + type.spelling + "`";
}

} // namespace wirebench::cramberry
