// SPDX-License-Identifier: MIT
#pragma once

#include "tagged.h"

// Series whose elements stand alone: packed and counted.

namespace wirebench_runtime {

/// What all series have in common. `fixed` is the exact number of elements; 0: any.
template <std::size_t fixed>
struct SeriesBase {
    static constexpr bool self = false;
    static constexpr bool remembers = true;
    static constexpr bool scalar = false;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = 0;

    template <class V>
    static void check(const V& values, Encoder& e)
    {
        e.elements(values.size());
        if (fixed != 0 && values.size() != fixed)
            e.fail("array-count");
    }
};

/// Puts elements into a container one after another: at its end, or into the places of an array.
template <class V>
class Filler {
    static constexpr bool grows = requires(V v) { v.clear(); };

public:
    /// Whether next() can be used.
    static constexpr bool in_place = grows && !std::is_same_v<typename V::value_type, bool>;

    explicit Filler(V& values) : m_values(values)
    {
        if constexpr (grows)
            values.clear();
    }

    void reserve(std::uint64_t count)
    {
        if constexpr (grows)
            m_values.reserve(m_values.size() + static_cast<std::size_t>(std::min<std::uint64_t>(count, 1u << 16)));
    }
    /// A new element at the end, to be filled in its place.
    typename V::value_type& next()
    {
        ++m_count;
        return m_values.emplace_back();
    }
    /// Puts an element; false when there is no place for it.
    bool put(typename V::value_type value)
    {
        if constexpr (grows) {
            m_values.push_back(std::move(value));
        } else {
            if (m_count == m_values.size())
                return false;
            m_values[m_count] = std::move(value);
        }
        ++m_count;
        return true;
    }
    std::size_t count() const { return m_count; }

private:
    V& m_values;
    std::size_t m_count = 0;
};

template <std::size_t fixed>
bool right_count(Decoder& d, std::uint64_t count, const std::uint8_t* at)
{
    if (fixed == 0 || count == fixed)
        return true;
    d.fail("array-count", at);
    return false;
}

/// Elements in their bare form up to the end.
template <class E, std::size_t fixed = 0>
struct Packed : SeriesBase<fixed> {
    template <class V>
    static constexpr bool block = E::scalar&& E::width != 0 && kLittleEndian
        && sizeof(typename V::value_type) == E::width && !std::is_same_v<typename V::value_type, bool>;

    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        if constexpr (E::scalar && E::width != 0) {
            return values.size() * E::width;
        } else {
            std::size_t bytes = 0;
            for (const auto& value : values)
                bytes += bare_size<E>(value, e);
            return bytes;
        }
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder& e)
    {
        if constexpr (block<V> && std::is_integral_v<typename V::value_type>)
            return copy_bytes(at, values.data(), values.size() * E::width);
        for (const auto& value : values)
            at = put_bare<E>(at, value, e);
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        if constexpr (E::scalar && E::width != 0) {
            const auto bytes = static_cast<std::size_t>(end - at);
            const std::size_t count = bytes / E::width;
            if (!d.elements(count, 0, at))
                return false;
            if (bytes % E::width != 0) {
                d.fail("truncated", at + count * E::width);
                return false;
            }
            if (!right_count<fixed>(d, count, at))
                return false;
            if constexpr (requires { V::lies_in_input; }) {
                values = V(at, count);
            } else if constexpr (block<V>) {
                resize_all(values, count);
                if (count != 0)
                    std::memcpy(values.data(), at, bytes);
            } else {
                resize_all(values, count);
                for (std::size_t i = 0; i < count; ++i, at += E::width)
                    values[i] = load<typename V::value_type>(at);
            }
            return true;
        } else {
            const std::uint8_t* const begin = at;
            Filler<V> filler(values);
            if constexpr (E::scalar)
                filler.reserve(
                    static_cast<std::uint64_t>(std::count_if(at, end, [](std::uint8_t byte) { return byte < 0x80; })));
            while (at != end) {
                typename V::value_type value{};
                if (!d.elements(1, filler.count(), at))
                    return false;
                at = get_bare<E>(d, at, end, value);
                if (at == nullptr)
                    return false;
                if (!filler.put(std::move(value)))
                    return right_count<fixed>(d, fixed + 1, begin);
            }
            return right_count<fixed>(d, filler.count(), begin);
        }
    }
    template <class V>
    static bool zero(const V& values)
    {
        if constexpr (fixed == 0)
            return values.empty();
        else
            return values.size() == fixed
                && std::all_of(values.begin(), values.end(), [](const auto& value) { return E::zero(value); });
    }

private:
    template <class V>
    static void resize_all(V& values, std::size_t count)
    {
        if constexpr (requires { values.resize(count); })
            values.resize(count);
    }
};

/// A count, then each element as a length and its content.
template <class E, std::size_t fixed = 0>
struct Counted : SeriesBase<fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        std::size_t bytes = varint_size(values.size());
        for (const auto& value : values)
            bytes += delimited_size<E>(value, e);
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder& e)
    {
        at = put_varint(at, values.size());
        for (const auto& value : values)
            at = put_delimited<E>(at, value, e);
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        Filler<V> filler(values);
        if (at == end)
            return right_count<fixed>(d, 0, at);
        std::uint64_t count = 0;
        const std::uint8_t* const begin = at;
        at = get_varint(d, at, end, count);
        if (at == nullptr || !d.elements(count, 0, begin))
            return false;
        if (count > static_cast<std::uint64_t>(end - at) / (1 + E::least)) {
            d.fail("truncated", begin);
            return false;
        }
        if (!right_count<fixed>(d, count, begin))
            return false;
        filler.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            if constexpr (Filler<V>::in_place) {
                at = get_delimited<E>(d, at, end, filler.next());
            } else {
                typename V::value_type value{};
                at = get_delimited<E>(d, at, end, value);
                filler.put(std::move(value));
            }
            if (at == nullptr)
                return false;
        }
        return true;
    }
    template <class V>
    static bool zero(const V& values)
    {
        return Packed<E, fixed>::zero(values);
    }
};

} // namespace wirebench_runtime
