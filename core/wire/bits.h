// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace wirebench {

static_assert(std::endian::native == std::endian::little, "the engine loads little-endian words directly");

/// The `count` lowest bits set; `count` 0–64.
constexpr std::uint64_t lowBits(unsigned count)
{
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

/// Little-endian unsigned integer of `bytes` (1–8) bytes at `data`.
inline std::uint64_t readLittle(const std::uint8_t* data, unsigned bytes)
{
    std::uint64_t value = 0;
    std::memcpy(&value, data, bytes);
    return value;
}

inline void writeLittle(std::uint8_t* data, std::uint64_t value, unsigned bytes)
{
    std::memcpy(data, &value, bytes);
}

/// Unsigned integer of `count` (0–64) bits at bit `first`, least significant bit first. Requires that the range lies
/// inside `bytes`.
inline std::uint64_t readBits(ByteView bytes, std::uint64_t first, unsigned count)
{
    if (count == 0)
        return 0;
    const std::size_t byte = first / 8;
    const unsigned shift = first % 8;
    const unsigned span = (shift + count + 7) / 8;
    std::uint64_t value = readLittle(bytes.data() + byte, span > 8 ? 8 : span) >> shift;
    if (span > 8)
        value |= static_cast<std::uint64_t>(bytes[byte + 8]) << (64 - shift);
    return value & lowBits(count);
}

/// Sets `count` (0–64) bits at bit `first` to the lowest bits of `value`. Requires that they are zero and lie inside
/// `bytes`.
inline void placeBits(std::span<std::uint8_t> bytes, std::uint64_t first, unsigned count, std::uint64_t value)
{
    value &= lowBits(count);
    std::size_t byte = first / 8;
    unsigned shift = first % 8;
    unsigned left = count;
    while (left > 0) {
        bytes[byte] = static_cast<std::uint8_t>(bytes[byte] | static_cast<std::uint8_t>((value << shift) & 0xFFu));
        const unsigned taken = 8 - shift < left ? 8 - shift : left;
        value >>= taken;
        left -= taken;
        shift = 0;
        ++byte;
    }
}

/// True when any of `count` bits at bit `first` is set. Requires that the range lies inside `bytes`.
bool anyBitSet(ByteView bytes, std::uint64_t first, std::uint64_t count);

} // namespace wirebench
