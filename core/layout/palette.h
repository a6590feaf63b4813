// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace wirebench {

/// 0xRRGGBB.
using Rgb = std::uint32_t;

/// Colours of one field: a fill that text is legible on, and a stronger edge of the same hue.
struct FieldColour {
    Rgb fill = 0;
    Rgb edge = 0;
};

/// Number of different field colours before they repeat.
inline constexpr unsigned kFieldColours = 10;

/// Of bits that belong to no field: type ids, headers of messages. A grey.
inline constexpr std::uint16_t kNoFieldColour = 0xFFFF;

/// Colour for Slot::colour: the same for a field in every view and run, different for neighbours. The hues stay
/// apart for the common kinds of colour blindness (after Paul Tol's qualitative schemes).
FieldColour fieldColour(std::uint16_t colour, bool dark);

} // namespace wirebench
