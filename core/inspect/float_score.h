// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace wirebench {

/// How plausible bits are as a float of 4 or 8 bytes, 0–100: floats that people store are zero or of everyday sizes;
/// arbitrary bits have exponents of any size.
inline std::uint8_t floatScore(std::uint64_t bits, unsigned bytes)
{
    const double number = bytes == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                                     : std::bit_cast<double>(bits);
    const double size = std::fabs(number);
    if (size == 0)
        return 50;
    if (!std::isfinite(number))
        return 20;
    if (size >= 1e-6 && size <= 1e9)
        return 80;
    return size >= 1e-30 && size <= 1e30 ? 25 : 5;
}

} // namespace wirebench
