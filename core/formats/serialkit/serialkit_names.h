// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace wirebench::serialkit {

/// A built-in type (spec serialkit.md, *Schema language*).
struct Primitive {
    std::string_view name;
    TypeKind kind = TypeKind::Unknown;
    std::uint16_t bits = 0; ///< 0 for text and bytes.
    std::string_view summary; ///< "32-bit unsigned integer, 0 to 4294967295"
    std::string_view wire; ///< What it takes on the wire behind its tag: "varint, 1 to 5 bytes".
};

std::span<const Primitive> primitives();
/// The built-in type with this exact name; null when there is none.
const Primitive* findPrimitive(std::string_view name);

/// A word before a field's type (spec serialkit.md, *Schema language*).
struct Modifier {
    std::string_view name;
    std::string_view summary; ///< "may be absent"
    std::string_view documentation;
};

std::span<const Modifier> modifiers();
const Modifier* findModifier(std::string_view name);

/// A word that begins a line at the top of a file.
struct Keyword {
    std::string_view name;
    std::string_view summary;
    std::string_view documentation;
};

std::span<const Keyword> keywords();
const Keyword* findKeyword(std::string_view name);

/// Whether `name` is a keyword or an alternative token of C++20.
bool isCppKeyword(std::string_view name);

/// The SerialKit type that does what a type name of another language does (`u32` → `uint32`); empty when none does.
std::string_view typeFromElsewhere(std::string_view name);

/// Field numbers (spec serialkit.md, *Schema language*).
inline constexpr std::int64_t kLargestFieldNumber = 536'870'911;
inline constexpr std::int64_t kFirstReservedNumber = 19'000;
inline constexpr std::int64_t kLastReservedNumber = 19'999;
inline constexpr std::int64_t kLargestEnumNumber = 2'147'483'647;
/// The largest number whose tag takes one byte.
inline constexpr std::int64_t kLargestShortTag = 15;

} // namespace wirebench::serialkit
