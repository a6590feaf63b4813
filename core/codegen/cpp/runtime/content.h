// SPDX-License-Identifier: MIT
#pragma once

#include "scalars.h"

namespace wirebench_runtime {

/// What codecs of content that is read as a whole have in common.
struct Content {
    static constexpr bool self = false;
    static constexpr bool remembers = false;
    static constexpr bool scalar = false;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = 0;
};

template <class V>
std::string_view text_of(const V& value)
{
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

template <class V>
void assign_bytes(V& value, const std::uint8_t* at, const std::uint8_t* end)
{
    if constexpr (requires { value.assign(at, end); })
        value.assign(at, end);
    else
        value = V(reinterpret_cast<typename V::const_pointer>(at), static_cast<std::size_t>(end - at));
}

inline void assign_bytes(std::string& value, const std::uint8_t* at, const std::uint8_t* end)
{
    value.assign(reinterpret_cast<const char*>(at), static_cast<std::size_t>(end - at));
}

template <std::size_t N>
void assign_bytes(std::array<std::uint8_t, N>& value, const std::uint8_t* at, const std::uint8_t*)
{
    std::memcpy(value.data(), at, N);
}

struct Text : Content {
    template <class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        e.text(value.size());
        return value.size();
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder&)
    {
        return copy_bytes(at, value.data(), value.size());
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        if (!d.text_fits(static_cast<std::uint64_t>(end - at), at) || !d.utf8(as_text(at, end)))
            return false;
        assign_bytes(value, at, end);
        return true;
    }
    template <class V>
    static bool zero(const V& value)
    {
        return value.empty();
    }
};

/// Bytes; exactly `count` of them where that is not 0.
template <std::size_t count = 0>
struct Bytes : Content {
    static constexpr std::size_t width = count;

    template <class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        if constexpr (count == 0)
            e.text(value.size());
        else if (value.size() != count)
            e.fail("array-count");
        return value.size();
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder&)
    {
        return copy_bytes(at, value.data(), value.size());
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        const auto bytes = static_cast<std::size_t>(end - at);
        if (count == 0 && !d.text_fits(bytes, at))
            return false;
        if (count != 0 && bytes != count) {
            d.fail("array-count", at);
            return false;
        }
        assign_bytes(value, at, end);
        return true;
    }
    template <class V>
    static bool zero(const V& value)
    {
        return count == 0
            ? value.empty()
            : value.size() == count && std::all_of(value.begin(), value.end(), [](auto byte) { return byte == 0; });
    }
};

/// Content of a fixed size that does not need its length to be read.
template <class C>
struct Bare : C {
    static constexpr bool self = true;

    template <class V>
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        if (static_cast<std::size_t>(end - at) < C::width)
            return d.fail("truncated", at);
        return C::read(d, at, at + C::width, value) ? at + C::width : nullptr;
    }
};

/// Content of a fixed size that must be there as a whole: bad-length otherwise.
template <class C, typename T, std::size_t bytes>
struct Whole : Content {
    static constexpr std::size_t width = bytes;

    static std::size_t size(const T& value, Encoder& e)
    {
        C::check(value, e);
        return bytes;
    }
    static std::uint8_t* put(std::uint8_t* at, const T& value, Encoder&)
    {
        C::write(at, value);
        return at + bytes;
    }
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, T& value)
    {
        if (static_cast<std::size_t>(end - at) != bytes) {
            d.fail("bad-length", at);
            return false;
        }
        return C::parse(d, at, value);
    }
    static bool zero(const T& value)
    {
        std::uint8_t written[bytes];
        C::write(written, value);
        return std::all_of(written, written + bytes, [](auto byte) { return byte == 0; });
    }
    static void check(const T&, Encoder&) { }
};

template <typename F, bool canonical = false>
struct Complex : Whole<Complex<F, canonical>, std::complex<F>, 2 * sizeof(F)> {
    static void write(std::uint8_t* at, const std::complex<F>& value)
    {
        store(at, static_cast<Stored<F>>(Fixed<F, canonical>::stored(value.real())));
        store(at + sizeof(F), static_cast<Stored<F>>(Fixed<F, canonical>::stored(value.imag())));
    }
    static bool parse(Decoder&, const std::uint8_t* at, std::complex<F>& value)
    {
        value = {load<F>(at), load<F>(at + sizeof(F))};
        return true;
    }
};

struct Time : Whole<Time, Timestamp, 12> {
    static constexpr std::int32_t second = 1'000'000'000;

    static void check(const Timestamp& value, Encoder& e)
    {
        if (value.nanos < 0 || value.nanos >= second)
            e.fail("value-range");
    }
    static void write(std::uint8_t* at, const Timestamp& value)
    {
        store(at, value.seconds);
        store(at + 8, value.nanos);
    }
    static bool parse(Decoder& d, const std::uint8_t* at, Timestamp& value)
    {
        value = {load<std::int64_t>(at), load<std::int32_t>(at + 8)};
        if (value.nanos >= 0 && value.nanos < second)
            return true;
        d.fail("value-range", at + 8);
        return false;
    }
};

/// Uuid and Decimal128.
template <typename T>
struct Sixteen : Whole<Sixteen<T>, T, 16> {
    static void write(std::uint8_t* at, const T& value) { std::memcpy(at, value.bytes.data(), 16); }
    static bool parse(Decoder&, const std::uint8_t* at, T& value)
    {
        std::memcpy(value.bytes.data(), at, 16);
        return true;
    }
};

/// Sign byte, length, magnitude most significant byte first without leading zeros.
struct BigInteger : Content {
    static std::size_t size(const BigInt& value, Encoder& e)
    {
        const std::size_t magnitude = value.significant().size();
        const std::size_t bytes = 1 + varint_size(magnitude) + magnitude;
        e.text(bytes);
        return bytes;
    }
    static std::uint8_t* put(std::uint8_t* at, const BigInt& value, Encoder&)
    {
        const std::span<const std::uint8_t> magnitude = value.significant();
        *at++ = value.negative && !magnitude.empty() ? 1 : 0;
        at = put_varint(at, magnitude.size());
        return copy_bytes(at, magnitude.data(), magnitude.size());
    }
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, BigInt& value)
    {
        value = BigInt();
        if (at == end)
            return true;
        if (!d.text_fits(static_cast<std::uint64_t>(end - at), at))
            return false;
        if (*at > 1) {
            d.fail("bigint-sign", at);
            return false;
        }
        value.negative = *at == 1;
        std::uint64_t length = 0;
        const std::uint8_t* const p = get_length(d, at + 1, end, length);
        if (p == nullptr)
            return false;
        value.magnitude.assign(p, p + length);
        return true;
    }
    static bool zero(const BigInt& value) { return value.significant().empty(); }
};

} // namespace wirebench_runtime
