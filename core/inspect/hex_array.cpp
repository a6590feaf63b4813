// SPDX-License-Identifier: MIT
// Bytes as a list of numbers in a programming language, or without one.
#include "core/base/text.h"
#include "core/inspect/hex_reading.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::string_view bracketsOpen = "([{";
constexpr std::string_view bracketsClose = ")]}";

bool isOneOf(char c, std::string_view set)
{
    return c != '\0' && set.find(c) != std::string_view::npos;
}

/// Reads the numbers of an array literal, whatever the language.
class ArrayReader {
public:
    explicit ArrayReader(HexReading& reading) : m_reading(reading) { }

    void read()
    {
        const std::size_t begin = listBegin();
        std::size_t at = begin;
        m_bare = !isOneOf(m_reading.at(begin), "[{");
        do {
            at = m_reading.skipBlankAndComments(at);
            if (m_reading.ended(at) || m_reading.hopeless())
                break;
            at = item(at);
        } while (m_bare || !m_open.empty());
        if (!m_open.empty() && !m_reading.failed())
            m_reading.fail(begin, begin + 1, "This list is not closed; expected '{0}' at its end.",
                           {std::string(1, bracketsClose[bracketsOpen.find(m_open.back())])});
        if (!m_bare && !m_reading.failed())
            checkRest(at);
    }

private:
    /// Where the elements begin: at the bracket of the list, or at the first number of a list without one.
    std::size_t listBegin()
    {
        const std::string_view text = m_reading.text();
        const std::size_t assignment = text.find('=');
        std::size_t at = m_reading.skipBlankAndComments(assignment == std::string_view::npos ? 0 : assignment + 1);
        const std::size_t fallback = at;
        for (; !m_reading.ended(at); at = m_reading.skipBlankAndComments(at)) {
            const char c = m_reading.at(at);
            if (c == '{')
                return at;
            if (c == '[') {
                const std::size_t close = text.find(']', at);
                if (close == std::string_view::npos || isList(at, close))
                    return at;
                at = close;
            }
            ++at;
        }
        return fallback;
    }

    /// Tells `[1, 2]` from the `[3]` or `[]` of a type, which a word or a brace follows, and from `[UInt8]`.
    bool isList(std::size_t open, std::size_t close) const
    {
        const char first = m_reading.at(m_reading.skipBlank(open + 1));
        const std::size_t behind = m_reading.skipBlank(close + 1);
        const bool cast = m_reading.text().substr(std::min(behind, m_reading.size())).starts_with("as ");
        if (!cast && (m_reading.at(behind) == '{' || isIdentifierStart(m_reading.at(behind))))
            return false;
        const bool byteCharacter = first == 'b' && m_reading.at(m_reading.skipBlank(open + 1) + 1) == '\'';
        return !isIdentifierStart(first) || byteCharacter;
    }

    std::size_t item(std::size_t at)
    {
        const char c = m_reading.at(at);
        if (isOneOf(c, bracketsOpen)) {
            m_open.push_back(c);
            return at + 1;
        }
        if (isOneOf(c, bracketsClose))
            return close(at);
        if (c == ',' || (c == ';' && m_bare && m_open.empty())) {
            if (!m_elementBefore)
                m_reading.failAt(at, "{0} stands where a number was expected.");
            m_elementBefore = false;
            return at + 1;
        }
        if (c == '\'' || (c == 'b' && m_reading.at(at + 1) == '\''))
            return character(c == 'b' ? at + 1 : at);
        if (isDecimalDigit(c) || c == '-' || c == '+')
            return number(at);
        return word(at);
    }

    std::size_t close(std::size_t at)
    {
        const std::size_t kind = bracketsClose.find(m_reading.at(at));
        if (m_open.empty() || m_open.back() != bracketsOpen[kind]) {
            m_reading.failAt(at, "{0} closes nothing that was opened.");
            m_open.clear();
            m_bare = true;
        } else {
            m_open.pop_back();
        }
        return at + 1;
    }

    /// A cast or constructor such as `(byte)` or `std::byte{`: no value of its own.
    std::size_t word(std::size_t at)
    {
        std::size_t end = at;
        while (isIdentifierPart(m_reading.at(end)) || m_reading.at(end) == ':' || m_reading.at(end) == '.')
            ++end;
        const char next = m_reading.at(m_reading.skipBlank(end));
        const bool constructs = next == '(' || next == '{' || next == '[';
        const bool casts = next == ')' && !m_open.empty() && m_open.back() == '(';
        if (end > at && (constructs || casts))
            return end;
        if (end > at) {
            m_reading.fail(at, end, "'{0}' is not a number; expected a byte such as 8, 0x08, 0b1000 or 'A'.",
                           {std::string(m_reading.text().substr(at, end - at))});
            return end;
        }
        m_reading.failAt(at, "{0} is not a number; expected a byte such as 8, 0x08, 0b1000 or 'A'.");
        return at + m_reading.codePointLength(at);
    }

    std::size_t character(std::size_t at)
    {
        const std::size_t before = m_reading.bytes().size();
        const std::size_t end = readQuoted(m_reading, at + 1, '\'');
        if (!m_reading.failed() && m_reading.bytes().size() != before + 1)
            m_reading.fail(at, end, "A character of a byte list is exactly one byte; this one has {0}.",
                           {std::to_string(m_reading.bytes().size() - before)});
        m_elementBefore = true;
        return end;
    }

    std::size_t number(std::size_t at);
    bool suffixFits(std::string_view suffix) const;
    void checkRest(std::size_t at);

    HexReading& m_reading;
    std::vector<char> m_open;
    bool m_bare = false;
    bool m_elementBefore = false;
};

struct Radix {
    unsigned base = 10;
    std::size_t prefix = 0; ///< Characters of "0x".
};

Radix radixAt(const HexReading& reading, std::size_t at)
{
    if (reading.at(at) != '0')
        return {};
    switch (asciiLower(reading.at(at + 1))) {
    case 'x':
        return {16, 2};
    case 'b':
        return {2, 2};
    case 'o':
        return {8, 2};
    default:
        return {};
    }
}

bool ArrayReader::suffixFits(std::string_view suffix) const
{
    if (suffix.starts_with('_'))
        suffix.remove_prefix(1);
    const std::string lower = asciiLower(suffix);
    return lower.empty() || lower == "u8" || lower == "i8" || lower == "u" || lower == "l" || lower == "ul";
}

std::size_t ArrayReader::number(std::size_t at)
{
    const std::size_t begin = at;
    const bool negative = m_reading.at(at) == '-';
    if (negative || m_reading.at(at) == '+')
        ++at;
    const Radix radix = radixAt(m_reading, at);
    at += radix.prefix;
    const std::size_t digits = at;
    unsigned value = 0;
    for (; hexDigit(m_reading.at(at)) < radix.base
         || (m_reading.at(at) == '_' && at > digits && hexDigit(m_reading.at(at + 1)) < radix.base);
         ++at) {
        if (m_reading.at(at) != '_')
            value = std::min(value * radix.base + hexDigit(m_reading.at(at)), 100'000u);
    }
    std::size_t end = at;
    while (isIdentifierPart(m_reading.at(end)))
        ++end;
    m_elementBefore = true;
    const std::string written(m_reading.text().substr(begin, end - begin));
    if (at == digits || !suffixFits(m_reading.text().substr(at, end - at))) {
        m_reading.failAt(at, "{0} is not a digit of this number; expected a byte such as 8, 0x08 or 0b1000.");
        return std::max(end, at + m_reading.codePointLength(at));
    }
    if (radix.prefix == 0 && at - digits > 1 && m_reading.at(digits) == '0')
        m_reading.fail(begin, end, "'{0}' could be decimal, octal or hex; write 0x{0} for hex, or leave the zero out.",
                       {written});
    else if (value > (negative ? 128u : 255u))
        m_reading.fail(begin, end, "{0} does not fit in a byte; expected -128 to 255, one number for each byte.",
                       {written});
    else
        m_reading.put((negative ? 256 - value : value) & 0xFFu);
    return end;
}

/// Behind the list only the end of a declaration may follow, and the `unsigned int x_len = 3;` that `xxd -i` writes.
void ArrayReader::checkRest(std::size_t at)
{
    bool lengthName = false;
    for (at = m_reading.skipBlankAndComments(at); !m_reading.ended(at); at = m_reading.skipBlankAndComments(at)) {
        const char c = m_reading.at(at);
        if (isIdentifierStart(c)) {
            std::size_t end = at;
            while (isIdentifierPart(m_reading.at(end)))
                ++end;
            lengthName = m_reading.text().substr(at, end - at).ends_with("_len");
            at = end;
        } else if (lengthName && (c == '=' || isDecimalDigit(c))) {
            ++at;
        } else if (isOneOf(c, ",;)]}[:<>.")) {
            ++at;
        } else {
            m_reading.failAt(at, "{0} stands behind the list; expected its end.");
            return;
        }
    }
}

} // namespace

void readArrayLiteral(HexReading& reading)
{
    ArrayReader(reading).read();
}

} // namespace wirebench
