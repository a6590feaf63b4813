// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wirebench::sdp {

/// A built-in type (spec sdp.md, *Schema language*).
struct Primitive {
    std::string_view name;
    TypeKind kind = TypeKind::Unknown;
    std::uint16_t bits = 0; ///< 0 for text.
    std::string_view summary; ///< "32-bit unsigned integer, 4 bytes, 0 to 4294967295"
};

std::span<const Primitive> primitives();
/// The built-in type with this exact name; null when there is none.
const Primitive* findPrimitive(std::string_view name);
/// The built-in type of this name in any case; null when there is none.
const Primitive* findPrimitiveAnyCase(std::string_view name);

/// The target languages in which `name` is reserved, in any case (source 3.5.1, without the `#` entries): "Go",
/// "Rust", "C", "Swift", in this order.
std::vector<std::string_view> reservingLanguages(std::string_view name);

/// The SDP type that does what a type name of another language does (`uint32` → `u32`); empty when none does.
std::string_view typeFromElsewhere(std::string_view name);

/// FNV-1a 64 over the message's name.
std::uint64_t typeId(std::string_view name);

} // namespace wirebench::sdp
