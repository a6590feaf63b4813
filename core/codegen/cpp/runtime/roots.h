// SPDX-License-Identifier: MIT
#pragma once

#include "record.h"
#include "sequence.h"
#include "table.h"

// Whole values: what stands around the codec of a type.

namespace wirebench_runtime {

/// Makes room at the end of `out` and writes there.
template <class Put>
void append_written(std::vector<std::uint8_t>& out, std::size_t bytes, Put put)
{
    const std::size_t before = out.size();
    out.resize(before + bytes);
    put(out.data() + before);
}

/// Values whose fields lie one after another.
struct SequenceRoot {
    template <class C>
    using Encoding = std::conditional_t<C::notes, NotingEncoder, Encoder>;

    template <class C, class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        e.start_message();
        const std::size_t bytes = C::size(value, e);
        e.message(bytes);
        return bytes;
    }
    template <class C, class V>
    static void put(std::uint8_t* at, const V& value, Encoder& e)
    {
        C::put(at, value, e);
    }
    template <class C, class V>
    static Error encode(const V& value, const Options& options, std::vector<std::uint8_t>& out)
    {
        Encoding<C> e(options);
        const std::size_t bytes = size<C>(value, e);
        if (!e.failed())
            append_written(out, bytes, [&](std::uint8_t* at) { C::put(at, value, e); });
        return e.error();
    }
    template <class C, class V>
    static Error decode(V& value, const Options& options, std::span<const std::uint8_t> bytes,
                        std::size_t* used = nullptr)
    {
        // Each field is set as it is read, so that what the value holds already can be used again.
        Decoder d(bytes, options);
        if (d.failed())
            return d.error();
        const std::uint8_t* const end = C::get(d, bytes.data(), bytes.data() + bytes.size(), value);
        if (end != nullptr && used != nullptr)
            *used = static_cast<std::size_t>(end - bytes.data());
        return d.error();
    }
};

/// Values whose fields have numbers, with the string table in front where there is one.
template <const Dialect& dialect>
struct TaggedRoot {
    template <class>
    using Encoding = NotingEncoder;

    template <class C, class V>
    static std::size_t size(const V& value, Encoder& e)
    {
        e.start_message();
        if constexpr (requires { C::keep_strings(value, e); })
            C::keep_strings(value, e);
        const std::size_t content = C::size(value, e);
        const std::size_t bytes = content + table_size(dialect, e);
        e.message(bytes);
        return bytes;
    }
    template <class C, class V>
    static std::uint8_t* put(std::uint8_t* at, const V& value, Encoder& e)
    {
        return C::put(put_table(dialect, at, e), value, e);
    }
    template <class C, class V>
    static Error encode(const V& value, const Options& options, std::vector<std::uint8_t>& out)
    {
        NotingEncoder e(options);
        const std::size_t bytes = size<C>(value, e);
        if (!e.failed())
            append_written(out, bytes, [&](std::uint8_t* at) { put<C>(at, value, e); });
        return e.error();
    }
    template <class C, class V>
    static Error decode(V& value, const Options& options, std::span<const std::uint8_t> bytes)
    {
        value = V();
        TableDecoder d(bytes, options);
        if (d.failed() || !C::read(d, bytes.data(), bytes.data() + bytes.size(), value))
            return d.error();
        if constexpr (requires { C::take_strings(value, d.table()); }) {
            if (d.has_table && d.has_unknown)
                C::take_strings(value, d.table());
        }
        return d.error();
    }
};

/// Bit records; `reversed` where the packed integer lies most significant byte first.
template <bool reversed>
struct RecordRoot {
    template <class>
    using Encoding = Encoder;

    template <class C>
    static constexpr std::size_t bytes = C::width == 0 ? 1 : (C::width + 7) / 8;

    template <class C, class V>
    static std::size_t size(const V&, Encoder&)
    {
        return bytes<C>;
    }
    template <class C, class V>
    static void put(std::uint8_t* at, const V& value, Encoder& e)
    {
        C::put(at, 0, value, e);
        if (reversed)
            std::reverse(at, at + bytes<C>);
    }
    template <class C, class V>
    static Error encode(const V& value, const Options& options, std::vector<std::uint8_t>& out)
    {
        Encoder e(options);
        const std::size_t before = out.size();
        out.resize(before + bytes<C>);
        put<C>(out.data() + before, value, e);
        if (e.failed())
            out.resize(before);
        return e.error();
    }
    template <class C, class V>
    static Error decode(V& value, const Options& options, std::span<const std::uint8_t> input,
                        std::size_t* used = nullptr)
    {
        value = V();
        if (used != nullptr)
            *used = bytes<C>;
        Decoder d(input, options);
        if (d.failed())
            return d.error();
        if (input.size() < bytes<C>) {
            d.fail("truncated", input.data() + input.size());
            return d.error();
        }
        if constexpr (reversed) {
            std::vector<std::uint8_t> packed(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(bytes<C>));
            std::reverse(packed.begin(), packed.end());
            Decoder inner(packed, options);
            C::get(inner, packed.data(), 0, value);
            return inner.error();
        } else {
            C::get(d, input.data(), 0, value);
            return d.error();
        }
    }
};

template <class Root, class C, class V>
std::vector<std::uint8_t> serialize(const V& value, const Options& options)
{
    typename Root::template Encoding<C> e(options);
    const std::size_t bytes = Root::template size<C>(value, e);
    if (e.failed())
        throw EncodeError(e.error());
    std::vector<std::uint8_t> out(bytes);
    Root::template put<C>(out.data(), value, e);
    if (e.failed()) // bit records are checked as they are written
        throw EncodeError(e.error());
    return out;
}

template <class Root, class C, class V>
std::size_t serialized_size(const V& value, const Options& options)
{
    typename Root::template Encoding<C> e(options);
    const std::size_t bytes = Root::template size<C>(value, e);
    if (e.failed())
        throw EncodeError(e.error());
    return bytes;
}

} // namespace wirebench_runtime
