// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/layout.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace wirebench {

/// Inclusive range with its highest bit first, as everywhere in the program: `7..0`; one bit is `7`.
std::string bitRangeText(BitRange bits);
/// "32 bits", "1 bit".
std::string bitsText(std::uint64_t bits);
/// "32", "8..72" or "32 or more".
std::string sizeBounds(std::uint64_t minBits, const std::optional<std::uint64_t>& maxBits);
/// "Packet: 32 bits, 4 bytes, nothing wasted".
std::string layoutSummary(const Layout& layout);
/// One sentence on which bit of which byte a bit number means.
std::string layoutNumbering(const Layout& layout);

/// Number of code points of UTF-8 text.
std::size_t codePoints(std::string_view text);
/// The first `count` code points.
std::string_view firstCodePoints(std::string_view text, std::size_t count);
/// `text`, or as much of it as fits `width` code points, the last of them `…`.
std::string shortened(std::string_view text, std::size_t width);
std::string padLeft(std::string_view text, std::size_t width);
std::string padRight(std::string_view text, std::size_t width);

} // namespace wirebench
