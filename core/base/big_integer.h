// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Natural numbers of any size as big-endian bytes without leading zeros; zero is empty.

namespace wirebench {

/// Longest number that is written and read in decimal: that conversion takes time by the square of the length, so that
/// longer ones stand in hex.
inline constexpr std::size_t kMostDecimalBytes = 5120;

/// Decimal digits of `magnitude` ("0" for zero), or `0x` and hex digits when it is longer than kMostDecimalBytes.
/// Leading zero bytes are ignored.
std::string naturalText(ByteView magnitude);

/// Reads decimal digits, or `0x` and hex digits in any case. Nothing when the text has another form, or when a decimal
/// number is longer than kMostDecimalBytes (see isTooLongDecimal()).
std::optional<Bytes> readNatural(std::string_view text);

/// Whether `text` consists of more decimal digits than readNatural() takes.
bool isTooLongDecimal(std::string_view text);

} // namespace wirebench
