// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace wirebench::cramberry {

/// The bare form of a built-in type (spec cramberry.md, *Scalars*).
enum class Scalar : std::uint8_t { Varint, Zigzag, Fixed32, Fixed64, Text, Bytes, Complex, Time, Any };

/// A built-in type.
struct Primitive {
    std::string_view name;
    TypeKind kind = TypeKind::Unknown;
    std::uint16_t bits = 0; ///< Width of the value; 0 where it has none.
    Scalar scalar = Scalar::Varint;
    std::uint8_t typeRefId = 0; ///< Id inside `any`; 0: cannot stand there.
    std::string_view summary; ///< "signed 32-bit integer, zigzag varint"
};

std::span<const Primitive> primitives();
/// The built-in type of this exact name; null when there is none.
const Primitive* findPrimitive(std::string_view name);

/// What an annotation may stand before. A sum of these makes a set.
namespace target {
inline constexpr std::uint8_t type = 1;
inline constexpr std::uint8_t field = 2;
inline constexpr std::uint8_t enumeration = 4;
inline constexpr std::uint8_t enumValue = 8;
inline constexpr std::uint8_t interface = 16;
inline constexpr std::uint8_t method = 32; ///< of an interface, or an rpc
inline constexpr std::uint8_t service = 64;
inline constexpr std::uint8_t any = 127;
} // namespace target

/// What the arguments of an annotation are.
enum class ArgumentShape : std::uint8_t { None, Text, OptionalText, Integer, Words };

struct AnnotationRule {
    std::string_view name;
    std::uint8_t targets = 0;
    ArgumentShape shape = ArgumentShape::None;
    bool repeatable = false;
    std::string_view usage; ///< `@field(3)`
    std::string_view summary;
};

std::span<const AnnotationRule> annotationRules();
const AnnotationRule* findAnnotationRule(std::string_view name);

/// "type", "enum", "interface", "service"
std::string_view declWord(DeclKind kind);
/// "a type", "an enum" …
std::string_view declPhrase(DeclKind kind);

/// The type here that does what a type name of another language does (`i32` → `int32`); empty when none does.
std::string_view typeFromElsewhere(std::string_view name);

/// The id that a type without `@typeid` has: FNV-1a 64 of its full name mod 2³¹, plus 128.
std::uint64_t derivedTypeId(std::string_view fullName);

/// `package.Name`, or `Name` without a package.
std::string fullName(std::string_view package, std::string_view name);

inline constexpr std::uint64_t kLowestTypeId = 128;
inline constexpr std::uint64_t kHighestTypeId = 0xFFFFFFFFu;
inline constexpr std::int64_t kHighestFieldNumber = 536'870'911;

} // namespace wirebench::cramberry
