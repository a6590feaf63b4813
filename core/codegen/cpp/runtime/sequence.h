// SPDX-License-Identifier: MIT
#pragma once

#include "content.h"

// Values that lie one after another, with lengths and counts of a fixed width.

namespace wirebench_runtime {

/// A type of a length or a count as wide as `bytes`.
template <std::size_t bytes>
using Prefix = std::conditional_t<
    bytes == 1, std::uint8_t,
    std::conditional_t<bytes == 2, std::uint16_t, std::conditional_t<bytes == 4, std::uint32_t, std::uint64_t>>>;

template <std::size_t prefix>
struct PrefixedText {
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = false;
    static constexpr std::size_t least = prefix;

    template <class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        e.text(value.size());
        if (value.size() > std::numeric_limits<Prefix<prefix>>::max())
            e.fail("value-range");
        return prefix + value.size();
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder&)
    {
        store(at, static_cast<Prefix<prefix>>(value.size()));
        return copy_bytes(at + prefix, value.data(), value.size());
    }
    template <class V>
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        if (static_cast<std::size_t>(end - at) < prefix)
            return d.fail("truncated", at);
        const std::size_t length = load<Prefix<prefix>>(at);
        if (!d.text_fits(length, at))
            return nullptr;
        const std::uint8_t* const p = at + prefix;
        if (length > static_cast<std::size_t>(end - p))
            return d.fail("truncated", at);
        if (!d.utf8(as_text(p, p + length)))
            return nullptr;
        assign_bytes(value, p, p + length);
        return p + length;
    }
};

/// A struct whose fields lie one after another and take at least `bytes` bytes. `takes_notes` where messages with
/// lengths of their own may be among them.
template <std::size_t bytes, bool takes_notes>
struct SequenceTraits {
    static constexpr bool notes = takes_notes;
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = false;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = bytes;
};

/// A struct of fixed size: `C` loads and stores it without looking for the end.
template <class C, std::size_t bytes, std::uint32_t nesting>
struct FixedStruct {
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = false;
    static constexpr bool notes = false;
    static constexpr std::size_t least = bytes;
    static constexpr std::size_t block_width = bytes;
    static constexpr std::uint32_t levels = nesting;

    template <class V>
    static std::size_t size(const V&, Encoder& e)
    {
        e.nesting(nesting);
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder&)
    {
        C::store(at, value);
        return at + bytes;
    }
    template <class V>
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        if (!d.nesting(nesting, at))
            return nullptr;
        if (static_cast<std::size_t>(end - at) < bytes)
            return d.fail("truncated", at);
        C::load(at, value);
        return at + bytes;
    }
};

/// The header of a message: type id and bytes of the fields.
inline constexpr std::size_t kHeaderBytes = 12;

inline std::uint8_t* put_header(std::uint8_t* at, std::uint64_t type_id, std::size_t message_bytes)
{
    store(at, type_id);
    store(at + 8, static_cast<std::uint32_t>(message_bytes - kHeaderBytes));
    return at + kHeaderBytes;
}

/// Gives the end of the fields; null when the header is not that of the message.
inline const std::uint8_t* check_header(Decoder& d, const std::uint8_t* at, const std::uint8_t* end,
                                        std::uint64_t type_id)
{
    if (static_cast<std::size_t>(end - at) < kHeaderBytes)
        return d.fail("truncated", at);
    if (load<std::uint64_t>(at) != type_id)
        return d.fail("type-id", at);
    const std::size_t payload = load<std::uint32_t>(at + 8);
    at += kHeaderBytes;
    return payload > static_cast<std::size_t>(end - at) ? d.fail("truncated", at - 4) : at + payload;
}

/// A count, then that many elements.
template <std::size_t prefix, class E>
struct ListOf {
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = false;
    static constexpr std::size_t least = prefix;

    template <class V>
    static constexpr bool block = E::scalar&& kLittleEndian && !std::is_same_v<typename V::value_type, bool>;

    template <class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        e.elements(value.size());
        if (value.size() > std::numeric_limits<Prefix<prefix>>::max())
            e.fail("value-range");
        if constexpr (E::scalar) {
            return prefix + value.size() * E::width;
        } else if constexpr (requires { E::block_width; }) {
            if (!value.empty())
                e.nesting(E::levels);
            return prefix + value.size() * E::block_width;
        } else {
            std::size_t bytes = prefix;
            for (const auto& element : value)
                bytes += E::size(element, e);
            return bytes;
        }
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder& e)
    {
        store(at, static_cast<Prefix<prefix>>(value.size()));
        at += prefix;
        if constexpr (block<V>)
            return copy_bytes(at, value.data(), value.size() * E::width);
        for (const auto& element : value)
            at = E::put(at, element, e);
        return at;
    }
    template <class V>
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        if (static_cast<std::size_t>(end - at) < prefix)
            return d.fail("truncated", at);
        const std::size_t count = load<Prefix<prefix>>(at);
        if (!d.elements(count, 0, at))
            return nullptr;
        const std::uint8_t* p = at + prefix;
        if (count > static_cast<std::size_t>(end - p) / E::least)
            return d.fail("truncated", at);
        if constexpr (requires { V::lies_in_input; }) {
            value = V(p, count);
            return p + count * E::width;
        } else if constexpr (block<V>) {
            value.resize(count);
            if (count != 0)
                std::memcpy(value.data(), p, count * E::width);
            return p + count * E::width;
        } else if constexpr (E::scalar) {
            value.resize(count);
            for (std::size_t i = 0; i < count; ++i, p += E::width)
                value[i] = load<typename V::value_type>(p);
            return p;
        } else if constexpr (requires { E::block_width; }) {
            if (count != 0 && !d.nesting(E::levels, at))
                return nullptr;
            value.resize(count);
            for (auto& element : value) {
                E::load(p, element);
                p += E::block_width;
            }
            return p;
        } else {
            value.resize(count);
            for (auto& element : value) {
                p = E::get(d, p, end, element);
                if (p == nullptr)
                    return nullptr;
            }
            return p;
        }
    }
};

/// A byte that says whether there is a value, then the value.
template <class E>
struct OptionalOf {
    static constexpr bool self = true;
    static constexpr bool remembers = false;
    static constexpr bool scalar = false;
    static constexpr std::size_t least = 1;

    template <class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        return 1 + (value ? E::size(*value, e) : 0);
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder& e)
    {
        *at++ = value ? 1 : 0;
        return value ? E::put(at, *value, e) : at;
    }
    template <class V>
    static const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
    {
        if (at == end)
            return d.fail("truncated", at);
        if (*at > 1)
            return d.fail("bad-presence", at);
        value.reset();
        return *at == 0 ? at + 1 : E::get(d, at + 1, end, value.emplace());
    }
};

} // namespace wirebench_runtime
