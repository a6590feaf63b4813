// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <cstdint>
#include <vector>

// The bodies of Series nodes (see SeriesCoding), written from a List of a Value. A body is what stands between the
// series' own length and its end.

namespace wirebench {

/// True when the functions below take a node: a Series of scalars, text or other Content in any coding but Counted.
/// The others have elements with parts of their own and are the business of who walks values.
bool isFlatSeries(const Plan& plan, const Node& node);

/// Bytes of the body of the List at `list` in `value.nodes`. Requires isFlatSeries(node).
std::uint64_t seriesBodyBytes(const Value& value, const Node& node, std::uint32_t list);

/// Writes that body and gives the byte behind it. Requires seriesBodyBytes() bytes at `at`.
std::uint8_t* writeSeriesBody(const Value& value, const Node& node, std::uint32_t list, std::uint8_t* at);

/// Indexes of the elements that the coding cannot carry, though their type can: numbers wider than the bits of
/// BitPacked, times outside the nanoseconds of an int64 in Delta. The spec's code for them is `value-range`.
std::vector<std::uint64_t> elementsOutOfRange(const Value& value, const Node& node, std::uint32_t list);

/// The number that a leaf (Op::Varint or Op::Fixed) has on the wire for a payload (see ValueNode): zigzag where the
/// node says so, floats in canonical form where it asks for that.
std::uint64_t storedNumber(const Node& node, std::uint64_t payload);

/// `stored` with −0 as +0 and every NaN as the quiet one; `bits` is 32 or 64.
std::uint64_t canonicalFloat(std::uint64_t stored, unsigned bits);

} // namespace wirebench
