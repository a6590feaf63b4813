// SPDX-License-Identifier: MIT
#pragma once

#include "content.h"

// Fields at bit offsets of a packed integer, least significant bit first.

namespace wirebench_runtime {

constexpr std::uint64_t low_bits(unsigned count)
{
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

/// Up to 64 bits from bit `bit` on. Touches only the bytes that hold them.
inline std::uint64_t get_bits(const std::uint8_t* bytes, std::size_t bit, unsigned count)
{
    std::uint64_t value = 0;
    unsigned done = 0;
    while (done < count) {
        const auto offset = static_cast<unsigned>(bit % 8);
        const unsigned taken = std::min(8 - offset, count - done);
        value |= (static_cast<std::uint64_t>(bytes[bit / 8] >> offset) & low_bits(taken)) << done;
        done += taken;
        bit += taken;
    }
    return value;
}

/// Sets bits that are zero.
inline void put_bits(std::uint8_t* bytes, std::size_t bit, unsigned count, std::uint64_t value)
{
    while (count > 0) {
        const auto offset = static_cast<unsigned>(bit % 8);
        const unsigned taken = std::min(8 - offset, count);
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | (value & low_bits(taken)) << offset);
        value >>= taken;
        bit += taken;
        count -= taken;
    }
}

// Codecs of fields have
//     get(decoder, bytes, bit, value)    false after an error
//     put(bytes, bit, value, encoder)
//     width                              bits, without a presence bit

/// A record inside another.
template <unsigned bits>
struct RecordTraits {
    static constexpr unsigned width = bits;
};

struct BitBool {
    static constexpr unsigned width = 1;
    static bool get(Decoder&, const std::uint8_t* bytes, std::size_t bit, bool& value)
    {
        value = get_bits(bytes, bit, 1) != 0;
        return true;
    }
    static void put(std::uint8_t* bytes, std::size_t bit, bool value, Encoder&)
    {
        put_bits(bytes, bit, 1, value ? 1 : 0);
    }
};

inline bool bits_fail(Decoder& d, const char* code, const std::uint8_t* bytes, std::size_t bit)
{
    d.fail(code, bytes + bit / 8);
    return false;
}

/// An integer from `lowest` to `highest`, stored as its distance from the lowest.
template <typename T, unsigned bits, T lowest, T highest>
struct BitInt {
    static constexpr unsigned width = bits;
    static bool get(Decoder& d, const std::uint8_t* bytes, std::size_t bit, T& value)
    {
        const std::uint64_t stored = get_bits(bytes, bit, bits);
        if (stored > wide(highest) - wide(lowest))
            return bits_fail(d, "value-range", bytes, bit);
        value = static_cast<T>(wide(lowest) + stored);
        return true;
    }
    static void put(std::uint8_t* bytes, std::size_t bit, T value, Encoder& e)
    {
        if (value < lowest || value > highest)
            e.fail("value-range");
        else
            put_bits(bytes, bit, bits, wide(value) - wide(lowest));
    }
};

template <typename F>
struct BitFloat {
    static constexpr unsigned width = sizeof(F) * 8;
    static bool get(Decoder&, const std::uint8_t* bytes, std::size_t bit, F& value)
    {
        value = std::bit_cast<F>(static_cast<Stored<F>>(get_bits(bytes, bit, width)));
        return true;
    }
    static void put(std::uint8_t* bytes, std::size_t bit, F value, Encoder&)
    {
        put_bits(bytes, bit, width, std::bit_cast<Stored<F>>(value));
    }
};

/// An enum stored as its index, of which there are `count`.
template <typename E, unsigned bits, std::uint32_t count>
struct BitEnum {
    static constexpr unsigned width = bits;
    static bool get(Decoder& d, const std::uint8_t* bytes, std::size_t bit, E& value)
    {
        const std::uint64_t stored = get_bits(bytes, bit, bits);
        if (stored >= count)
            return bits_fail(d, "unknown-enum-value", bytes, bit);
        value = static_cast<E>(static_cast<std::int32_t>(stored));
        return true;
    }
    static void put(std::uint8_t* bytes, std::size_t bit, E value, Encoder& e)
    {
        if (static_cast<std::uint32_t>(value) >= count)
            e.fail("unknown-enum-value");
        else
            put_bits(bytes, bit, bits, static_cast<std::uint32_t>(value));
    }
};

template <typename F, unsigned bits_count, std::uint64_t defined>
struct BitFlags {
    static constexpr unsigned width = bits_count;
    static bool get(Decoder& d, const std::uint8_t* bytes, std::size_t bit, F& value)
    {
        const std::uint64_t stored = get_bits(bytes, bit, width);
        if ((stored & ~defined) != 0)
            return bits_fail(d, "undefined-flag", bytes, bit);
        value.bits = static_cast<decltype(value.bits)>(stored);
        return true;
    }
    static void put(std::uint8_t* bytes, std::size_t bit, const F& value, Encoder& e)
    {
        if ((value.bits & ~defined) != 0)
            e.fail("unknown-flag");
        else
            put_bits(bytes, bit, width, value.bits);
    }
};

/// A date as whole units of `unit` seconds since `origin`, at most `units` of them.
template <unsigned bits, std::int64_t origin_seconds, std::int64_t unit_seconds, std::uint64_t units>
struct BitDate {
    static constexpr unsigned width = bits;
    static constexpr std::int64_t origin = origin_seconds;
    static constexpr std::int64_t unit = unit_seconds;

    static bool get(Decoder& d, const std::uint8_t* bytes, std::size_t bit, std::chrono::sys_seconds& value)
    {
        const std::uint64_t stored = get_bits(bytes, bit, bits);
        if (stored > units)
            return bits_fail(d, "past-max-date", bytes, bit);
        value = std::chrono::sys_seconds(std::chrono::seconds(origin + static_cast<std::int64_t>(stored) * unit));
        return true;
    }
    static void put(std::uint8_t* bytes, std::size_t bit, std::chrono::sys_seconds value, Encoder& e)
    {
        const std::int64_t since = value.time_since_epoch().count() - origin;
        if (since % unit != 0)
            e.fail("date-not-whole");
        else if (since < 0 || static_cast<std::uint64_t>(since / unit) > units)
            e.fail("value-range");
        else
            put_bits(bytes, bit, bits, static_cast<std::uint64_t>(since / unit));
    }
};

/// A presence bit, then the value; all zero where there is none.
template <class C>
struct BitOptional {
    static constexpr unsigned width = C::width + 1;

    template <class V>
    static bool get(Decoder& d, const std::uint8_t* bytes, std::size_t bit, V& value)
    {
        value.reset();
        return get_bits(bytes, bit, 1) == 0 || C::get(d, bytes, bit + 1, value.emplace());
    }
    template <class V>
    static void put(std::uint8_t* bytes, std::size_t bit, const V& value, Encoder& e)
    {
        if (!value)
            return;
        put_bits(bytes, bit, 1, 1);
        C::put(bytes, bit + 1, *value, e);
    }
};

template <class V>
bool resize_to(V& value, std::size_t count)
{
    if constexpr (requires { value.resize(count); })
        value.resize(count);
    return value.size() == count;
}

/// `capacity` slots, of which the count in front of them says how many are used; all of them where it has no bits.
template <class C, unsigned count_bits, std::uint64_t capacity>
struct BitArray {
    static constexpr unsigned width = count_bits + static_cast<unsigned>(capacity) * C::width;

    template <class V>
    static bool get(Decoder& d, const std::uint8_t* bytes, std::size_t bit, V& value)
    {
        const std::uint64_t count = count_bits == 0 ? capacity : get_bits(bytes, bit, count_bits);
        if (count > capacity)
            return bits_fail(d, "count-above-max", bytes, bit);
        if (!d.elements(count, 0, bytes + bit / 8))
            return false;
        resize_to(value, count);
        bit += count_bits;
        for (std::size_t i = 0; i < count; ++i, bit += C::width) {
            if constexpr (std::is_same_v<typename V::value_type, bool>)
                value[i] = get_bits(bytes, bit, 1) != 0;
            else if (!C::get(d, bytes, bit, value[i]))
                return false;
        }
        return true;
    }
    template <class V>
    static void put(std::uint8_t* bytes, std::size_t bit, const V& value, Encoder& e)
    {
        e.elements(value.size());
        if (count_bits == 0 ? value.size() != capacity : value.size() > capacity) {
            e.fail("array-count");
            return;
        }
        put_bits(bytes, bit, count_bits, value.size());
        bit += count_bits;
        for (const auto& element : value) {
            C::put(bytes, bit, element, e);
            bit += C::width;
        }
    }
};

} // namespace wirebench_runtime
