// SPDX-License-Identifier: MIT
#pragma once

#include "series.h"

// Series of text or bytes whose elements share parts.

namespace wirebench_runtime {

template <class E, std::size_t fixed>
struct TextSeries : SeriesBase<fixed> {
    template <class V>
    static bool zero(const V& values)
    {
        return Packed<E, fixed>::zero(values);
    }

protected:
    template <class V>
    static void check(const V& values, Encoder& e)
    {
        SeriesBase<fixed>::check(values, e);
        for (const auto& value : values)
            E::size(value, e);
    }
    template <class V>
    static bool put_content(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, Filler<V>& filler)
    {
        typename V::value_type value{};
        return E::read(d, at, end, value) && (filler.put(std::move(value)) || right_count<fixed>(d, fixed + 1, at));
    }
};

/// The different texts in the order of their first use, then indices.
template <class E, std::size_t fixed = 0>
struct Dictionary : TextSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        TextSeries<E, fixed>::check(values, e);
        std::vector<std::string_view> texts;
        std::size_t bytes = varint_size(values.size());
        for (const std::uint64_t index : indices(values, texts))
            bytes += varint_size(index);
        bytes += varint_size(texts.size());
        for (const std::string_view text : texts)
            bytes += varint_size(text.size()) + text.size();
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        std::vector<std::string_view> texts;
        const std::vector<std::uint64_t> used = indices(values, texts);
        at = put_varint(at, texts.size());
        for (const std::string_view text : texts)
            at = copy_bytes(put_varint(at, text.size()), text.data(), text.size());
        at = put_varint(at, values.size());
        for (const std::uint64_t index : used)
            at = put_varint(at, index);
        return at;
    }
    template <class V>
    static bool read(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
    {
        Filler<V> filler(values);
        if (at == end)
            return right_count<fixed>(d, 0, at);
        std::vector<std::string_view> texts;
        at = get_texts(d, at, end, texts);
        std::uint64_t count = 0;
        const std::uint8_t* const begin = at;
        if (at == nullptr || (at = get_varint(d, at, end, count)) == nullptr || !d.elements(count, 0, begin))
            return false;
        if (count > static_cast<std::uint64_t>(end - at))
            return d.fail("truncated", begin) != nullptr;
        filler.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            std::uint64_t index = 0;
            const std::uint8_t* const p = get_varint(d, at, end, index);
            if (p == nullptr)
                return false;
            if (index >= texts.size())
                return d.fail("dict-index", at) != nullptr;
            const std::string_view text = texts[static_cast<std::size_t>(index)];
            const auto* const content = reinterpret_cast<const std::uint8_t*>(text.data());
            if (!d.expand(text.size(), at)
                || !TextSeries<E, fixed>::put_content(d, content, content + text.size(), filler))
                return false;
            at = p;
        }
        return right_count<fixed>(d, count, begin);
    }

private:
    template <class V>
    static std::vector<std::uint64_t> indices(const V& values, std::vector<std::string_view>& texts)
    {
        // An ordered map: a hash would let chosen texts make this slow.
        std::map<std::string_view, std::uint64_t> known;
        std::vector<std::uint64_t> used;
        used.reserve(values.size());
        for (const auto& value : values) {
            const auto [entry, added] = known.try_emplace(text_of(value), texts.size());
            if (added)
                texts.push_back(entry->first);
            used.push_back(entry->second);
        }
        return used;
    }
    static const std::uint8_t* get_texts(Decoder& d, const std::uint8_t* at, const std::uint8_t* end,
                                         std::vector<std::string_view>& texts)
    {
        std::uint64_t count = 0;
        const std::uint8_t* p = get_varint(d, at, end, count);
        if (p == nullptr)
            return nullptr;
        if (count > static_cast<std::uint64_t>(end - p))
            return d.fail("truncated", at);
        for (std::uint64_t i = 0; i < count; ++i) {
            std::uint64_t length = 0;
            const std::uint8_t* const text = get_length(d, p, end, length);
            if (text == nullptr || !d.text_fits(length, p))
                return nullptr;
            texts.push_back(as_text(text, text + length));
            p = text + length;
        }
        return p;
    }
};

/// Each text as the length it shares with the one before, and the rest.
template <class E, std::size_t fixed = 0>
struct SharedPrefix : TextSeries<E, fixed> {
    template <class V>
    static std::size_t size(const V& values, Encoder& e)
    {
        TextSeries<E, fixed>::check(values, e);
        std::size_t bytes = varint_size(values.size());
        std::string_view previous;
        for (const auto& value : values) {
            const std::string_view text = text_of(value);
            const std::size_t rest = text.size() - shared(previous, text);
            bytes += varint_size(text.size() - rest) + varint_size(rest) + rest;
            previous = text;
        }
        return bytes;
    }
    template <class V>
    static std::uint8_t* put(std::uint8_t* at, const V& values, Encoder&)
    {
        at = put_varint(at, values.size());
        std::string_view previous;
        for (const auto& value : values) {
            const std::string_view text = text_of(value);
            const std::size_t same = shared(previous, text);
            at = put_varint(put_varint(at, same), text.size() - same);
            at = copy_bytes(at, text.data() + same, text.size() - same);
            previous = text;
        }
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
        if (count > static_cast<std::uint64_t>(end - at) / 2)
            return d.fail("truncated", begin) != nullptr;
        filler.reserve(count);
        std::vector<std::uint8_t> text;
        for (std::uint64_t i = 0; i < count; ++i) {
            std::uint64_t same = 0;
            std::uint64_t length = 0;
            const std::uint8_t* p = get_varint(d, at, end, same);
            if (p == nullptr)
                return false;
            if (same > text.size())
                return d.fail("prefix-length", at) != nullptr;
            p = get_length(d, p, end, length);
            if (p == nullptr)
                return false;
            text.resize(static_cast<std::size_t>(same));
            text.insert(text.end(), p, p + length);
            if (!d.text_fits(text.size(), at) || !d.expand(text.size(), at)
                || !TextSeries<E, fixed>::put_content(d, text.data(), text.data() + text.size(), filler))
                return false;
            at = p + length;
        }
        return right_count<fixed>(d, count, begin);
    }

private:
    static std::size_t shared(std::string_view a, std::string_view b)
    {
        const std::size_t most = std::min(a.size(), b.size());
        return static_cast<std::size_t>(
            std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
    }
};

} // namespace wirebench_runtime
