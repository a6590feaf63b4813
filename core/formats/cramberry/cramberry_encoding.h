// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wirebench::cramberry {

/// A field encoding (spec cramberry.md, *Field encodings*).
enum class EncodingKind : std::uint8_t {
    Normal,
    Packed,
    Delta,
    RunLength,
    Dictionary,
    Sparse,
    Prefix,
    BitPacked,
    Fixed,
    Uuid,
    Decimal128,
    BigInt,
};

struct Encoding {
    EncodingKind kind = EncodingKind::Normal;
    std::uint32_t bits = 0; ///< BitPacked: as written, perhaps out of range.
};

/// What the text of `@encoding` means; nothing for texts that are no encoding.
std::optional<Encoding> parseEncoding(std::string_view text);
/// All encodings as they are spelled, for messages and completion; `bitpack=N` among them.
std::span<const std::string_view> encodingNames();

/// Why an encoding does not fit a type: what it takes, in words. Empty when it fits. Optionals are looked through;
/// generic parameters fit everything.
std::string encodingMisfit(const Schema& schema, TypeIndex type, Encoding encoding);

/// The type inside an optional; other types are given as they are.
TypeIndex withoutOptional(const Schema& schema, TypeIndex type);
/// `bytes`, `[]byte`, `[N]byte` and the same with `uint8`.
bool isBytes(const Schema& schema, TypeIndex type);
/// A type of the wire types VARINT, SVARINT, FIXED32 and FIXED64.
bool isScalar(const Schema& schema, TypeIndex type);
/// An interface or `any`.
bool isPolymorphic(const Schema& schema, TypeIndex type);
/// The declaration of this kind that a type names; kNoIndex for others.
DeclIndex declOf(const Schema& schema, TypeIndex type, DeclKind kind);

} // namespace wirebench::cramberry
