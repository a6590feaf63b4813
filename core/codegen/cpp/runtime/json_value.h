// SPDX-License-Identifier: MIT
#pragma once

#include "base.h"

#include <charconv>

namespace wirebench_runtime {

/// A JSON text as it was read. Numbers are kept as they were written.
struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

    Kind kind = Kind::null;
    bool boolean = false;
    bool lone_surrogate = false; ///< A string with half of a surrogate pair.
    std::string text; ///< Of a string; the literal of a number.
    std::vector<std::string> keys; ///< Of an object, one an item.
    std::vector<JsonValue> items; ///< Of an array or object.

    bool is(Kind other) const { return kind == other; }
    const JsonValue* find(std::string_view key) const
    {
        const auto found = std::find(keys.begin(), keys.end(), key);
        return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
    }
};

/// What reading values from JSON shares: the first error.
class JsonInput {
public:
    /// Always false.
    [[gnu::cold]] bool fail(std::string_view code)
    {
        if (!m_error)
            m_error = {code, 0};
        return false;
    }
    const Error& error() const { return m_error; }

private:
    Error m_error;
};

inline void append_utf8(std::string& out, std::uint32_t code)
{
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0u | code >> 6);
        put(0x80u | (code & 0x3Fu));
    } else if (code < 0x10000) {
        put(0xE0u | code >> 12);
        put(0x80u | (code >> 6 & 0x3Fu));
        put(0x80u | (code & 0x3Fu));
    } else {
        put(0xF0u | code >> 18);
        put(0x80u | (code >> 12 & 0x3Fu));
        put(0x80u | (code >> 6 & 0x3Fu));
        put(0x80u | (code & 0x3Fu));
    }
}

/// Reads JSON text (RFC 8259).
class JsonParser {
public:
    JsonParser(std::string_view text, JsonInput& input) : m_text(text), m_input(input) { }

    bool parse(JsonValue& value)
    {
        if (!read(value, 0))
            return false;
        skip_space();
        return m_at == m_text.size() || syntax();
    }

private:
    static constexpr int deepest = 512;

    bool syntax() { return m_input.fail("syntax"); }
    bool at(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }
    void skip_space()
    {
        while (at(' ') || at('\t') || at('\n') || at('\r'))
            ++m_at;
    }
    bool take(char c)
    {
        skip_space();
        if (!at(c))
            return false;
        ++m_at;
        return true;
    }
    bool word(std::string_view word)
    {
        if (m_text.substr(m_at, word.size()) != word)
            return syntax();
        m_at += word.size();
        return true;
    }

    bool read(JsonValue& value, int depth)
    {
        skip_space();
        if (m_at == m_text.size() || depth > deepest)
            return depth > deepest ? m_input.fail("limit-depth") : syntax();
        switch (m_text[m_at]) {
        case '{':
            return read_object(value, depth);
        case '[':
            return read_array(value, depth);
        case '"':
            value.kind = JsonValue::Kind::string;
            return read_string(value.text, value.lone_surrogate);
        case 't':
        case 'f':
            value.kind = JsonValue::Kind::boolean;
            value.boolean = at('t');
            return word(value.boolean ? "true" : "false");
        case 'n':
            return word("null");
        default:
            return read_number(value);
        }
    }

    bool read_array(JsonValue& value, int depth)
    {
        value.kind = JsonValue::Kind::array;
        ++m_at;
        if (take(']'))
            return true;
        do {
            if (!read(value.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        return take(']') || syntax();
    }

    bool read_object(JsonValue& value, int depth)
    {
        value.kind = JsonValue::Kind::object;
        ++m_at;
        if (take('}'))
            return true;
        do {
            bool lone = false;
            skip_space();
            if (!at('"') || !read_string(value.keys.emplace_back(), lone) || !take(':'))
                return syntax();
            if (lone)
                return m_input.fail("invalid-utf8");
            if (!read(value.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        if (!take('}'))
            return syntax();
        std::vector<std::string_view> keys(value.keys.begin(), value.keys.end());
        std::sort(keys.begin(), keys.end());
        return std::adjacent_find(keys.begin(), keys.end()) == keys.end() || m_input.fail("duplicate-key");
    }

    bool read_hex(std::uint32_t& code)
    {
        const std::string_view digits = m_text.substr(m_at, 4);
        code = 0;
        const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (digits.size() != 4 || parsed.ptr != digits.data() + 4)
            return syntax();
        m_at += 4;
        return true;
    }

    bool read_escape(std::string& out, bool& lone)
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
        ++m_at;
        if (const std::size_t letter = letters.find(c); letter != std::string_view::npos) {
            out += meanings[letter];
            return true;
        }
        std::uint32_t code = 0;
        if (c != 'u' || !read_hex(code))
            return syntax();
        if (code >= 0xD800 && code < 0xDC00 && m_text.substr(m_at, 2) == "\\u") {
            const std::size_t before = m_at;
            std::uint32_t low = 0;
            m_at += 2;
            if (!read_hex(low))
                return false;
            if (low >= 0xDC00 && low < 0xE000)
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            else
                m_at = before;
        }
        if (code >= 0xD800 && code < 0xE000) {
            lone = true;
            code = 0xFFFD;
        }
        append_utf8(out, code);
        return true;
    }

    bool read_string(std::string& out, bool& lone)
    {
        ++m_at;
        while (m_at < m_text.size() && !at('"')) {
            if (static_cast<unsigned char>(m_text[m_at]) < 0x20)
                return syntax();
            if (!at('\\')) {
                out += m_text[m_at++];
                continue;
            }
            ++m_at;
            if (!read_escape(out, lone))
                return false;
        }
        if (m_at == m_text.size())
            return syntax();
        ++m_at;
        return true;
    }

    bool digits()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9')
            ++m_at;
        return m_at > begin;
    }

    bool read_number(JsonValue& value)
    {
        value.kind = JsonValue::Kind::number;
        const std::size_t begin = m_at;
        if (at('-'))
            ++m_at;
        const bool zero = at('0');
        const std::size_t first = m_at;
        if (!digits() || (zero && m_at - first > 1))
            return syntax();
        if (at('.')) {
            ++m_at;
            if (!digits())
                return syntax();
        }
        if (at('e') || at('E')) {
            ++m_at;
            if (at('+') || at('-'))
                ++m_at;
            if (!digits())
                return syntax();
        }
        value.text = m_text.substr(begin, m_at - begin);
        return true;
    }

    std::string_view m_text;
    JsonInput& m_input;
    std::size_t m_at = 0;
};

} // namespace wirebench_runtime
