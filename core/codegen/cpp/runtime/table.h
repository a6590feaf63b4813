// SPDX-License-Identifier: MIT
#pragma once

#include "tagged.h"

// Fields that refer to a string table, and texts that stand where an index should be.

namespace wirebench_runtime {

/// Looks whether an index without a table is the length of a text that follows: it must be text, and what is behind
/// it must parse as fields. All offsets of a message are looked at once, so that this takes linear time.
class InlineTexts {
public:
    /// `interned` are the numbers of the type's fields that refer to the table, ascending.
    InlineTexts(const Dialect& dialect, std::span<const std::uint32_t> interned, const std::uint8_t* begin,
                const std::uint8_t* end, bool outermost)
        : m_begin(begin), m_end(end)
    {
        const auto size = static_cast<std::size_t>(end - begin);
        find_text(size);
        m_parses.resize(size + 1);
        m_parses[size] = true;
        for (std::size_t at = size; at-- > 0;)
            m_parses[at] = parses_from(dialect, interned, at, outermost);
    }

    bool is_text(const std::uint8_t* at, std::uint64_t length) const
    {
        const auto offset = static_cast<std::size_t>(at - m_begin);
        return text_at(offset, length) && m_parses[offset + static_cast<std::size_t>(length)];
    }

private:
    /// Bytes of the character at `at`; 0 when there is none, or one that is no text of a person.
    static std::size_t character(const std::uint8_t* at, const std::uint8_t* end)
    {
        if (*at < 0x80)
            return *at >= 0x20 ? *at != 0x7F : *at == '\t' || *at == '\n' || *at == '\r';
        if (*at == 0xC2 && end - at > 1 && at[1] < 0xA0) // U+0080 to U+009F
            return 0;
        return long_character(at, static_cast<std::size_t>(end - at));
    }

    /// For every offset, the offset behind the last byte of text from there on.
    void find_text(std::size_t size)
    {
        m_starts.resize(size + 1);
        m_starts[size] = true;
        std::vector<bool> inside(size + 1);
        for (std::size_t at = 0; at < size; ++at) {
            const std::size_t bytes = character(m_begin + at, m_end);
            m_starts[at] = bytes != 0;
            for (std::size_t part = at; part < at + bytes; ++part)
                inside[part] = true;
        }
        m_text_end.resize(size + 1);
        for (std::size_t at = size + 1; at-- > 0;)
            m_text_end[at] = static_cast<std::uint32_t>(at < size && inside[at] ? m_text_end[at + 1] : at);
    }

    bool text_at(std::size_t offset, std::uint64_t length) const
    {
        if (length == 0 || length > m_starts.size() - 1 - offset || !m_starts[offset]
            || m_text_end[offset] < offset + length)
            return false;
        const std::size_t next = offset + static_cast<std::size_t>(length);
        return m_starts[next] || m_text_end[next] == next;
    }

    bool parses_from(const Dialect& dialect, std::span<const std::uint32_t> interned, std::size_t offset,
                     bool outermost) const
    {
        Decoder d({}, Options());
        const std::uint8_t* const at = m_begin + offset;
        std::uint64_t tag = 0;
        const std::uint8_t* p = get_varint(d, at, m_end, tag);
        if (p == nullptr)
            return false;
        const std::uint64_t number = tag >> 3;
        const auto wire_type = static_cast<std::uint8_t>(tag & 7u);
        const bool table = number == 0 && wire_type == dialect.table_wire_type && outermost;
        if ((number == 0 && !table) || number > kHighestFieldNumber)
            return false;
        const Skip skip = table ? Skip::length : dialect.skip[wire_type];
        if (skip == Skip::varint && wire_type == dialect.table_wire_type
            && std::binary_search(interned.begin(), interned.end(), number)) {
            std::uint64_t index = 0;
            p = get_varint(d, p, m_end, index);
            if (p == nullptr)
                return false;
            if (is_text(p, index))
                return true;
        } else {
            p = skip_payload(d, skip, p, m_end);
        }
        return p != nullptr && m_parses[static_cast<std::size_t>(p - m_begin)];
    }

    const std::uint8_t* m_begin;
    const std::uint8_t* m_end;
    std::vector<bool> m_starts; ///< A character of text starts here.
    std::vector<std::uint32_t> m_text_end;
    std::vector<bool> m_parses; ///< From here on there are whole fields.
};

/// What a message needs to read its interned fields.
struct TableScope {
    const Dialect& dialect;
    std::span<const std::uint32_t> interned;
    std::optional<InlineTexts> inline_texts = std::nullopt;
};

/// Reads an index into the string table, or a text that stands in its place.
template <class V>
const std::uint8_t* get_table_text(Decoder& d, TableScope& scope, const std::uint8_t* at, const std::uint8_t* end,
                                   V& value)
{
    std::uint64_t index = 0;
    const std::uint8_t* const p = get_varint(d, at, end, index);
    if (p == nullptr)
        return nullptr;
    if (!d.has_table && scope.dialect.guess_inline_text && index != 0 && index <= static_cast<std::uint64_t>(end - p)) {
        if (!scope.inline_texts)
            scope.inline_texts.emplace(scope.dialect, scope.interned, p, end, d.depth == 1);
        if (scope.inline_texts->is_text(p, index) && d.fits(index)) {
            assign_bytes(value, p, p + index);
            return p + index;
        }
    }
    if (index >= d.table().size())
        return d.fail("string-index", at);
    const std::string_view text = d.table()[static_cast<std::size_t>(index)];
    if constexpr (std::is_same_v<V, std::string>)
        value.assign(text);
    else
        value = text;
    return p;
}

/// Indices of a series of texts, each a field of its own.
template <class V>
std::size_t table_texts_size(std::size_t tag_bytes, const V& values, Encoder& e)
{
    e.elements(values.size());
    std::size_t bytes = values.size() * tag_bytes;
    for (const auto& value : values)
        bytes += e.table_index(value);
    return bytes;
}

template <std::uint64_t tag, class V>
std::uint8_t* put_table_texts(std::uint8_t* at, const V& values, Encoder& e)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        at = put_varint(put_tag<tag>(at), e.lengths().next());
    return at;
}

/// One element of a series of texts, as an index.
template <class V>
const std::uint8_t* append_table_text(Decoder& d, TableScope& scope, const std::uint8_t* at, const std::uint8_t* end,
                                      V& values)
{
    return d.elements(1, values.size(), at) ? get_table_text(d, scope, at, end, values.emplace_back()) : nullptr;
}

} // namespace wirebench_runtime
