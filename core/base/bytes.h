// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wirebench {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Half-open range of bits `[first, first + count)`. Bit `k` is bit `k mod 8` (least significant first) of byte
/// `k / 8` of the buffer it refers to. An empty range names a point: "something was expected here".
struct BitRange {
    std::uint64_t first = 0;
    std::uint64_t count = 0;

    constexpr std::uint64_t end() const { return first + count; }
    constexpr bool contains(std::uint64_t bit) const { return first <= bit && bit < end(); }
    constexpr bool overlaps(const BitRange& other) const { return first < other.end() && other.first < end(); }
    constexpr bool operator==(const BitRange&) const = default;
};

/// The bits of `bytes` whole bytes from byte `offset` on.
constexpr BitRange bitsOfBytes(std::uint64_t offset, std::uint64_t bytes)
{
    return {offset * 8, bytes * 8};
}

inline ByteView asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view asText(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace wirebench
