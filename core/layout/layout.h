// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wirebench {

/// One row of a layout: a field, an element or a gap. Offsets are bits from the start of the laid-out type.
struct LayoutRow {
    std::string name; ///< Empty for elements.
    std::string type;
    SlotIndex slot = kNoIndex;
    std::optional<std::uint64_t> offset; ///< With the presence bit; nothing behind a variable part.
    std::string after; ///< Path of the field it follows, when there is no offset.
    std::optional<std::uint64_t> presenceOffset;
    std::optional<std::uint64_t> bits; ///< Value bits, without the presence bit; nothing when variable.
    std::uint64_t minBits = 0; ///< In all.
    std::optional<std::uint64_t> maxBits; ///< In all; nothing when unbounded.
    std::optional<std::uint64_t> count; ///< Arrays: number of element slots, when fixed.
    bool padding = false; ///< A declared padding field.
    std::vector<LayoutRow> fields; ///< Of a struct.
    std::vector<LayoutRow> element; ///< Of an array: exactly one.
    std::vector<BitRange> gaps; ///< Of a struct: padding nobody named.
};

struct Layout {
    std::string name;
    std::optional<std::uint64_t> totalBits; ///< Nothing when variable.
    std::optional<std::uint64_t> totalBytes;
    std::uint64_t minBits = 0;
    std::optional<std::uint64_t> maxBits;
    std::optional<std::uint64_t> wastedBits; ///< Padding and what the last byte has left; nothing when variable.
    bool byteReversed = false;
    std::uint64_t headerBits = 0; ///< Bits before the first field (message header).
    std::vector<LayoutRow> fields;
    std::vector<BitRange> gaps;
};

/// The layout of one type. Recursive types are laid out one level deep.
Layout layoutOf(const Plan& plan, const PlanType& type);

/// Spec README, *Decided details*: the compiled schema's keys.
nlohmann::ordered_json layoutJson(const Layout& layout);
/// A table for people.
std::string layoutText(const Layout& layout);
/// RFC-style bit diagram, 32 bits a row; variable parts are drawn symbolically. `msbFirst` numbers bits from the
/// most significant one of each byte.
std::string layoutAscii(const Layout& layout);
/// The bit grid as a stand-alone SVG picture; `dark` chooses the palette.
std::string layoutSvg(const Layout& layout, unsigned bitsPerRow = 32, bool dark = false);

} // namespace wirebench
