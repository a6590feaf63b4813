// SPDX-License-Identifier: MIT
#pragma once

#include "codec.h"

namespace wirebench_runtime {

/// Bits of a float as they are written where one form is the right one: +0 for −0, the quiet NaN for every NaN.
template <typename T>
Stored<T> canonical_bits(T value)
{
    if (value != value)
        return sizeof(T) == 4 ? static_cast<Stored<T>>(0x7FC00000u) : static_cast<Stored<T>>(0x7FF8000000000000u);
    return value == 0 ? Stored<T>{0} : std::bit_cast<Stored<T>>(value);
}

/// A number as an integer of 64 bits, two's complement.
template <typename T>
constexpr std::uint64_t wide(T number)
{
    if constexpr (std::is_signed_v<T>)
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(number));
    else
        return number;
}

/// Whether an integer of 64 bits fits T, and what it is there.
template <typename T>
bool narrow(std::uint64_t number, T& value)
{
    value = static_cast<T>(number);
    return wide(value) == number;
}

/// Numbers of fixed width, least significant byte first. What scalars have beside what every codec has:
///     stored(value), accept(decoder, at, stored, value)      the number as it lies on the wire, and back
///     get_stored, put_stored, stored_size                    that number alone
template <typename T, bool canonical = false>
struct Fixed {
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = true;
    static constexpr std::size_t width = sizeof(T);
    static constexpr std::size_t least = width;

    static std::size_t size(T, Encoder&) { return width; }
    static std::uint8_t* put(std::uint8_t* at, T value, Encoder&)
    {
        if constexpr (canonical)
            store(at, canonical_bits(value));
        else
            store(at, value);
        return at + width;
    }
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, T& value)
    {
        if (static_cast<std::size_t>(end - at) < width)
            return d.fail("truncated", at);
        load(at, value);
        return at + width;
    }
    static bool zero(T value) { return stored(value) == 0; }

    static std::uint64_t stored(T value)
    {
        if constexpr (canonical)
            return canonical_bits(value);
        else if constexpr (std::is_same_v<T, bool>)
            return value ? 1 : 0;
        else
            return std::bit_cast<Stored<T>>(value);
    }
    static bool accept(Decoder&, const std::uint8_t*, std::uint64_t stored, T& value)
    {
        if constexpr (std::is_same_v<T, bool>)
            value = stored != 0;
        else
            value = std::bit_cast<T>(static_cast<Stored<T>>(stored));
        return true;
    }
    static std::size_t stored_size(std::uint64_t) { return width; }
    static std::uint8_t* put_stored(std::uint8_t* at, std::uint64_t stored)
    {
        store(at, static_cast<Stored<T>>(stored));
        return at + width;
    }
    static const std::uint8_t* get_stored(Decoder& d, const std::uint8_t* at, const std::uint8_t* end,
                                          std::uint64_t& stored)
    {
        if (static_cast<std::size_t>(end - at) < width)
            return d.fail("truncated", at);
        stored = load<Stored<T>>(at);
        return at + width;
    }
};

enum class Coding : std::uint8_t { plain, sign_extended, zigzag };

/// What the varints have in common; `C` gives stored() and accept().
template <class C, typename T>
struct VarintBase {
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = true;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = 1;

    static std::size_t size(T value, Encoder& e)
    {
        C::check(value, e);
        return varint_size(C::stored(value));
    }
    static std::uint8_t* put(std::uint8_t* at, T value, Encoder&) { return put_varint(at, C::stored(value)); }
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, T& value)
    {
        std::uint64_t stored = 0;
        const std::uint8_t* const p = get_varint(d, at, end, stored);
        return p != nullptr && C::accept(d, at, stored, value) ? p : nullptr;
    }
    static bool zero(T value) { return C::stored(value) == 0; }
    static void check(T, Encoder&) { }

    static std::size_t stored_size(std::uint64_t stored) { return varint_size(stored); }
    static std::uint8_t* put_stored(std::uint8_t* at, std::uint64_t stored) { return put_varint(at, stored); }
    static const std::uint8_t* get_stored(Decoder& d, const std::uint8_t* at, const std::uint8_t* end,
                                          std::uint64_t& stored)
    {
        return get_varint(d, at, end, stored);
    }
};

template <typename T, Coding coding = Coding::plain>
struct Varint : VarintBase<Varint<T, coding>, T> {
    static std::uint64_t stored(T value) { return coding == Coding::zigzag ? zigzag(wide(value)) : wide(value); }
    static bool accept(Decoder& d, const std::uint8_t* at, std::uint64_t stored, T& value)
    {
        if (narrow(coding == Coding::zigzag ? unzigzag(stored) : stored, value))
            return true;
        d.fail("value-range", at);
        return false;
    }
};

template <>
struct Varint<bool, Coding::plain> : VarintBase<Varint<bool, Coding::plain>, bool> {
    static std::uint64_t stored(bool value) { return value ? 1 : 0; }
    static bool accept(Decoder&, const std::uint8_t*, std::uint64_t stored, bool& value)
    {
        value = stored != 0;
        return true;
    }
};

/// An enum of which any number from 0 to 2³¹−1 is a value.
template <typename E>
struct VarintEnum : VarintBase<VarintEnum<E>, E> {
    static std::uint64_t stored(E value) { return static_cast<std::uint32_t>(value); }
    static void check(E value, Encoder& e)
    {
        if (static_cast<std::int32_t>(value) < 0)
            e.fail("value-range");
    }
    static bool accept(Decoder& d, const std::uint8_t* at, std::uint64_t stored, E& value)
    {
        if (stored > 0x7FFFFFFF) {
            d.fail("value-range", at);
            return false;
        }
        value = static_cast<E>(static_cast<std::int32_t>(stored));
        return true;
    }
};

/// The integer of 64 bits that a coding of differences works with.
template <class C, typename T>
struct Logical {
    static bool number(const T& value, std::uint64_t& number)
    {
        number = wide(value);
        return true;
    }
    static bool accept(Decoder& d, const std::uint8_t* at, std::uint64_t number, T& value)
    {
        if (narrow(number, value))
            return true;
        d.fail("value-range", at);
        return false;
    }
};

template <class C>
struct Logical<C, Timestamp> {
    static constexpr std::int64_t second = 1'000'000'000;

    /// False when the time lies outside nanoseconds of 64 bits.
    static bool number(const Timestamp& value, std::uint64_t& number)
    {
        // Before 1970 the whole seconds may lie below the range and the sum within it: one of them is moved over.
        const std::int64_t moved = value.seconds < 0 ? 1 : 0;
        const std::int64_t seconds = value.seconds + moved;
        const std::int64_t rest = value.nanos - moved * second;
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
        constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
        if (seconds > most / second || seconds < lowest / second)
            return false;
        const std::int64_t whole = seconds * second;
        if (rest > 0 ? whole > most - rest : whole < lowest - rest)
            return false;
        number = static_cast<std::uint64_t>(whole + rest);
        return true;
    }
    static bool accept(Decoder&, const std::uint8_t*, std::uint64_t number, Timestamp& value)
    {
        const auto total = static_cast<std::int64_t>(number);
        value.seconds = total / second;
        value.nanos = static_cast<std::int32_t>(total % second);
        if (value.nanos < 0) {
            value.nanos += static_cast<std::int32_t>(second);
            --value.seconds;
        }
        return true;
    }
};

} // namespace wirebench_runtime
