// SPDX-License-Identifier: MIT
#pragma once

#include "values.h"

#include <iterator>

// Values that point into the input, and their way to values that own what they hold.

namespace wirebench_runtime {

using ByteView = std::span<const std::uint8_t>;

/// The order of the bytes of keys.
struct ByteLess {
    bool operator()(ByteView a, ByteView b) const
    {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    }
};

/// Numbers of a fixed width as they lie in the input, at any address.
template <typename T>
class NumberView {
public:
    using value_type = T;
    static constexpr bool lies_in_input = true;

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = T;

        Iterator() = default;
        explicit Iterator(const std::uint8_t* at) : m_at(at) { }
        T operator*() const { return load<T>(m_at); }
        Iterator& operator++()
        {
            m_at += sizeof(T);
            return *this;
        }
        Iterator operator++(int)
        {
            Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const std::uint8_t* m_at = nullptr;
    };

    NumberView() = default;
    NumberView(const std::uint8_t* data, std::size_t size) : m_data(data), m_size(size) { }

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    T operator[](std::size_t index) const { return load<T>(m_data + index * sizeof(T)); }
    Iterator begin() const { return Iterator(m_data); }
    Iterator end() const { return Iterator(m_data + m_size * sizeof(T)); }
    /// The numbers as they lie there, least significant byte first.
    ByteView bytes() const { return {m_data, m_size * sizeof(T)}; }
    std::vector<T> to_owned() const
    {
        std::vector<T> numbers(m_size);
        if constexpr (kLittleEndian)
            copy_bytes(reinterpret_cast<std::uint8_t*>(numbers.data()), m_data, m_size * sizeof(T));
        else
            std::copy(begin(), end(), numbers.begin());
        return numbers;
    }

private:
    const std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

/// A value of a type that the schema does not have, where it lies.
struct ForeignView {
    std::uint64_t id = 0; ///< As in Foreign.
    std::string_view name;
    ByteView bytes;

    Foreign to_owned() const { return {id, std::string(name), {bytes.begin(), bytes.end()}}; }
};

/// Makes `to` a copy of `from` that needs the input no more.
template <class To, class From>
void own(To& to, const From& from)
{
    if constexpr (std::is_same_v<To, From> || std::is_same_v<From, std::string_view>) {
        to = from;
    } else if constexpr (requires { from.to_owned(); }) {
        to = from.to_owned();
    } else if constexpr (std::is_same_v<From, ByteView>) {
        to.assign(from.begin(), from.end());
    } else if constexpr (requires { typename From::mapped_type; }) {
        to.clear();
        for (const auto& [view, value] : from) {
            typename To::key_type key{};
            own(key, view);
            own(to[std::move(key)], value);
        }
    } else if constexpr (requires { to.emplace(); }) {
        to.reset();
        if (from)
            own(to.emplace(), *from);
    } else {
        to.resize(from.size());
        for (std::size_t i = 0; i < from.size(); ++i)
            own(to[i], from[i]);
    }
}

/// Of variants whose alternatives match one another.
template <class To, class From>
void own_variant(To& to, const From& from)
{
    const auto one = [&]<std::size_t... index>(std::index_sequence<index...>)
    {
        ((from.index() == index ? own(to.template emplace<index>(), std::get<index>(from)) : void()), ...);
    };
    one(std::make_index_sequence<std::variant_size_v<From>>());
}

} // namespace wirebench_runtime
