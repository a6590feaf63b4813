// SPDX-License-Identifier: MIT
#pragma once

#include "coding.h"

namespace wirebench_runtime {

[[gnu::noinline]] inline const std::uint8_t* get_long_varint(Decoder& d, const std::uint8_t* at,
                                                             const std::uint8_t* end, std::uint64_t& value)
{
    const std::uint8_t* p = at;
    value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
        if (p == end)
            return d.fail("truncated", p);
        const std::uint8_t byte = *p++;
        if (shift == 63 && byte > 1)
            return d.fail("varint-overflow", at);
        value |= std::uint64_t{byte & 0x7Fu} << shift;
        if (byte < 0x80)
            break;
    }
    return p;
}

inline const std::uint8_t* get_varint(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, std::uint64_t& value)
{
    if (at != end && *at < 0x80) {
        value = *at;
        return at + 1;
    }
    return get_long_varint(d, at, end, value);
}

/// Reads a length and makes sure that there are as many bytes.
inline const std::uint8_t* get_length(Decoder& d, const std::uint8_t* at, const std::uint8_t* end,
                                      std::uint64_t& length)
{
    const std::uint8_t* const p = get_varint(d, at, end, length);
    if (p != nullptr && length > static_cast<std::uint64_t>(end - p))
        return d.fail("truncated", at);
    return p;
}

// A codec is a type with static functions that know one form on the wire:
//     size(value, encoder)            bytes of the content; checks what can be wrong with it
//     put(at, value, encoder)         writes the content; gives the byte behind it
//     get(decoder, at, end, value)    reads content that delimits itself (C::self); gives the byte behind it
//     read(decoder, at, end, value)   reads content that ends at `end` (not C::self); false after an error
//     zero(value)                     whether it is what a missing field stands for
// `remembers` says that the size pass notes the length of the content for the write pass. The bare form is the content
// itself where it delimits itself, else a length and the content.

template <class C, class V>
std::size_t delimited_size(const V& value, Encoder& e)
{
    if constexpr (C::remembers) {
        const std::size_t slot = e.lengths().add(0);
        const std::size_t bytes = C::size(value, e);
        e.lengths().set(slot, bytes);
        return varint_size(bytes) + bytes;
    } else {
        const std::size_t bytes = C::size(value, e);
        return varint_size(bytes) + bytes;
    }
}

template <class C, class V>
std::uint8_t* put_delimited(std::uint8_t* at, const V& value, Encoder& e)
{
    if constexpr (C::remembers)
        at = put_varint(at, e.lengths().next());
    else
        at = put_varint(at, C::size(value, e));
    return C::put(at, value, e);
}

/// Reads content whose end is known.
template <class C, class V>
bool read_part(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
{
    if constexpr (C::self)
        return C::get(d, at, end, value) != nullptr;
    else
        return C::read(d, at, end, value);
}

template <class C, class V>
const std::uint8_t* get_delimited(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
{
    std::uint64_t length = 0;
    const std::uint8_t* const p = get_length(d, at, end, length);
    if (p == nullptr || !read_part<C>(d, p, p + length, value))
        return nullptr;
    return p + length;
}

template <class C, class V>
std::size_t bare_size(const V& value, Encoder& e)
{
    if constexpr (C::self)
        return C::size(value, e);
    else
        return delimited_size<C>(value, e);
}

template <class C, class V>
std::uint8_t* put_bare(std::uint8_t* at, const V& value, Encoder& e)
{
    if constexpr (C::self)
        return C::put(at, value, e);
    else
        return put_delimited<C>(at, value, e);
}

template <class C, class V>
const std::uint8_t* get_bare(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& value)
{
    if constexpr (C::self)
        return C::get(d, at, end, value);
    else
        return get_delimited<C>(d, at, end, value);
}

} // namespace wirebench_runtime
