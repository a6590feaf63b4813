// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_encoding.h"

#include <array>
#include <charconv>

namespace wirebench::cramberry {

namespace {

struct Row {
    std::string_view name;
    EncodingKind kind;
    std::string_view takes; ///< The types it can encode.
};

constexpr std::array kRows{
    Row{"packed", EncodingKind::Packed, "arrays of numbers, bool and enums"},
    Row{"delta", EncodingKind::Delta, "arrays of integers, duration and time"},
    Row{"rle", EncodingKind::RunLength, "arrays of numbers, bool and enums"},
    Row{"dict", EncodingKind::Dictionary, "arrays of string and bytes"},
    Row{"sparse", EncodingKind::Sparse, "arrays of numbers, bool and enums"},
    Row{"prefix", EncodingKind::Prefix, "arrays of string and bytes"},
    Row{"bitpack=N", EncodingKind::BitPacked, "arrays of unsigned integers, bool and enums, with N bits an element"},
    Row{"fixed", EncodingKind::Fixed, "arrays of a fixed number of elements, `[N]T`"},
    Row{"codec=uuid", EncodingKind::Uuid, "`[16]byte` and bytes"},
    Row{"codec=decimal128", EncodingKind::Decimal128, "`[16]byte` and bytes"},
    Row{"codec=bigint", EncodingKind::BigInt, "bytes"},
};

constexpr auto kNames = [] {
    std::array<std::string_view, kRows.size()> names{};
    for (std::size_t i = 0; i < kRows.size(); ++i)
        names[i] = kRows[i].name;
    return names;
}();

/// Bits of the values an element can have; 0 where bits say nothing.
unsigned widthOf(const Schema& schema, TypeIndex type)
{
    const TypeExpr& expr = schema.types[type];
    constexpr unsigned enumBits = 32;
    if (expr.kind == TypeKind::Bool)
        return 1;
    if (expr.kind == TypeKind::UInt)
        return expr.bits;
    return declOf(schema, type, DeclKind::Enum) != kNoIndex ? enumBits : 0;
}

bool fitsElement(const Schema& schema, TypeIndex element, Encoding encoding)
{
    const TypeKind kind = schema.types[element].kind;
    switch (encoding.kind) {
    case EncodingKind::Packed:
    case EncodingKind::RunLength:
    case EncodingKind::Sparse:
        return isScalar(schema, element);
    case EncodingKind::Delta:
        return kind == TypeKind::Int || kind == TypeKind::UInt || kind == TypeKind::Duration || kind == TypeKind::Time;
    case EncodingKind::Dictionary:
    case EncodingKind::Prefix:
        return kind == TypeKind::Text || isBytes(schema, element);
    case EncodingKind::BitPacked:
        return encoding.bits <= widthOf(schema, element);
    default:
        return false;
    }
}

bool fits(const Schema& schema, TypeIndex type, Encoding encoding)
{
    const TypeExpr& expr = schema.types[type];
    switch (encoding.kind) {
    case EncodingKind::Normal:
        return true;
    case EncodingKind::Fixed:
        return expr.kind == TypeKind::Array && expr.length;
    case EncodingKind::Uuid:
    case EncodingKind::Decimal128:
        return isBytes(schema, type) && expr.length.value_or(16) == 16;
    case EncodingKind::BigInt:
        return isBytes(schema, type) && !expr.length;
    default:
        break;
    }
    if (expr.kind != TypeKind::Array)
        return false;
    return schema.types[expr.element].kind == TypeKind::Parameter || fitsElement(schema, expr.element, encoding);
}

} // namespace

std::optional<Encoding> parseEncoding(std::string_view text)
{
    constexpr std::string_view bitpack = "bitpack=";
    if (text.starts_with(bitpack)) {
        Encoding encoding{EncodingKind::BitPacked, 0};
        const std::string_view digits = text.substr(bitpack.size());
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), encoding.bits);
        if (error != std::errc() || end != digits.data() + digits.size() || encoding.bits == 0)
            return std::nullopt;
        return encoding;
    }
    for (const Row& row : kRows) {
        if (row.name == text && row.kind != EncodingKind::BitPacked)
            return Encoding{row.kind, 0};
    }
    return std::nullopt;
}

std::span<const std::string_view> encodingNames()
{
    return kNames;
}

std::string encodingMisfit(const Schema& schema, TypeIndex type, Encoding encoding)
{
    const TypeIndex inner = withoutOptional(schema, type);
    if (schema.types[inner].kind == TypeKind::Parameter || fits(schema, inner, encoding))
        return {};
    for (const Row& row : kRows) {
        if (row.kind == encoding.kind)
            return std::string(row.takes);
    }
    return {};
}

TypeIndex withoutOptional(const Schema& schema, TypeIndex type)
{
    return schema.types[type].kind == TypeKind::Optional ? schema.types[type].element : type;
}

bool isBytes(const Schema& schema, TypeIndex type)
{
    const TypeExpr& expr = schema.types[type];
    if (expr.kind == TypeKind::Bytes)
        return true;
    return expr.kind == TypeKind::Array && schema.types[expr.element].kind == TypeKind::UInt
        && schema.types[expr.element].bits == 8;
}

bool isScalar(const Schema& schema, TypeIndex type)
{
    switch (schema.types[type].kind) {
    case TypeKind::Bool:
    case TypeKind::UInt:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Duration:
        return true;
    default:
        return declOf(schema, type, DeclKind::Enum) != kNoIndex;
    }
}

bool isPolymorphic(const Schema& schema, TypeIndex type)
{
    return schema.types[type].kind == TypeKind::Any || declOf(schema, type, DeclKind::Interface) != kNoIndex;
}

DeclIndex declOf(const Schema& schema, TypeIndex type, DeclKind kind)
{
    const TypeExpr& expr = schema.types[type];
    const bool named = expr.kind == TypeKind::Named && expr.decl != kNoIndex && schema.decls[expr.decl].kind == kind;
    return named ? expr.decl : kNoIndex;
}

} // namespace wirebench::cramberry
