// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/syntax/json_document.h"
#include "core/wire/plan.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// BitSchema: fields packed at fixed bit offsets (spec: bitschema.md). Everything in here is private to the format.
namespace wirebench::bitschema {

inline constexpr std::uint64_t kIntegerContainerBits = 64;
inline constexpr std::uint64_t kBytesContainerBits = 1'048'576;
inline constexpr std::uint64_t kMaxArrayLength = 1'000'000;
inline constexpr std::uint64_t kMaxElements = 10'000'000;
inline constexpr std::uint32_t kMaxStructDepth = 100;
inline constexpr std::uint64_t kMaxEnumValues = 255;
inline constexpr std::uint64_t kMaxFlagPosition = 63;

enum class FieldType : std::uint8_t { Unknown, Bool, UInt, Int, Enum, Date, Bitmask, Padding, Struct, Array };

enum class Notation : std::uint8_t { Json, Yaml };

struct EnumLabel {
    std::string_view name;
    TextRange range;
};

struct FlagLabel {
    std::string_view name;
    std::uint8_t position = 0;
    TextRange nameRange;
    TextRange range; ///< Name and position.
};

/// One field as checked. Views and `json` point into the Definition's document.
struct Field {
    FieldType type = FieldType::Unknown;
    bool sound = true; ///< No error was found in it: it can be lowered when it has an offset.
    bool nullable = false;
    bool placed = true; ///< False when its bits are taken by a field declared before it.
    bool isSigned = false; ///< Int: `lowest` and `highest` are int64.
    bool counted = false; ///< Array: a count of elements precedes the slots.
    const JsonNode* json = nullptr;
    std::string_view name; ///< Empty for the element of an array.
    std::string_view typeName; ///< As the schema spells it.
    std::string_view description;
    TextRange range;
    TextRange nameRange; ///< Name, or for an element the head of its definition.
    TextRange typeRange; ///< Empty when the name alone makes it padding.
    std::optional<std::uint64_t> writtenOffset;
    std::optional<std::uint64_t> valueBits; ///< Without the presence bit; nothing when errors hide it.
    std::optional<std::uint64_t> offset; ///< From the start of its record; nothing when errors before it hide it.
    std::uint64_t lowest = 0; ///< UInt, Int
    std::uint64_t highest = 0;
    std::uint64_t capacity = 0; ///< Array: slots.
    std::uint64_t countBits = 0; ///< Array: width of the count.
    DateTable date;
    std::vector<EnumLabel> labels;
    std::vector<FlagLabel> flags; ///< In declared order.
    std::vector<Field> fields; ///< Struct: its fields. Array: exactly one element definition, or none when broken.

    std::uint64_t presenceBits() const { return nullable ? 1 : 0; }
    std::uint64_t totalBits() const { return presenceBits() + valueBits.value_or(0); }
    bool lowerable() const { return sound && placed && valueBits && offset; }
};

/// A whole schema as checked.
struct Definition {
    JsonDocument document;
    Notation notation = Notation::Json;
    const JsonNode* root = nullptr;
    std::string_view name;
    TextRange nameRange;
    std::string_view description;
    bool bytesContainer = false;
    bool bigEndian = false;
    bool byteAligned = false;
    std::vector<Field> fields;
    std::optional<std::uint64_t> totalBits; ///< Nothing while a field's place is unknown.

    std::uint64_t containerBits() const { return bytesContainer ? kBytesContainerBits : kIntegerContainerBits; }
    std::uint64_t totalBytes() const { return totalBits ? std::max<std::uint64_t>(1, (*totalBits + 7) / 8) : 0; }
};

/// Sizes of broken or hostile schemas stop growing here, far above every limit and far below overflow.
inline constexpr std::uint64_t kHugeBits = std::uint64_t{1} << 40;

constexpr std::uint64_t addBits(std::uint64_t a, std::uint64_t b)
{
    return std::min(kHugeBits, std::min(a, kHugeBits) + std::min(b, kHugeBits));
}

constexpr std::uint64_t multiplyBits(std::uint64_t count, std::uint64_t bits)
{
    if (bits != 0 && count > kHugeBits / bits)
        return kHugeBits;
    return count * bits;
}

/// Bits needed to write `value`: 0 for 0, 3 for 5.
constexpr unsigned bitLength(std::uint64_t value)
{
    unsigned bits = 0;
    for (; value != 0; value >>= 1)
        ++bits;
    return bits;
}

} // namespace wirebench::bitschema
