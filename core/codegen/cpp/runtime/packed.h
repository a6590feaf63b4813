// SPDX-License-Identifier: MIT
#pragma once

#include "roots.h"

// Single fields of packed records, and records in one integer.

namespace wirebench_runtime {

/// Where a field of a record lies: bits from the least significant one of the packed integer on, the presence bit first
/// where there is one.
struct BitField {
    std::size_t offset = 0;
    std::size_t width = 0;
    std::uint64_t mask = 0; ///< Of the packed integer; 0 where that has more than 64 bits.
};

/// A record of `bits` bits, its first byte the least significant one.
template <bool reversed, std::size_t bits>
struct PackedRecord {
    static constexpr std::size_t size = bits == 0 ? 1 : (bits + 7) / 8;
    using Bytes = std::array<std::uint8_t, size>;

    /// Copies bytes of the wire, or back.
    static void turn(const std::uint8_t* from, std::uint8_t* to)
    {
        if constexpr (reversed)
            std::reverse_copy(from, from + size, to);
        else
            std::copy(from, from + size, to);
    }

    /// Reads one field of encoded bytes.
    template <class C, class V>
    static Error get(std::span<const std::uint8_t> packed, std::size_t bit, V& value)
    {
        if (packed.size() < size)
            return {"truncated", packed.size()};
        Bytes bytes{};
        turn(packed.data(), bytes.data());
        Decoder d(bytes, Options());
        C::get(d, bytes.data(), bit, value);
        return d.error();
    }

    /// Replaces one field of encoded bytes, which stay as they are when the value does not fit.
    template <class C, class V>
    static Error set(std::span<std::uint8_t> packed, std::size_t bit, const V& value)
    {
        if (packed.size() < size)
            return {"truncated", packed.size()};
        Bytes bytes{};
        turn(packed.data(), bytes.data());
        for (std::size_t i = bit; i < bit + C::width; ++i)
            bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] & ~(1u << i % 8));
        Encoder e{Options()};
        C::put(bytes.data(), bit, value, e);
        if (!e.failed())
            turn(bytes.data(), packed.data());
        return e.error();
    }
};

/// A record of at most 64 bits as the integer of which its fields are parts.
template <class C, typename T, class V>
T pack(const V& value, const Options& options)
{
    std::array<std::uint8_t, sizeof(T)> bytes{};
    Encoder e(options);
    C::put(bytes.data(), 0, value, e);
    if (e.failed())
        throw EncodeError(e.error());
    return load<T>(bytes.data());
}

template <class C, typename T, class V>
Error unpack(T packed, const Options& options, V& value)
{
    std::array<std::uint8_t, sizeof(T)> bytes{};
    store(bytes.data(), packed);
    value = V();
    Decoder d(bytes, options);
    C::get(d, bytes.data(), 0, value);
    return d.error();
}

} // namespace wirebench_runtime
