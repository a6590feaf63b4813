// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/plan.h"

#include <array>
#include <cstdint>

namespace wirebench {

/// A field of a tagged message, reduced to what must hold for it to be one without parts and without problems. What
/// does not hold here says nothing about the bytes: the general path of the decoder then finds out.
struct StraightField {
    enum class Kind : std::uint8_t {
        None, ///< Always the general path.
        Varint,
        Fixed,
        Text, ///< A length, then UTF-8.
        Bytes, ///< A length, then any bytes.
    };
    std::uint32_t number = 0;
    SlotIndex slot = kNoIndex;
    std::array<std::uint8_t, 2> tag{}; ///< As it is written.
    std::uint8_t tagBytes = 0; ///< 1 or 2.
    Kind kind = Kind::None;
    std::uint8_t width = 0; ///< Fixed: bytes.
    bool zeroIsOdd = false; ///< The encoder leaves zero and empty values out.
    bool checkedFloat = false; ///< Fixed: a float with one right form, see canonicalFloat().
    std::uint64_t lowest = 0; ///< Varint, Fixed: the smallest number as it is stored, modulo 2^64.
    std::uint64_t span = 0; ///< The largest less the smallest.

    /// Whether the tag stands at `at`, before `end`.
    bool startsAt(const std::uint8_t* at, const std::uint8_t* end) const
    {
        return *at == tag[0] && (tagBytes == 1 || (end - at > 1 && at[1] == tag[1])) && kind != Kind::None;
    }
    /// Whether a stored scalar is a value of the type that is written like this. Requires Kind::Varint or Fixed.
    bool holds(std::uint64_t stored) const;
};

/// The row of a slot of a Tagged node.
StraightField straightField(const Plan& plan, SlotIndex slot);

inline bool StraightField::holds(std::uint64_t stored) const
{
    if (stored - lowest > span || (stored == 0 && zeroIsOdd))
        return false;
    if (!checkedFloat || stored == 0)
        return true;
    // What is left without the sign is 0 for −0 alone and above infinity for NaNs.
    const std::uint64_t infinity = width == 4 ? 0x7F800000u : 0x7FF0000000000000u;
    const std::uint64_t magnitude = stored & (width == 4 ? 0x7FFFFFFFu : 0x7FFFFFFFFFFFFFFFu);
    return magnitude != 0 && magnitude <= infinity;
}

} // namespace wirebench
