// SPDX-License-Identifier: MIT
#pragma once

#include "record.h"
#include "series.h"

// Series of scalars whose elements share parts.

namespace wirebench_runtime {

/// Zero-ness and counting are those of packed elements.
template <class E, std::size_t fixed>
struct NumberSeries : SeriesBase<fixed> {
    template <class V>
    static bool zero(const V& values)
    {
        return Packed<E, fixed>::zero(values);
    }

protected:
    /// Reads the number of elements and holds it against the limits.
    static const std::uint8_t* get_count(Decoder& d, const std::uint8_t* at, const std::uint8_t* end,
                                         std::uint64_t& count)
    {
        const std::uint8_t* const p = get_varint(d, at, end, count);
        return p != nullptr && d.elements(count, 0, at) ? p : nullptr;
    }
    template <class V>
    static bool put_accepted(Decoder& d, const std::uint8_t* at, std::uint64_t stored, Filler<V>& filler)
    {
        typename V::value_type value{};
        return E::accept(d, at, stored, value) && (filler.put(value) || right_count<fixed>(d, fixed + 1, at));
    }
};

/// Numbers of a few bits one behind the other.
template <class V>
void put_all_bits(std::uint8_t* at, const V& values, unsigned width)
{
    std::memset(at, 0, (values.size() * width + 7) / 8);
    std::size_t bit = 0;
    for (const auto& value : values) {
        put_bits(at, bit, width, wide(value));
        bit += width;
    }
}

/// Bools as bits; their number is eight a byte.
template <class E, std::size_t fixed = 0>
struct Bits : NumberSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        return (values.size() + 7) / 8;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        put_all_bits(at, values, 1);
        return at + (values.size() + 7) / 8;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        const auto count = static_cast<std::size_t>(end - at) * 8;
        if (!d.elements(count, 0, at))
            return false;
        Filler<V> filler(values);
        filler.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            filler.put((at[i / 8] >> (i % 8) & 1u) != 0);
        return true;
    }
};

/// The first value, then differences.
template <class E, std::size_t fixed = 0>
struct Delta : NumberSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        std::size_t bytes = 0;
        std::uint64_t previous = 0;
        for (const auto& value : values) {
            std::uint64_t number = 0;
            if (!Logical<E, typename V::value_type>::number(value, number))
                e.fail("value-range");
            bytes += varint_size(zigzag(number - previous));
            previous = number;
        }
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        std::uint64_t previous = 0;
        for (const auto& value : values) {
            std::uint64_t number = 0;
            Logical<E, typename V::value_type>::number(value, number);
            at = put_varint(at, zigzag(number - previous));
            previous = number;
        }
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        const std::uint8_t* const begin = at;
        const auto count
            = static_cast<std::uint64_t>(std::count_if(at, end, [](std::uint8_t byte) { return byte < 0x80; }));
        if (!d.elements(count, 0, at))
            return false;
        Filler<V> filler(values);
        filler.reserve(count);
        std::uint64_t sum = 0;
        while (at != end) {
            std::uint64_t difference = 0;
            const std::uint8_t* const p = get_varint(d, at, end, difference);
            typename V::value_type value{};
            if (p == nullptr)
                return false;
            sum += unzigzag(difference);
            if (!Logical<E, typename V::value_type>::accept(d, at, sum, value))
                return false;
            if (!filler.put(value))
                return right_count<fixed>(d, fixed + 1, begin);
            at = p;
        }
        return right_count<fixed>(d, filler.count(), begin);
    }
};

/// How often, and what.
template <class E, std::size_t fixed = 0>
struct RunLength : NumberSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        std::size_t bytes = 0;
        for_runs(values,
                 [&](std::uint64_t run, std::uint64_t stored) { bytes += varint_size(run) + E::stored_size(stored); });
        for (const auto& value : values)
            E::size(value, e); // for its checks
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        for_runs(values,
                 [&](std::uint64_t run, std::uint64_t stored) { at = E::put_stored(put_varint(at, run), stored); });
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        const std::uint8_t* const begin = at;
        Filler<V> filler(values);
        while (at != end) {
            std::uint64_t run = 0;
            std::uint64_t stored = 0;
            const std::uint8_t* const p = get_varint(d, at, end, run);
            const std::uint8_t* const next = p == nullptr ? p : E::get_stored(d, p, end, stored);
            if (next == nullptr)
                return false;
            if (run == 0)
                return d.fail("run-zero", at) != nullptr;
            if (fixed != 0 && run > fixed - filler.count())
                return right_count<fixed>(d, fixed + 1, at);
            if (!d.elements(run, filler.count(), at) || !d.implied(run - 1, at))
                return false;
            typename V::value_type value{};
            if (!E::accept(d, p, stored, value))
                return false;
            for (std::uint64_t i = 0; i < run; ++i)
                filler.put(value);
            at = next;
        }
        return right_count<fixed>(d, filler.count(), begin);
    }

private:
    template <class V, class Function>
    static void for_runs(const V& values, Function function)
    {
        std::uint64_t run = 0;
        std::uint64_t running = 0;
        for (const auto& value : values) {
            const std::uint64_t stored = E::stored(value);
            if (run != 0 && stored != running) {
                function(run, running);
                run = 0;
            }
            running = stored;
            ++run;
        }
        if (run != 0)
            function(run, running);
    }
};

/// A count, the count of what is not zero, and that with the zeros skipped before it.
template <class E, std::size_t fixed = 0>
struct Sparse : NumberSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        std::uint64_t kept = 0;
        std::size_t bytes = varint_size(values.size());
        for_stored(values, [&](std::uint64_t gap, std::uint64_t stored) {
            ++kept;
            bytes += varint_size(gap) + E::stored_size(stored);
        });
        for (const auto& value : values)
            E::size(value, e); // for its checks
        return bytes + varint_size(kept);
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        std::uint64_t kept = 0;
        for_stored(values, [&](std::uint64_t, std::uint64_t) { ++kept; });
        at = put_varint(put_varint(at, values.size()), kept);
        for_stored(values,
                   [&](std::uint64_t gap, std::uint64_t stored) { at = E::put_stored(put_varint(at, gap), stored); });
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        Filler<V> filler(values);
        if (at == end)
            return right_count<fixed>(d, 0, at);
        std::uint64_t count = 0;
        std::uint64_t kept = 0;
        const std::uint8_t* const begin = at;
        const std::uint8_t* const second = NumberSeries<E, fixed>::get_count(d, at, end, count);
        if (second == nullptr || !right_count<fixed>(d, count, begin))
            return false;
        at = get_varint(d, second, end, kept);
        if (at == nullptr)
            return false;
        if (kept > count)
            return d.fail("sparse-count", second) != nullptr;
        if (!d.implied(count - kept, begin))
            return false;
        if (kept > static_cast<std::uint64_t>(end - at) / (1 + E::least))
            return d.fail("truncated", second) != nullptr;
        for (std::uint64_t i = 0; i < kept; ++i) {
            std::uint64_t gap = 0;
            std::uint64_t stored = 0;
            const std::uint8_t* const p = get_varint(d, at, end, gap);
            if (p == nullptr)
                return false;
            if (gap >= count - filler.count())
                return d.fail("sparse-gap", at) != nullptr;
            at = E::get_stored(d, p, end, stored);
            if (at == nullptr)
                return false;
            put_zeros(filler, gap);
            if (!NumberSeries<E, fixed>::put_accepted(d, p, stored, filler))
                return false;
        }
        put_zeros(filler, count - filler.count());
        return true;
    }

private:
    template <class V, class Function>
    static void for_stored(const V& values, Function function)
    {
        std::uint64_t gap = 0;
        for (const auto& value : values) {
            const std::uint64_t stored = E::stored(value);
            if (stored == 0) {
                ++gap;
                continue;
            }
            function(gap, stored);
            gap = 0;
        }
    }
    template <class V>
    static void put_zeros(Filler<V>& filler, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i)
            filler.put(typename V::value_type{});
    }
};

/// A count, then numbers of `width` bits.
template <class E, unsigned width, std::size_t fixed = 0>
struct BitPacked : NumberSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        for (const auto& value : values) {
            E::size(value, e); // for its checks
            if (number(value) > low_bits(width))
                e.fail("value-range");
        }
        return varint_size(values.size()) + (values.size() * width + 7) / 8;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        at = put_varint(at, values.size());
        std::uint8_t* const end = at + (values.size() * width + 7) / 8;
        std::memset(at, 0, static_cast<std::size_t>(end - at));
        std::size_t bit = 0;
        for (const auto& value : values) {
            put_bits(at, bit, width, number(value));
            bit += width;
        }
        return end;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        Filler<V> filler(values);
        if (at == end)
            return right_count<fixed>(d, 0, at);
        std::uint64_t count = 0;
        const std::uint8_t* const begin = at;
        at = NumberSeries<E, fixed>::get_count(d, at, end, count);
        if (at == nullptr)
            return false;
        if (count > static_cast<std::uint64_t>(end - at) * 8 / width)
            return d.fail("truncated", begin) != nullptr;
        filler.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            if (!NumberSeries<E, fixed>::put_accepted(d, at, get_bits(at, static_cast<std::size_t>(i) * width, width),
                                                      filler))
                return false;
        }
        return right_count<fixed>(d, count, begin);
    }

private:
    template <typename T>
    static std::uint64_t number(const T& value)
    {
        if constexpr (std::is_enum_v<T>)
            return static_cast<std::uint32_t>(value);
        else
            return wide(value);
    }
};

} // namespace wirebench_runtime
