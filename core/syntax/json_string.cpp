// SPDX-License-Identifier: MIT
#include "core/syntax/json_problems.h"

#include "core/base/text.h"

#include <array>

namespace wirebench {

Diagnostic& JsonProblems::report(std::string_view code, TextRange range, Message message)
{
    if (m_budget == 0) {
        m_scratch = Diagnostic();
        return m_scratch;
    }
    --m_budget;
    Diagnostic& problem = m_diagnostics->emplace_back();
    problem.code = code;
    problem.message = std::move(message);
    problem.place = place(range);
    return problem;
}

void addFix(Diagnostic& problem, Message title, TextRange range, std::string replacement)
{
    problem.fixes.push_back({std::move(title), {{range, std::move(replacement)}}});
}

bool isJsonNumber(std::string_view text)
{
    std::size_t at = 0;
    const auto digits = [&text, &at] {
        const std::size_t before = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at > before;
    };
    if (text.starts_with('-'))
        ++at;
    const std::size_t integer = at;
    if (!digits() || (text[integer] == '0' && at > integer + 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits())
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::size_t sequenceSize(std::string_view text, std::size_t at)
{
    for (std::size_t size = 1; size <= 4 && at + size <= text.size(); ++size) {
        if (isValidUtf8(asBytes(text.substr(at, size))))
            return size;
    }
    return 0;
}

std::string hexNumber(std::uint32_t value, std::size_t digits)
{
    static constexpr std::string_view symbols = "0123456789ABCDEF";
    std::string result(digits, '0');
    for (std::size_t i = digits; i-- > 0; value >>= 4)
        result[i] = symbols[value & 15u];
    return result;
}

} // namespace

std::string describeCharacter(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return "the end of the text";
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F)
        return "U+" + hexNumber(byte, 4);
    const std::size_t size = sequenceSize(text, at);
    if (size == 0)
        return "the byte 0x" + hexNumber(byte, 2);
    return "'" + std::string(text.substr(at, size)) + "'";
}

namespace {

class StringReader {
public:
    StringReader(std::string_view text, std::uint32_t begin, JsonProblems& problems)
        : m_text(text), m_problems(problems), m_begin(begin), m_at(begin + 1), m_quote(text[begin])
    {
    }

    JsonString read()
    {
        while (m_at < m_text.size() && m_text[m_at] != m_quote && !atLineEnd())
            readOne();
        m_result.contentEnd = m_at;
        m_result.end = m_at;
        if (m_at < m_text.size() && m_text[m_at] == m_quote) {
            ++m_result.end;
        } else {
            Diagnostic& problem = m_problems.syntax(
                {m_begin, m_at},
                {"This text has no closing quote; a JSON string ends on the line it starts on. Write '\"' at its end, "
                 "and \\n for a line break inside it.",
                 {}});
            addFix(problem, {"Close the string", {}}, {m_at, m_at}, std::string(1, m_quote));
        }
        return std::move(m_result);
    }

private:
    bool atLineEnd() const { return m_text[m_at] == '\n' || m_text[m_at] == '\r'; }

    void readOne()
    {
        const auto byte = static_cast<unsigned char>(m_text[m_at]);
        if (byte == '\\')
            return readEscape();
        if (byte < 0x20) {
            reportControl(byte);
        } else if (byte >= 0x80) {
            return readSequence();
        }
        put(m_text.substr(m_at, 1));
        ++m_at;
    }

    void reportControl(unsigned byte)
    {
        const std::string escape = byte == '\t' ? std::string("\\t") : "\\u" + hexNumber(byte, 4);
        Diagnostic& problem
            = m_problems.syntax({m_at, m_at + 1},
                                {"A control character (U+{0}) may not stand in a JSON string as it is; write {1}.",
                                 {hexNumber(byte, 4), escape}});
        addFix(problem, {"Write {0}", {escape}}, {m_at, m_at + 1}, escape);
    }

    void readSequence()
    {
        const std::size_t size = sequenceSize(m_text, m_at);
        if (size == 0) {
            m_problems.syntax({m_at, m_at + 1},
                              {"The byte 0x{0} is not valid UTF-8; JSON text is UTF-8. Save the file as UTF-8.",
                               {hexNumber(static_cast<unsigned char>(m_text[m_at]), 2)}});
            change();
            m_result.decoded.append(kReplacement);
            ++m_at;
            return;
        }
        put(m_text.substr(m_at, size));
        m_at += static_cast<std::uint32_t>(size);
    }

    void put(std::string_view piece)
    {
        if (!m_result.asWritten)
            m_result.decoded.append(piece);
    }

    /// From here on the content differs from what is written.
    void change()
    {
        if (m_result.asWritten)
            m_result.decoded.assign(m_text.substr(m_begin + 1, m_at - m_begin - 1));
        m_result.asWritten = false;
    }

    void readEscape()
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        change();
        const char letter = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (letter == 'u')
            return readUnicodeEscape();
        const std::size_t known = letters.find(letter);
        if (letter != '\0' && known != std::string_view::npos) {
            m_result.decoded.push_back(meanings[known]);
            m_at += 2;
            return;
        }
        if (letter == '\'' && m_quote == '\'') {
            m_result.decoded.push_back('\'');
            m_at += 2;
            return;
        }
        Diagnostic& problem = m_problems.syntax(
            {m_at, m_at + 1},
            {"A backslash before {0} means nothing in JSON; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u "
             "with four hex digits. Write \\\\ for a backslash.",
             {describeCharacter(m_text, m_at + 1)}});
        addFix(problem, {"Write \\\\ for a backslash", {}}, {m_at, m_at + 1}, "\\\\");
        m_result.decoded.push_back('\\');
        ++m_at;
    }

    /// The value of the four hex digits of `\uXXXX` at `at`; -1 when it is none.
    std::int32_t unicodeEscape(std::size_t at) const
    {
        if (at + 6 > m_text.size() || m_text[at] != '\\' || m_text[at + 1] != 'u')
            return -1;
        std::int32_t value = 0;
        for (std::size_t i = at + 2; i < at + 6; ++i) {
            const char c = asciiLower(m_text[i]);
            const bool digit = c >= '0' && c <= '9';
            if (!digit && (c < 'a' || c > 'f'))
                return -1;
            value = value * 16 + (digit ? c - '0' : c - 'a' + 10);
        }
        return value;
    }

    void readUnicodeEscape()
    {
        const std::int32_t unit = unicodeEscape(m_at);
        if (unit < 0) {
            m_problems.syntax({m_at, m_at + 2},
                              {"\\u needs four hex digits behind it, as in \\u00e9; found {0} too early.",
                               {describeCharacter(m_text, firstBadDigit())}});
            m_result.decoded.append(kReplacement);
            m_at += 2;
            return;
        }
        const std::int32_t low = unicodeEscape(m_at + 6);
        const bool high = unit >= 0xD800 && unit <= 0xDBFF;
        if (high && low >= 0xDC00 && low <= 0xDFFF) {
            appendUtf8(m_result.decoded, static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
            m_at += 12;
            return;
        }
        m_at += 6;
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            m_result.loneSurrogate = true;
            m_result.decoded.append(kReplacement);
        } else {
            appendUtf8(m_result.decoded, static_cast<char32_t>(unit));
        }
    }

    std::size_t firstBadDigit() const
    {
        std::size_t at = m_at + 2;
        while (at < m_text.size() && isIdentifierPart(m_text[at]) && asciiLower(m_text[at]) <= 'f' && m_text[at] != '_')
            ++at;
        return at;
    }

    std::string_view m_text;
    JsonProblems& m_problems;
    std::uint32_t m_begin;
    std::uint32_t m_at;
    char m_quote;
    JsonString m_result;
};

} // namespace

JsonString readJsonString(std::string_view text, std::uint32_t begin, JsonProblems& problems)
{
    return StringReader(text, begin, problems).read();
}

} // namespace wirebench
