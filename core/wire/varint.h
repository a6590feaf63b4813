// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

// Base-128 varints as they are written: least significant seven bits first, the shortest form (spec README, *Varint*).

namespace wirebench {

inline constexpr unsigned kLongestVarint = 10; ///< Bytes of a varint of 64 bits.

/// Bytes of the shortest varint of `value`: 1–10.
constexpr unsigned varintBytes(std::uint64_t value)
{
    return (static_cast<unsigned>(std::bit_width(value | 1u)) + 6) / 7;
}

/// Writes the shortest varint of `value` and gives the byte behind it. Requires varintBytes(value) bytes at `at`.
inline std::uint8_t* writeVarint(std::uint8_t* at, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = static_cast<std::uint8_t>(value | 0x80u);
    *at++ = static_cast<std::uint8_t>(value);
    return at;
}

/// The zigzag number of a two's complement int64: 0, −1, 1, −2 … become 0, 1, 2, 3 …
constexpr std::uint64_t zigZag(std::uint64_t number)
{
    return (number << 1) ^ (std::uint64_t{0} - (number >> 63));
}

/// The two's complement int64 of a zigzag number.
constexpr std::uint64_t unZigZag(std::uint64_t stored)
{
    return (stored >> 1) ^ (std::uint64_t{0} - (stored & 1u));
}

} // namespace wirebench
