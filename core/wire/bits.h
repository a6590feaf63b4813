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
    // The usual widths are single loads; a memcpy() of unknown length would be a call.
    const auto load = [data](auto word) {
        std::memcpy(&word, data, sizeof word);
        return std::uint64_t{word};
    };
    switch (bytes) {
    case 1:
        return *data;
    case 2:
        return load(std::uint16_t{});
    case 4:
        return load(std::uint32_t{});
    case 8:
        return load(std::uint64_t{});
    default: {
        std::uint64_t value = 0;
        std::memcpy(&value, data, bytes);
        return value;
    }
    }
}

inline void writeLittle(std::uint8_t* data, std::uint64_t value, unsigned bytes)
{
    switch (bytes) {
    case 1:
        *data = static_cast<std::uint8_t>(value);
        break;
    case 4:
        std::memcpy(data, &value, 4);
        break;
    case 8:
        std::memcpy(data, &value, 8);
        break;
    default:
        std::memcpy(data, &value, bytes);
        break;
    }
}

/// memcpy() for texts, most of which are short: up to 16 bytes in two moves that overlap, without a call.
inline void copyText(std::uint8_t* to, const std::uint8_t* from, std::size_t size)
{
    const auto twoOf = [&](auto first) {
        auto last = first;
        std::memcpy(&first, from, sizeof first);
        std::memcpy(&last, from + size - sizeof last, sizeof last);
        std::memcpy(to, &first, sizeof first);
        std::memcpy(to + size - sizeof last, &last, sizeof last);
    };
    if (size > 16)
        std::memcpy(to, from, size);
    else if (size >= 8)
        twoOf(std::uint64_t{});
    else if (size >= 4)
        twoOf(std::uint32_t{});
    else
        for (std::size_t i = 0; i < size; ++i)
            to[i] = from[i];
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
