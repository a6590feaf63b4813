// SPDX-License-Identifier: MIT
// Bytes as escapes: `\x08`, `%08`, and the string literals of programming languages.
#include "core/base/text.h"
#include "core/inspect/hex_reading.h"

#include <optional>

namespace wirebench {

namespace {

constexpr std::string_view badEscape = "{0} does not continue an escape; expected 'x' and two hex digits (\\x08).";

/// The byte of a one-letter escape such as `\n`.
std::optional<unsigned> letterEscape(char c)
{
    constexpr std::string_view letters = "abfnrtv\\'\"?";
    constexpr std::string_view bytes = "\a\b\f\n\r\t\v\\'\"?";
    const std::size_t index = letters.find(c);
    if (c == '\0' || index == std::string_view::npos)
        return std::nullopt;
    return static_cast<unsigned char>(bytes[index]);
}

bool isOctalDigit(char c)
{
    return c >= '0' && c <= '7';
}

struct Escape {
    std::optional<unsigned> byte; ///< Nothing after a problem, or for a line continuation.
    std::size_t end = 0;
};

/// Reads two hex digits at `at`, which follow a mark that is not reported.
Escape readTwoDigits(HexReading& reading, std::size_t at)
{
    for (std::size_t i = at; i < at + 2; ++i) {
        if (!isHexDigit(reading.at(i))) {
            reading.failAt(i, "{0} is not a hex digit; an escaped byte has two of them.");
            return {std::nullopt, i + reading.codePointLength(i)};
        }
    }
    return {hexDigit(reading.at(at)) * 16 + hexDigit(reading.at(at + 1)), at + 2};
}

Escape readOctal(HexReading& reading, std::size_t at)
{
    const std::size_t begin = at;
    unsigned value = 0;
    for (; at < begin + 3 && isOctalDigit(reading.at(at)); ++at)
        value = value * 8 + static_cast<unsigned>(reading.at(at) - '0');
    if (value > 255) {
        reading.fail(begin - 1, at, "This octal escape is {0}; a byte is at most 255 (\\377).",
                     {std::to_string(value)});
        return {std::nullopt, at};
    }
    return {value, at};
}

/// Reads an escape whose backslash is at `at`.
Escape readEscape(HexReading& reading, std::size_t at)
{
    const char c = reading.at(at + 1);
    if (c == 'x')
        return readTwoDigits(reading, at + 2);
    if (isOctalDigit(c))
        return readOctal(reading, at + 1);
    if (const std::optional<unsigned> byte = letterEscape(c))
        return {byte, at + 2};
    if (c == '\n')
        return {std::nullopt, at + 2};
    reading.failAt(at + 1, badEscape);
    return {std::nullopt, at + 1 + reading.codePointLength(at + 1)};
}

} // namespace

std::size_t readQuoted(HexReading& reading, std::size_t at, char quote)
{
    const std::size_t begin = at - 1;
    while (!reading.hopeless()) {
        const char c = reading.at(at);
        if (reading.ended(at) || c == '\n') {
            reading.fail(begin, begin + 1, "The closing quote of this string is missing.");
            return at;
        }
        if (c == quote)
            return at + 1;
        if (c == '\\') {
            const Escape escape = readEscape(reading, at);
            if (escape.byte)
                reading.put(*escape.byte);
            at = escape.end;
        } else {
            reading.put(static_cast<unsigned char>(c));
            ++at;
        }
    }
    return at;
}

namespace {

std::size_t readLooseEscape(HexReading& reading, std::size_t at)
{
    if (reading.at(at) != '\\' && reading.at(at) != '%') {
        reading.failAt(at, "{0} is no escape; outside quotes every byte is written as \\x08 or %08.");
        return at + reading.codePointLength(at);
    }
    const Escape escape = reading.at(at) == '%' ? readTwoDigits(reading, at + 1) : readEscape(reading, at);
    if (escape.byte)
        reading.put(*escape.byte);
    return escape.end;
}

/// Offset of the first quote, with only words and brackets of a declaration before it; npos when there is none.
std::size_t quoteBehindDeclaration(const HexReading& reading)
{
    for (std::size_t at = 0; !reading.ended(at); ++at) {
        const char c = reading.at(at);
        if (c == '"' || c == '\'')
            return at;
        const bool ofDeclaration = isIdentifierPart(c) || reading.blankLength(at) > 0
            || std::string_view("[]():=&*<>.!").find(c) != std::string_view::npos;
        if (!ofDeclaration)
            return std::string_view::npos;
    }
    return std::string_view::npos;
}

/// Skips what may stand between and behind string literals: `b`, `+`, brackets that close, a semicolon, the backslash
/// of a line that goes on.
std::size_t skipBetweenStrings(HexReading& reading, std::size_t at)
{
    for (;;) {
        at = reading.skipBlankAndComments(at);
        const char c = reading.at(at);
        const bool prefix = (c == 'b' || c == 'B') && (reading.at(at + 1) == '"' || reading.at(at + 1) == '\'');
        const bool goesOn = c == '\\' && (reading.at(at + 1) == '\n' || reading.at(at + 1) == '\r');
        if (c == '\0' || !(prefix || goesOn || std::string_view("+)];,").find(c) != std::string_view::npos))
            return at;
        ++at;
    }
}

void readStringLiterals(HexReading& reading, std::size_t at)
{
    while (!reading.ended(at) && !reading.hopeless()) {
        const char c = reading.at(at);
        if (c != '"' && c != '\'') {
            reading.failAt(at, "{0} stands behind the string; expected another string or the end.");
            return;
        }
        at = skipBetweenStrings(reading, readQuoted(reading, at + 1, c));
    }
}

} // namespace

void readEscapedBytes(HexReading& reading)
{
    const std::size_t quote = quoteBehindDeclaration(reading);
    if (quote != std::string_view::npos)
        return readStringLiterals(reading, quote);
    for (std::size_t at = reading.skipBlankAndComments(0); !reading.ended(at) && !reading.hopeless();
         at = reading.skipBlankAndComments(at))
        at = readLooseEscape(reading, at);
}

} // namespace wirebench
