// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <string_view>

namespace wirebench::serialkit {

/// The low three bits of a tag (spec serialkit.md, *Wire format*).
enum class WireType : std::uint8_t {
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    PackedArray = 3,
    Fixed32 = 5,
    StringTable = 6,
    Bitmap = 7,
};

/// "VARINT", "FIXED64" …
std::string_view wireTypeName(WireType type);

/// The wire type a field is written with. Requires a resolved type.
WireType wireTypeOf(const Schema& schema, const Member& member);
/// The wire type of one value of the type, whatever the field's modifiers.
WireType elementWireType(const Schema& schema, const TypeExpr& type);

constexpr std::uint64_t tagOf(std::int64_t number, WireType type)
{
    return static_cast<std::uint64_t>(number) << 3 | static_cast<std::uint64_t>(type);
}

} // namespace wirebench::serialkit
