// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_defaults.h"

#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace wirebench::cramberry {

namespace {

/// Bytes of a hex text; blanks are ignored. Nothing when it is no hex.
std::optional<Bytes> hexBytes(std::string_view text)
{
    Bytes bytes;
    std::string digits;
    for (const char c : text) {
        if (c == ' ')
            continue;
        digits.push_back(c);
        if (digits.size() < 2)
            continue;
        std::uint8_t value = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + 2, value, 16);
        if (result.ec != std::errc() || result.ptr != digits.data() + 2)
            return std::nullopt;
        bytes.push_back(static_cast<Bytes::value_type>(value));
        digits.clear();
    }
    return digits.empty() ? std::optional(std::move(bytes)) : std::nullopt;
}

const Member* enumValue(const Schema& schema, TypeIndex type, std::string_view text)
{
    const DeclIndex index = declOf(schema, type, DeclKind::Enum);
    if (index == kNoIndex)
        return nullptr;
    const Decl& decl = schema.decls[index];
    const std::size_t dot = text.rfind('.');
    if (dot != std::string_view::npos) {
        // The enum may be written with its package or an alias before it.
        const std::string_view prefix = text.substr(0, dot);
        const std::size_t inner = prefix.rfind('.');
        if (prefix.substr(inner == std::string_view::npos ? 0 : inner + 1) != decl.name)
            return nullptr;
        text.remove_prefix(dot + 1);
    }
    const auto found = std::find_if(decl.members.begin(), decl.members.end(),
                                    [text](const Member& member) { return member.name == text; });
    return found == decl.members.end() ? nullptr : &*found;
}

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

double floatOf(const LiteralNode& literal)
{
    if (const auto value = signedValue(literal))
        return static_cast<double>(*value);
    if (const auto value = unsignedValue(literal))
        return static_cast<double>(*value);
    double value = 0;
    const auto result = std::from_chars(literal.text.data(), literal.text.data() + literal.text.size(), value);
    return result.ec == std::errc::result_out_of_range && value == 0 ? std::numeric_limits<double>::infinity() : value;
}

/// Rounded once, from the decimal.
float float32Of(const LiteralNode& literal)
{
    if (literal.kind == LiteralKind::Integer)
        return static_cast<float>(floatOf(literal));
    float value = 0;
    const auto result = std::from_chars(literal.text.data(), literal.text.data() + literal.text.size(), value);
    const bool tooLarge = result.ec == std::errc::result_out_of_range && std::abs(floatOf(literal)) > 1;
    return tooLarge ? std::numeric_limits<float>::infinity() : value;
}

std::string floatMisfit(const TypeExpr& type, const LiteralNode& literal)
{
    if (literal.kind != LiteralKind::Integer && literal.kind != LiteralKind::Float)
        return "a number";
    const bool finite = type.bits == 32 ? std::isfinite(float32Of(literal)) : std::isfinite(floatOf(literal));
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

void appendVarint(Bytes& out, std::uint64_t value)
{
    std::uint8_t buffer[kLongestVarint];
    const std::uint8_t* end = writeVarint(buffer, value);
    for (const std::uint8_t* at = buffer; at != end; ++at)
        out.push_back(static_cast<Bytes::value_type>(*at));
}

void appendFixed(Bytes& out, std::uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; ++i)
        out.push_back(static_cast<Bytes::value_type>((value >> (8 * i)) & 0xFFu));
}

std::uint64_t numberOf(const Schema& schema, TypeIndex index, const LiteralNode& literal)
{
    const TypeExpr& type = schema.types[index];
    if (type.kind == TypeKind::Bool)
        return literal.text == "true" ? 1 : 0;
    if (type.kind == TypeKind::Float)
        return type.bits == 32 ? std::bit_cast<std::uint32_t>(float32Of(literal) + 0.0F)
                               : std::bit_cast<std::uint64_t>(floatOf(literal) + 0.0);
    if (type.kind == TypeKind::Named)
        return static_cast<std::uint64_t>(enumValue(schema, index, literal.text)->number);
    if (type.kind == TypeKind::UInt)
        return unsignedValue(literal).value_or(0);
    return static_cast<std::uint64_t>(signedValue(literal).value_or(0));
}

void appendScalar(Bytes& out, const Schema& schema, TypeIndex index, const LiteralNode& literal)
{
    const std::uint64_t number = numberOf(schema, index, literal);
    const Primitive* primitive = findPrimitive(schema.types[index].spelling);
    const Scalar scalar = primitive ? primitive->scalar : Scalar::Varint;
    if (scalar == Scalar::Fixed32 || scalar == Scalar::Fixed64)
        appendFixed(out, number, scalar == Scalar::Fixed32 ? 4 : 8);
    else
        appendVarint(out, scalar == Scalar::Zigzag ? zigZag(number) : number);
}

} // namespace

std::string defaultMisfit(const Schema& schema, TypeIndex index, const LiteralNode& literal)
{
    const TypeExpr& type = schema.types[index];
    if (literal.kind == LiteralKind::Bad)
        return {};
    if (isBytes(schema, index) && literal.kind != LiteralKind::Array)
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

Bytes defaultContent(const Schema& schema, TypeIndex index, const LiteralNode& literal)
{
    Bytes out;
    const TypeExpr& type = schema.types[index];
    if (literal.kind == LiteralKind::Text && isBytes(schema, index)) {
        return hexBytes(literal.text).value_or(Bytes());
    }
    if (type.kind == TypeKind::Text) {
        for (const char c : literal.text)
            out.push_back(static_cast<Bytes::value_type>(c));
        return out;
    }
    if (type.kind == TypeKind::Map) {
        appendVarint(out, 0);
        return out;
    }
    if (type.kind != TypeKind::Array) {
        appendScalar(out, schema, index, literal);
        return out;
    }
    const bool packed = isScalar(schema, type.element);
    if (!packed)
        appendVarint(out, literal.elements.size());
    for (const LiteralNode& element : literal.elements) {
        const Bytes content = defaultContent(schema, type.element, element);
        if (!packed)
            appendVarint(out, content.size());
        out.insert(out.end(), content.begin(), content.end());
    }
    return out;
}

} // namespace wirebench::cramberry
