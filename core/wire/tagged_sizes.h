// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <cstdint>
#include <optional>

// How large values of the tagged family get on the wire, by their schema alone: as an encoder writes them, without
// unknown fields.

namespace wirebench {

/// Bits; the largest is kUnbounded where only the limits bound it.
struct SizeRange {
    std::uint64_t least = 0;
    std::uint64_t most = 0;

    constexpr bool fixed() const { return least == most; }
    constexpr bool operator==(const SizeRange&) const = default;
};

/// The two, one after the other.
SizeRange operator+(SizeRange a, SizeRange b);

/// `times` values of one size, one after the other.
SizeRange operator*(SizeRange each, std::uint64_t times);

/// The varint that says how many bytes a value takes.
SizeRange lengthSize(SizeRange content);

/// A value in its bare form: with its length where it does not delimit itself.
SizeRange bareSize(const Node& node);

/// The parts of one field as it is written. Units: bits.
struct FieldSize {
    SizeRange tag; ///< Nothing in a PresenceMap.
    SizeRange typeId; ///< Nothing but in a Reference that starts with an id.
    SizeRange length; ///< Nothing where the payload delimits itself.
    SizeRange value;
    SizeRange whole; ///< May be less than the sum: not all parts are largest at once.
};

/// One field of a slot of a Tagged message or PresenceMap. A slot that is written as a field per element has the
/// size of one of them.
FieldSize fieldSize(const Plan& plan, SlotIndex slot);

/// What a slot takes of its message: nothing at least where it may be left out, all its fields where it has several.
SizeRange slotSize(const Plan& plan, SlotIndex slot);

/// An element of a Series as it lies in the body: BitPacked by its bits, Dictionary by its index, where the coding
/// puts several numbers together the smallest and largest of them.
FieldSize elementSize(const Plan& plan, const Node& series);

/// The string table in front of the outermost message of a type; nothing when no field refers to one.
std::optional<SizeRange> stringTableSize(const Plan& plan, NodeIndex type);

/// Gives elements, keys and values of series and maps the colour of the field that holds them. Part of finishPlan().
void colourElements(Plan& plan);

/// Sets minBits and maxBits of the contents of all nodes of the tagged family. Part of finishPlan().
void finishTaggedSizes(Plan& plan);

} // namespace wirebench
