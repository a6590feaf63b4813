// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <algorithm>
#include <bit>
#include <cstdint>

// Base-128 varints: least significant seven bits first, the shortest form when written (spec README, *Varint*).

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

/// How the reading of a varint ended.
enum class VarintEnd : std::uint8_t {
    Shortest,
    Long, ///< Readable, but not the shortest form.
    Truncated, ///< The bytes end inside.
    Overflow, ///< More than 64 bits: the tenth byte is above 1.
};

struct ReadVarint {
    std::uint64_t value = 0; ///< Of no use where `readable()` is false.
    std::uint8_t bytes = 0; ///< Bytes looked at, 0–10.
    VarintEnd end = VarintEnd::Truncated;

    constexpr bool readable() const { return end == VarintEnd::Shortest || end == VarintEnd::Long; }
};

/// Reads the varint that begins at byte `at`; it may use the bytes up to `end` (at most bytes.size()).
inline ReadVarint readVarint(ByteView bytes, std::uint64_t at, std::uint64_t end)
{
    if (at < end && bytes[at] < 0x80) [[likely]]
        return {bytes[at], 1, VarintEnd::Shortest};
    ReadVarint varint;
    const auto most = static_cast<unsigned>(std::min<std::uint64_t>(end - at, kLongestVarint));
    while (varint.bytes < most) {
        const std::uint8_t byte = bytes[at + varint.bytes];
        varint.value |= std::uint64_t{byte & 0x7Fu} << (7 * varint.bytes);
        ++varint.bytes;
        if (varint.bytes == kLongestVarint && byte > 1) {
            varint.end = VarintEnd::Overflow;
            return varint;
        }
        if (byte < 0x80) {
            varint.end = byte == 0 && varint.bytes > 1 ? VarintEnd::Long : VarintEnd::Shortest;
            return varint;
        }
    }
    return varint;
}

} // namespace wirebench
