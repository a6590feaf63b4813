// SPDX-License-Identifier: MIT
#pragma once

#include "content.h"

// Fields by number: tags, fields that the schema does not have, string tables.

namespace wirebench_runtime {

/// A struct whose fields have numbers.
struct TaggedTraits {
    static constexpr bool self = false;
    static constexpr bool remembers = true;
    static constexpr bool scalar = false;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = 0;
};

/// A value of one of several types.
template <bool delimits_itself>
struct UnionTraits {
    static constexpr bool self = delimits_itself;
    static constexpr bool remembers = !delimits_itself;
    static constexpr bool scalar = false;
    static constexpr std::size_t width = 0;
    static constexpr std::size_t least = 0;
    static constexpr bool nil_is_value = true;
};

template <std::uint64_t tag>
inline std::uint8_t* put_tag(std::uint8_t* at)
{
    if constexpr (tag < 0x80) {
        *at = static_cast<std::uint8_t>(tag);
        return at + 1;
    } else if constexpr (tag < 0x4000) {
        at[0] = static_cast<std::uint8_t>(tag | 0x80u);
        at[1] = static_cast<std::uint8_t>(tag >> 7);
        return at + 2;
    } else {
        return put_varint(at, tag);
    }
}

/// A part with content of its own that is left out when it has no bytes: its size with a tag of `tag_bytes`.
template <class C, class V>
std::size_t nonempty_size(std::size_t tag_bytes, const V& value, Encoder& e)
{
    const std::size_t slot = e.lengths().add(0);
    const std::size_t bytes = C::size(value, e);
    e.lengths().set(slot, bytes);
    if (bytes != 0)
        return tag_bytes + varint_size(bytes) + bytes;
    e.lengths().cut(slot + 1);
    return 0;
}

template <std::uint64_t tag, class C, class V>
std::uint8_t* put_nonempty(std::uint8_t* at, const V& value, Encoder& e)
{
    const std::size_t bytes = e.lengths().next();
    return bytes == 0 ? at : C::put(put_varint(put_tag<tag>(at), bytes), value, e);
}

/// Elements that are fields of their own.
template <class C, class V>
std::size_t elements_size(std::size_t tag_bytes, const V& values, Encoder& e)
{
    e.elements(values.size());
    std::size_t bytes = values.size() * tag_bytes;
    for (const auto& value : values)
        bytes += bare_size<C>(value, e);
    return bytes;
}

template <std::uint64_t tag, class C, class V>
std::uint8_t* put_elements(std::uint8_t* at, const V& values, Encoder& e)
{
    for (const auto& value : values)
        at = put_bare<C>(put_tag<tag>(at), value, e);
    return at;
}

template <class C, class V>
const std::uint8_t* append_element(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
{
    if (!d.elements(1, values.size(), at))
        return nullptr;
    if constexpr (std::is_same_v<typename V::value_type, bool>) {
        bool value = false;
        const std::uint8_t* const p = get_bare<C>(d, at, end, value);
        values.push_back(value);
        return p;
    } else {
        return get_bare<C>(d, at, end, values.emplace_back());
    }
}

/// A length, then elements that are appended.
template <class C, class V>
const std::uint8_t* append_run(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
{
    std::uint64_t length = 0;
    const std::uint8_t* p = get_length(d, at, end, length);
    if (p == nullptr)
        return nullptr;
    end = p + length;
    while (p != end) {
        p = append_element<C>(d, p, end, values);
        if (p == nullptr)
            return nullptr;
    }
    return p;
}

/// A length, then bools as bits, least significant first, that are appended.
template <class V>
const std::uint8_t* append_bits(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, V& values)
{
    std::uint64_t length = 0;
    const std::uint8_t* p = get_length(d, at, end, length);
    if (p == nullptr || !d.elements(length * 8, values.size(), at))
        return nullptr;
    values.reserve(values.size() + static_cast<std::size_t>(length) * 8);
    for (const std::uint8_t* const last = p + length; p != last; ++p) {
        for (unsigned bit = 0; bit < 8; ++bit)
            values.push_back((*p >> bit & 1u) != 0);
    }
    return p;
}

/// Moves behind a payload; null when it is not all there.
inline const std::uint8_t* skip_payload(Decoder& d, Skip skip, const std::uint8_t* at, const std::uint8_t* end)
{
    std::uint64_t value = 0;
    const std::uint8_t* p = at;
    switch (skip) {
    case Skip::varint:
        return get_varint(d, p, end, value);
    case Skip::fixed32:
    case Skip::fixed64: {
        const std::ptrdiff_t bytes = skip == Skip::fixed32 ? 4 : 8;
        return end - p < bytes ? d.fail("truncated", p) : p + bytes;
    }
    case Skip::reference:
        p = get_varint(d, p, end, value);
        if (p == nullptr)
            return nullptr;
        [[fallthrough]];
    case Skip::length:
        p = get_length(d, p, end, value);
        return p == nullptr ? nullptr : p + value;
    case Skip::none:
        break;
    }
    return d.fail("bad-wire-type", at);
}

/// Reads the string table of the outermost message.
inline const std::uint8_t* read_table(Decoder& d, const std::uint8_t* start, const std::uint8_t* at,
                                      const std::uint8_t* end)
{
    std::uint64_t length = 0;
    const std::uint8_t* p = get_length(d, at, end, length);
    if (p == nullptr)
        return nullptr;
    if (d.depth != 1)
        return d.fail("string-table-position", start);
    const std::uint8_t* const last = p + length;
    d.table().clear();
    d.has_table = true;
    std::uint64_t count = 0;
    const std::uint8_t* const counted = p;
    p = get_varint(d, p, last, count);
    if (p == nullptr || !d.elements(count, 0, counted))
        return nullptr;
    if (count > static_cast<std::uint64_t>(last - p))
        return d.fail("truncated", counted);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t bytes = 0;
        const std::uint8_t* const text = get_varint(d, p, last, bytes);
        if (text == nullptr || !d.text_fits(bytes, p))
            return nullptr;
        if (bytes > static_cast<std::uint64_t>(last - text))
            return d.fail("truncated", p);
        d.table().push_back(as_text(text, text + bytes));
        if (!d.utf8(d.table().back()))
            return nullptr;
        p = text + bytes;
    }
    return last;
}

/// A field whose tag is none of those that the schema's type is read from. `numbers` are the type's own, ascending.
inline const std::uint8_t* other_field(Decoder& d, const Dialect& dialect, std::span<const std::uint32_t> numbers,
                                       std::uint64_t tag, const std::uint8_t* start, const std::uint8_t* at,
                                       const std::uint8_t* end, std::vector<std::uint8_t>& unknown)
{
    const std::uint64_t number = tag >> 3;
    const auto wire_type = static_cast<std::uint8_t>(tag & 7u);
    if (number == 0 && wire_type == dialect.table_wire_type)
        return read_table(d, start, at, end);
    if (dialect.skip[wire_type] == Skip::none)
        return d.fail("bad-wire-type", start);
    const std::uint8_t* const p = skip_payload(d, dialect.skip[wire_type], at, end);
    if (p == nullptr)
        return nullptr;
    if (number == 0 || number > kHighestFieldNumber)
        return d.fail("bad-field-number", start);
    if (std::binary_search(numbers.begin(), numbers.end(), number))
        return d.fail("wire-type-mismatch", start);
    if (d.strict)
        return d.fail("unknown-field", start);
    unknown.insert(unknown.end(), start, p);
    d.has_unknown = true;
    return p;
}

/// The bits that say which fields of a struct are there.
class Presence {
public:
    /// Gives the byte behind them.
    const std::uint8_t* get(Decoder& d, const std::uint8_t* at, const std::uint8_t* end)
    {
        std::uint64_t bytes = 0;
        const std::uint8_t* const p = get_length(d, at, end, bytes);
        if (p == nullptr)
            return nullptr;
        m_bits = {p, static_cast<std::size_t>(bytes)};
        return p + bytes;
    }
    bool has(std::size_t bit) const
    {
        return bit / 8 < m_bits.size() && (static_cast<unsigned>(m_bits[bit / 8]) >> (bit % 8) & 1u) != 0;
    }
    /// Whether no bit from `bit` on is set.
    bool none_from(Decoder& d, std::size_t bit) const
    {
        for (; bit < m_bits.size() * 8; ++bit) {
            if (has(bit)) {
                d.fail("presence-bit", m_bits.data() + bit / 8);
                return false;
            }
        }
        return true;
    }

private:
    std::span<const std::uint8_t> m_bits;
};

/// A field of an unknown number.
struct UnknownField {
    std::uint64_t number = 0;
    std::span<const std::uint8_t> bytes;
};

/// Takes the first field off `bytes`; number 0 when there is no whole one.
inline UnknownField take_field(const Dialect& dialect, std::span<const std::uint8_t>& bytes)
{
    const Options options{0, 0, 0, 0, 0, false, false};
    Decoder d(bytes, options);
    const std::uint8_t* const end = bytes.data() + bytes.size();
    std::uint64_t tag = 0;
    const std::uint8_t* p = get_varint(d, bytes.data(), end, tag);
    if (p == nullptr || tag >> 3 == 0 || tag >> 3 > kHighestFieldNumber)
        return {};
    p = skip_payload(d, dialect.skip[tag & 7u], p, end);
    if (p == nullptr)
        return {};
    const UnknownField field{tag >> 3, bytes.first(static_cast<std::size_t>(p - bytes.data()))};
    bytes = bytes.subspan(field.bytes.size());
    return field;
}

/// Size of unknown fields, which must be whole and of numbers that the type does not have.
inline std::size_t unknown_size(const Dialect& dialect, std::span<const std::uint32_t> numbers,
                                std::span<const std::uint8_t> bytes, Encoder& e)
{
    if (bytes.empty())
        return 0;
    e.has_unknown = true;
    for (std::span<const std::uint8_t> rest = bytes; !rest.empty();) {
        const UnknownField field = take_field(dialect, rest);
        if (field.number == 0 || std::binary_search(numbers.begin(), numbers.end(), field.number)) {
            e.fail("bad-unknown");
            break;
        }
    }
    return bytes.size();
}

/// Unknown fields on their way among the known ones.
class UnknownFields {
public:
    UnknownFields(const Dialect& dialect, std::span<const std::uint8_t> bytes)
    {
        while (!bytes.empty())
            m_fields.push_back(take_field(dialect, bytes));
        std::stable_sort(m_fields.begin(), m_fields.end(),
                         [](const UnknownField& a, const UnknownField& b) { return a.number < b.number; });
    }
    /// Writes those with numbers below `number` that are still to come.
    std::uint8_t* put_below(std::uint8_t* at, std::uint64_t number)
    {
        return m_next == m_fields.size() ? at : put_some(at, number);
    }

private:
    [[gnu::noinline]] std::uint8_t* put_some(std::uint8_t* at, std::uint64_t number)
    {
        for (; m_next < m_fields.size() && m_fields[m_next].number < number; ++m_next)
            at = copy_bytes(at, m_fields[m_next].bytes.data(), m_fields[m_next].bytes.size());
        return at;
    }

    std::vector<UnknownField> m_fields;
    std::size_t m_next = 0;
};

/// Size of a string table with its tag and length; nothing where there are no texts.
inline std::size_t table_content(const Encoder& e)
{
    std::size_t bytes = varint_size(e.strings().size());
    for (const std::string_view text : e.strings())
        bytes += varint_size(text.size()) + text.size();
    return bytes;
}

inline std::size_t table_size(const Dialect& dialect, const Encoder& e)
{
    if (e.strings().empty())
        return 0;
    const std::size_t bytes = table_content(e);
    return varint_size(dialect.table_wire_type) + varint_size(bytes) + bytes;
}

inline std::uint8_t* put_table(const Dialect& dialect, std::uint8_t* at, const Encoder& e)
{
    if (e.strings().empty())
        return at;
    at = put_varint(at, dialect.table_wire_type);
    at = put_varint(at, table_content(e));
    at = put_varint(at, e.strings().size());
    for (const std::string_view text : e.strings()) {
        at = put_varint(at, text.size());
        at = copy_bytes(at, text.data(), text.size());
    }
    return at;
}

/// Whether what is written of a struct is nothing but `bytes` bytes.
template <class C, class V>
bool takes_only(const V& value, std::size_t bytes)
{
    NotingEncoder e(without_limits(false));
    return C::size(value, e) == bytes;
}

/// Whether the bare form of a value is these bytes: those of a declared default.
template <class C, class V>
bool has_bytes(const V& value, std::span<const std::uint8_t> bytes)
{
    NotingEncoder e(without_limits(false));
    if (bare_size<C>(value, e) != bytes.size() || e.failed())
        return false;
    std::vector<std::uint8_t> written(bytes.size());
    put_bare<C>(written.data(), value, e);
    return std::equal(written.begin(), written.end(), bytes.begin());
}

} // namespace wirebench_runtime
