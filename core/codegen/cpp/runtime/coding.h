// SPDX-License-Identifier: MIT
#pragma once

#include "views.h"

namespace wirebench_runtime {

/// How the payload behind a tag is passed over without knowing its field.
enum class Skip : std::uint8_t { none, varint, fixed32, fixed64, length, reference };

/// What holds for all tagged messages of a schema.
struct Dialect {
    std::array<Skip, 8> skip{}; ///< By wire type.
    std::uint8_t table_wire_type = 0xFF; ///< Of a string table and of an index into it; 0xFF: there is none.
    bool guess_inline_text = false;
    bool merge_unknown = false; ///< Unknown fields are written by their number among the known ones.
};

inline constexpr std::uint64_t kHighestFieldNumber = 536'870'911;

/// The lengths of nested parts, in the order in which the size pass finds them and the write pass needs them.
class Lengths {
public:
    Lengths() = default;
    Lengths(const Lengths&) = delete;
    Lengths& operator=(const Lengths&) = delete;

    std::size_t size() const { return m_size; }
    std::size_t add(std::size_t length)
    {
        if (m_size == m_capacity)
            grow();
        m_data[m_size] = length;
        return m_size++;
    }
    void set(std::size_t index, std::size_t length) { m_data[index] = length; }
    void cut(std::size_t size) { m_size = size; }
    std::size_t next() { return m_data[m_next++]; }
    void rewind() { m_next = 0; }
    void clear() { m_size = m_next = 0; }

private:
    [[gnu::cold]] void grow()
    {
        const std::size_t capacity = m_capacity * 4;
        auto more = std::make_unique<std::size_t[]>(capacity);
        std::copy(m_data, m_data + m_size, more.get());
        m_more = std::move(more);
        m_data = m_more.get();
        m_capacity = capacity;
    }

    std::array<std::size_t, 48> m_few;
    std::unique_ptr<std::size_t[]> m_more;
    std::size_t* m_data = m_few.data();
    std::size_t m_capacity = 48;
    std::size_t m_size = 0;
    std::size_t m_next = 0;
};

/// What the size pass finds for the write pass beside the sum: lengths of nested parts, string tables, orders of maps.
struct Notes {
    /// What few messages need.
    struct Tables {
        std::vector<std::string_view> strings;
        std::map<std::string_view, std::size_t> indexes;
        std::vector<const void*> ordered;
        std::size_t next_ordered = 0;
    };

    Lengths lengths;
    std::unique_ptr<Tables> tables;
};

/// The state of writing one message: a size pass that checks everything, then a write pass that cannot fail. It owns
/// nothing; codecs that take notes need a NotingEncoder.
class Encoder {
public:
    explicit Encoder(const Options& options, Notes* notes = nullptr)
        : m_notes(notes)
        , m_depth_limit(depth_limit(options))
        , m_string_limit(limit_or(options.string_bytes, ~std::uint64_t{0}))
        , m_array_limit(limit_or(options.array_elements, ~std::uint64_t{0}))
        , m_total_limit(limit_or(options.total_elements, ~std::uint64_t{0}))
        , m_message_limit(limit_or(options.message_bytes, ~std::uint64_t{0}))
    {
    }

    /// `code` is of static storage. Never a call of its own, so that an encoder of few values lives in registers.
    [[gnu::always_inline]] void fail(const char* code)
    {
        if (m_code == nullptr)
            m_code = code;
    }
    Error error() const { return m_code == nullptr ? Error() : Error{m_code, 0}; }
    bool failed() const { return m_code != nullptr; }

    /// One struct deeper; false when that is too deep.
    bool enter()
    {
        if (m_depth == m_depth_limit) {
            fail("limit-depth");
            return false;
        }
        ++m_depth;
        return true;
    }
    void leave() { --m_depth; }
    /// Structs of `levels` levels that are written in one piece.
    void nesting(std::uint32_t levels)
    {
        if (levels > m_depth_limit - m_depth)
            fail("limit-depth");
    }
    void text(std::size_t bytes)
    {
        if (bytes > m_string_limit)
            fail("limit-string");
    }
    void elements(std::size_t count)
    {
        if (count > m_array_limit)
            fail("limit-array");
        m_total += count;
        if (m_total > m_total_limit)
            fail("limit-total");
    }
    void message(std::size_t bytes)
    {
        if (bytes > m_message_limit)
            fail("limit-message");
    }
    /// The next message has limits of its own.
    void start_message()
    {
        m_total = 0;
        has_unknown = false;
        if (m_notes != nullptr) {
            m_notes->lengths.clear();
            m_notes->tables.reset();
        }
    }

    Lengths& lengths() { return m_notes->lengths; }

    /// A text of the string table, where it is put if it is new; notes its index for the write pass.
    std::size_t table_index(std::string_view text)
    {
        this->text(text.size());
        Notes::Tables& all = tables();
        const auto [entry, added] = all.indexes.try_emplace(text, all.strings.size());
        if (added)
            all.strings.push_back(text);
        lengths().add(entry->second);
        return varint_size(entry->second);
    }
    /// A table that came with unknown fields stays as it was, equal texts included.
    void keep_string(std::string_view text)
    {
        Notes::Tables& all = tables();
        all.indexes.try_emplace(text, all.strings.size());
        all.strings.push_back(text);
    }
    std::span<const std::string_view> strings() const
    {
        return m_notes->tables ? std::span<const std::string_view>(m_notes->tables->strings)
                               : std::span<const std::string_view>();
    }
    /// Entries of a map in the order in which they are written; the write pass takes the maps in the same order.
    void order(const void* entry) { tables().ordered.push_back(entry); }
    const void* const* take_ordered(std::size_t count)
    {
        const void* const* const first = tables().ordered.data() + tables().next_ordered;
        tables().next_ordered += count;
        return first;
    }

    bool has_unknown = false;

private:
    Notes::Tables& tables()
    {
        if (!m_notes->tables)
            m_notes->tables = std::make_unique<Notes::Tables>();
        return *m_notes->tables;
    }

    Notes* m_notes;
    const char* m_code = nullptr;
    std::uint32_t m_depth = 0;
    std::uint32_t m_depth_limit;
    std::uint64_t m_string_limit;
    std::uint64_t m_array_limit;
    std::uint64_t m_total_limit;
    std::uint64_t m_message_limit;
    std::uint64_t m_total = 0;
};

class NotingEncoder : public Encoder {
public:
    explicit NotingEncoder(const Options& options) : Encoder(options, &m_own) { }

private:
    Notes m_own;
};

/// The state of reading one message. Functions that read give the byte behind what they read, or null (false) after an
/// error. It owns nothing; codecs that know string tables need a TableDecoder.
class Decoder {
public:
    /// The texts of a string table.
    using Table = std::vector<std::string_view>;

    Decoder(std::span<const std::uint8_t> input, const Options& options, Table* table = nullptr)
        : m_table(table)
        , m_begin(input.data())
        , m_depth_limit(depth_limit(options))
        , m_string_limit(limit_or(options.string_bytes, ~std::uint64_t{0}))
        , m_array_limit(limit_or(options.array_elements, kMostElements))
        , m_total_limit(limit_or(options.total_elements, kMostElements))
        , m_expanded_limit(limit_or(options.message_bytes, kMostExpanded))
        , m_implied_limit(options.total_elements == 0 ? kMostImplied : ~std::uint64_t{0})
        , m_milliseconds(std::min(options.milliseconds, kLongestTime))
        , m_validate_utf8(options.validate_utf8)
        , strict(options.strict)
    {
        if (options.message_bytes != 0 && input.size() > options.message_bytes)
            fail("limit-message", input.data());
    }

    /// As Encoder::fail().
    [[gnu::always_inline]] std::nullptr_t fail(const char* code, const std::uint8_t* at)
    {
        if (m_code == nullptr) {
            m_code = code;
            m_offset = static_cast<std::size_t>(at - m_begin);
        }
        return nullptr;
    }
    Error error() const { return m_code == nullptr ? Error() : Error{m_code, m_offset}; }
    bool failed() const { return m_code != nullptr; }

    bool enter(const std::uint8_t* at)
    {
        if (depth == m_depth_limit) {
            fail("limit-depth", at);
            return false;
        }
        ++depth;
        return in_time(at);
    }
    void leave() { --depth; }
    bool nesting(std::uint32_t levels, const std::uint8_t* at)
    {
        if (levels <= m_depth_limit - depth)
            return true;
        fail("limit-depth", at);
        return false;
    }
    /// `count` more elements of a series that has `before`.
    bool elements(std::uint64_t count, std::uint64_t before, const std::uint8_t* at)
    {
        if (count > m_array_limit || before > m_array_limit - count) {
            fail("limit-array", at);
            return false;
        }
        return total(count, at);
    }
    bool total(std::uint64_t count, const std::uint8_t* at)
    {
        if (count > m_total_limit - m_total) {
            fail("limit-total", at);
            return false;
        }
        m_total += count;
        return in_time(at);
    }
    /// Elements that have no bytes of their own.
    bool implied(std::uint64_t count, const std::uint8_t* at)
    {
        m_implied += count;
        if (m_implied <= m_implied_limit)
            return true;
        fail("limit-total", at);
        return false;
    }
    /// Bytes of text that the input holds once and means several times.
    bool expand(std::uint64_t bytes, const std::uint8_t* at)
    {
        if (bytes > m_expanded_limit - m_expanded) {
            fail("limit-message", at);
            return false;
        }
        m_expanded += bytes;
        return true;
    }
    /// Looks at the clock now and then.
    bool in_time(const std::uint8_t* at) { return (++m_ticks & 0x3FF) != 0 || look_at_clock(at); }
    bool fits(std::uint64_t text_bytes) const { return text_bytes <= m_string_limit; }
    bool text_fits(std::uint64_t bytes, const std::uint8_t* at)
    {
        if (fits(bytes))
            return true;
        fail("limit-string", at);
        return false;
    }
    bool utf8(std::string_view text)
    {
        if (!m_validate_utf8 || is_utf8(text))
            return true;
        fail("invalid-utf8", reinterpret_cast<const std::uint8_t*>(text.data()) + valid_utf8(text));
        return false;
    }

    Table& table() { return *m_table; }

private:
    /// The first look starts the time: what comes before it takes less than a look.
    [[gnu::cold, gnu::noinline]] bool look_at_clock(const std::uint8_t* at)
    {
        if (m_milliseconds == 0)
            return true;
        const std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();
        if (!m_begun)
            m_begun = now;
        if (now - *m_begun <= std::chrono::milliseconds(m_milliseconds))
            return true;
        fail("limit-time", at);
        return false;
    }

    Table* m_table;
    const std::uint8_t* m_begin;
    const char* m_code = nullptr;
    std::size_t m_offset = 0;
    std::uint32_t m_depth_limit;
    std::uint64_t m_string_limit;
    std::uint64_t m_array_limit;
    std::uint64_t m_total_limit;
    std::uint64_t m_expanded_limit;
    std::uint64_t m_implied_limit;
    std::uint64_t m_milliseconds;
    std::uint64_t m_total = 0;
    std::uint64_t m_implied = 0;
    std::uint64_t m_expanded = 0;
    std::optional<std::chrono::steady_clock::time_point> m_begun;
    std::uint32_t m_ticks = 0;
    bool m_validate_utf8;

public:
    bool strict;
    bool has_table = false;
    bool has_unknown = false;
    std::uint32_t depth = 0; ///< Structs that are open.
    const std::uint8_t* message_begin = nullptr;
};

class TableDecoder : public Decoder {
public:
    TableDecoder(std::span<const std::uint8_t> input, const Options& options) : Decoder(input, options, &m_own) { }

private:
    Table m_own;
};

} // namespace wirebench_runtime
