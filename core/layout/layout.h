// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/savings.h"
#include "core/wire/plan.h"
#include "core/wire/tagged_sizes.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wirebench {

/// Header of a message: u64 type id, u32 payload bytes.
inline constexpr std::uint64_t kMessageHeaderBits = 96;

/// What rows of the tagged family have besides: a field with its tag, or a value that stands without one.
struct TaggedRow {
    std::uint32_t number = 0; ///< Field number; 0 in elements, keys and values.
    std::uint8_t wireType = kNoWireType; ///< Of the form that is written; kNoWireType where no tag is.
    std::string wireTypeName;
    Occurs occurs = Occurs::Always;
    std::uint32_t written = 0; ///< Which of the message's fields it is in the order of writing.
    bool repeated = false; ///< A field for each element.
    FieldSize size; ///< One field, or the value.
    std::string coding; ///< Of a series: "packed", "delta" …
    std::vector<FieldSaving> savings; ///< With a buffer, see noteSavings().
    std::vector<std::pair<std::string, std::string>> types; ///< Of a reference: what may stand there, and its id.
};

/// One row of a layout: a field, an element or the payload of an optional. Offsets are bits from the start of the
/// struct or element that holds the row; the rows of a nested struct count from the struct's first value bit (behind
/// its presence bit or byte).
struct LayoutRow {
    std::string name; ///< Empty for elements.
    std::string type;
    SlotIndex slot = kNoIndex;
    NodeIndex node = kNoIndex;
    Op op = Op::Fixed;
    std::uint16_t colour = 0; ///< Slot::colour
    std::optional<std::uint64_t> offset; ///< With the presence bit; nothing behind a variable part.
    std::string after; ///< Name of the field it follows, when there is no offset.
    std::optional<std::uint64_t> presenceOffset;
    std::uint64_t presenceBits = 0; ///< 0, or the width of the presence bit or byte.
    std::uint64_t prefixBits = 0; ///< Width of a length or count in front of the value; part of the value's bits.
    std::optional<std::uint64_t> bits; ///< Value bits, without the presence bit; nothing when variable.
    std::uint64_t minBits = 0; ///< In all.
    std::optional<std::uint64_t> maxBits; ///< In all; nothing when unbounded.
    std::optional<std::uint64_t> count; ///< Arrays: number of element slots, when fixed.
    bool padding = false; ///< A declared padding field.
    bool collapsed = false; ///< Has parts that are not listed: recursion, or a layout too large to list.
    std::vector<LayoutRow> fields; ///< Of a struct.
    std::vector<LayoutRow> element; ///< Of an array or an optional byte's payload: exactly one.
    std::vector<BitRange> gaps; ///< Of a struct: padding nobody named.
    std::optional<TaggedRow> tagged; ///< `minBits` and `maxBits` are then what the field takes of its message: nothing
                                     ///< at least where it may be left out; `bits` is the value without tag and length.
};

struct Layout {
    std::string name;
    NodeIndex node = kNoIndex;
    Op op = Op::Sequence;
    std::optional<std::uint64_t> totalBits; ///< Nothing when variable.
    std::optional<std::uint64_t> totalBytes; ///< At least 1 for a record.
    std::uint64_t minBits = 0;
    std::optional<std::uint64_t> maxBits;
    std::optional<std::uint64_t> wastedBits; ///< Padding and what the last byte has left; nothing when variable.
    bool record = false; ///< Fields at absolute bit offsets; otherwise whole bytes one after another.
    bool byteReversed = false;
    std::uint64_t headerBits = 0; ///< Bits before the first field (message header).
    std::optional<SizeRange> stringTable; ///< In front of the first field, where a field refers to one.
    std::optional<Savings> savings; ///< With a buffer, see noteSavings().
    std::vector<LayoutRow> fields;
    std::vector<BitRange> gaps;
};

/// The layout of one type. Recursive types are laid out one level deep; parts nested beyond 50,000 rows or 100 levels
/// are collapsed.
Layout layoutOf(const Plan& plan, const PlanType& type);

/// Says at the fields of a layout, and so in all its forms, what packed, bitmap and interned save in a buffer.
void noteSavings(Layout& layout, Savings savings);

/// Spec README, *Decided details*: the compiled schema's keys. Offsets are those of the rows: within their struct.
nlohmann::ordered_json layoutJson(const Layout& layout);
/// A table for people: one line a field with its bits (first..last inclusive, absolute where they are known).
std::string layoutText(const Layout& layout);
/// RFC-style bit diagram, 32 bits a row; variable parts are drawn symbolically. See gridAscii() for more choices.
std::string layoutAscii(const Layout& layout);
/// The bit grid as a stand-alone SVG picture; `dark` chooses the palette. See gridSvg() for more choices.
std::string layoutSvg(const Layout& layout, unsigned bitsPerRow = 32, bool dark = false);

} // namespace wirebench
