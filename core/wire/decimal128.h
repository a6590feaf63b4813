// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

inline constexpr std::uint64_t kDecimalBytes = 16; ///< Content with Meaning::Decimal.

/// The number that 16 little-endian bytes of IEEE 754 decimal128 with binary significand hold, digits and exponent as
/// stored: `1.50`, `-0`, `1E+3`, `1.2E-9`; `Infinity`, `-Infinity`, `NaN`. Nothing for another size and for patterns
/// that the standard gives no number of their own (more than 34 digits, a NaN with a sign or payload).
std::optional<std::string> decimalText(ByteView content);

/// Why a text is no decimal128.
enum class DecimalFault : std::uint8_t {
    None,
    Form, ///< Not of the form of a decimal number.
    Digits, ///< More than 34 significant digits.
    Exponent, ///< The exponent of the last digit is not within −6176 to 6111.
};

struct DecimalInput {
    Bytes content; ///< 16 bytes when there is no fault.
    DecimalFault fault = DecimalFault::None;
};

/// Reads what decimalText() writes, and digits with any place of the point and exponent (`-.5e-3`).
DecimalInput readDecimal(std::string_view text);

} // namespace wirebench
