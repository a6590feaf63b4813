// SPDX-License-Identifier: MIT
#pragma once

#include "series.h"

namespace wirebench_runtime {

/// A map: a count, then each entry as length, key, length, value, sorted by the keys' bytes.
template <class K, class E>
struct MapOf {
    static constexpr bool self = false;
    static constexpr bool remembers = true;
    static constexpr bool scalar = false;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = 0;

    template <class V>
    static std::size_t size(const V& map, Encoder& e)
    {
        e.elements(map.size());
        std::size_t bytes = varint_size(map.size());
        const auto entry = [&](const auto& pair) {
            bytes += delimited_size<K>(pair.first, e);
            bytes += delimited_size<E>(pair.second, e);
        };
        if constexpr (!K::scalar) {
            // The order of texts and bytes is that of their bytes.
            for (const auto& pair : map)
                entry(pair);
        } else {
            std::vector<Sorted<V>> sorted;
            sorted.reserve(map.size());
            for (const auto& pair : map)
                sorted.push_back({key_bytes(pair.first), &pair});
            std::sort(sorted.begin(), sorted.end(),
                      [](const Sorted<V>& a, const Sorted<V>& b) { return a.key.view() < b.key.view(); });
            for (const Sorted<V>& one : sorted)
                e.order(one.entry);
            for (const Sorted<V>& one : sorted)
                entry(*one.entry);
        }
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& map, Encoder& e)
    {
        at = put_varint(at, map.size());
        const auto entry = [&](const auto& pair) {
            at = put_delimited<K>(at, pair.first, e);
            at = put_delimited<E>(at, pair.second, e);
        };
        if constexpr (!K::scalar) {
            for (const auto& pair : map)
                entry(pair);
        } else {
            const void* const* const entries = e.take_ordered(map.size());
            for (std::size_t i = 0; i < map.size(); ++i)
                entry(*static_cast<const typename V::value_type*>(entries[i]));
        }
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& map)
    {
        map.clear();
        if (at == end)
            return true;
        std::uint64_t count = 0;
        const std::uint8_t* const begin = at;
        at = get_varint(d, at, end, count);
        if (at == nullptr || !d.elements(count, 0, begin))
            return false;
        if (count > static_cast<std::uint64_t>(end - at) / (2 + K::least + E::least))
            return d.fail("truncated", begin) != nullptr;
        for (std::uint64_t i = 0; i < count; ++i) {
            typename V::key_type key{};
            typename V::mapped_type value{};
            at = get_delimited<K>(d, at, end, key);
            if (at != nullptr)
                at = get_delimited<E>(d, at, end, value);
            if (at == nullptr || !d.in_time(at))
                return false;
            map.insert_or_assign(map.end(), std::move(key), std::move(value));
        }
        return true;
    }
    template <class V>
    static bool zero(const V& map)
    {
        return map.empty();
    }

    /// The bytes by which a scalar key is sorted.
    struct Key {
        std::array<char, 10> bytes{};
        std::size_t size = 0;
        std::string_view view() const { return {bytes.data(), size}; }
    };
    template <class T>
    static Key key_bytes(const T& value)
    {
        Key key;
        auto* const at = reinterpret_cast<std::uint8_t*>(key.bytes.data());
        key.size = static_cast<std::size_t>(K::put_stored(at, K::stored(value)) - at);
        return key;
    }

private:
    template <class V>
    struct Sorted {
        Key key;
        const typename V::value_type* entry;
    };
};

} // namespace wirebench_runtime
