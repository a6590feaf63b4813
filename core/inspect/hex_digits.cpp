// SPDX-License-Identifier: MIT
// Digits without any structure around them: plain hex, binary digits, Base64.
#include "core/base/text.h"
#include "core/inspect/hex_reading.h"

#include <array>

namespace wirebench {

namespace {

constexpr std::string_view oddDigit
    = "This group has an odd number of hex digits ({0}); a byte takes two. Add the missing digit.";
constexpr std::string_view notHex
    = "{0} is not a hex digit; expected 0-9, a-f, or a space, colon, dash, comma or underscore between bytes.";

bool isHexSeparator(char c)
{
    return c == ':' || c == '-' || c == ',' || c == '_';
}

/// Reads the digits at `at` and gives the offset behind them.
std::size_t readHexGroup(HexReading& reading, std::size_t at)
{
    const bool prefixed = reading.at(at) == '0' && (reading.at(at + 1) == 'x' || reading.at(at + 1) == 'X')
        && isHexDigit(reading.at(at + 2));
    const std::size_t begin = prefixed ? at + 2 : at;
    std::size_t end = begin;
    while (isHexDigit(reading.at(end)))
        ++end;
    const std::size_t digits = end - begin;
    // A group that ends at a bad character is not odd, it is broken there; that is reported on its own.
    const bool ends = reading.ended(end) || reading.blankLength(end) > 0 || isHexSeparator(reading.at(end))
        || reading.at(end) == '#' || reading.at(end) == '/' || reading.at(end) == '"' || reading.at(end) == '\'';
    if (digits % 2 != 0 && ends)
        reading.fail(end - 1, end, oddDigit, {std::to_string(digits)});
    for (std::size_t i = begin; i + 1 < end; i += 2)
        reading.put(hexDigit(reading.at(i)) * 16 + hexDigit(reading.at(i + 1)));
    return end;
}

} // namespace

std::size_t hexCallQuote(std::string_view text)
{
    const std::size_t quote = text.find_first_of("\"'");
    if (quote == std::string_view::npos || quote == 0)
        return std::string_view::npos;
    const std::string before = asciiLower(text.substr(0, quote));
    constexpr std::string_view ofCall = "abcdefghijklmnopqrstuvwxyz0123456789_.:!= (";
    const std::size_t open = before.find_last_not_of(' ');
    const bool call = before[open == std::string::npos ? 0 : open] == '('
        && before.find_first_not_of(ofCall) == std::string::npos && before.find("hex") != std::string::npos;
    return call ? quote : std::string_view::npos;
}

void readPlainHex(HexReading& reading)
{
    const std::size_t call = hexCallQuote(reading.text());
    const bool inCall = call != std::string_view::npos;
    std::size_t at = inCall ? call : reading.skipBlankAndComments(0);
    const char quote = reading.at(at) == '"' || reading.at(at) == '\'' ? reading.at(at) : '\0';
    if (quote != '\0')
        ++at;
    bool separatorFits = false;
    bool open = quote != '\0';
    while (!reading.hopeless()) {
        at = reading.skipBlankAndComments(at);
        if (reading.ended(at))
            break;
        const char c = reading.at(at);
        if (isHexDigit(c) && (open || quote == '\0')) {
            at = readHexGroup(reading, at);
            separatorFits = true;
        } else if (isHexSeparator(c) && separatorFits) {
            separatorFits = false;
            ++at;
        } else if (open && c == quote) {
            open = false;
            separatorFits = false;
            ++at;
            while (inCall && (reading.at(at) == ')' || reading.at(at) == ';'))
                ++at;
        } else {
            if (isHexSeparator(c))
                reading.fail(at, at + 1, "{0} stands between two bytes; here a byte was expected.",
                             {reading.shown(at)});
            else
                reading.failAt(at, notHex);
            at += reading.codePointLength(at);
        }
    }
    if (open && !reading.failed())
        reading.fail(reading.size(), reading.size(), "The closing quote is missing.");
}

namespace {

bool isBinaryDigit(char c)
{
    return c == '0' || c == '1';
}

void putBits(HexReading& reading, const std::string& bits, std::size_t begin, std::size_t end)
{
    if (bits.size() > 8 && bits.size() % 8 != 0) {
        reading.fail(begin, end, "This number has {0} binary digits; expected at most 8, or a multiple of 8.",
                     {std::to_string(bits.size())});
        return;
    }
    unsigned byte = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
        byte = byte * 2 + (bits[i] == '1' ? 1u : 0u);
        if ((bits.size() - i - 1) % 8 == 0) {
            reading.put(byte);
            byte = 0;
        }
    }
}

std::size_t readBinaryGroup(HexReading& reading, std::size_t at)
{
    const std::size_t begin = at;
    if (reading.at(at) == '0' && (reading.at(at + 1) == 'b' || reading.at(at + 1) == 'B'))
        at += 2;
    std::string bits;
    for (; isBinaryDigit(reading.at(at)) || (reading.at(at) == '_' && !bits.empty()); ++at) {
        if (reading.at(at) != '_')
            bits.push_back(reading.at(at));
    }
    if (bits.empty()) {
        reading.failAt(at, "{0} is not a binary digit; expected 0 or 1.");
        return at + reading.codePointLength(at);
    }
    putBits(reading, bits, begin, at);
    return at;
}

} // namespace

void readBinaryDigits(HexReading& reading)
{
    std::size_t at = 0;
    bool separatorFits = false;
    while (!reading.hopeless()) {
        at = reading.skipBlankAndComments(at);
        if (reading.ended(at))
            return;
        if (separatorFits && (reading.at(at) == ',' || reading.at(at) == ':' || reading.at(at) == '-')) {
            ++at;
            separatorFits = false;
            continue;
        }
        at = readBinaryGroup(reading, at);
        separatorFits = true;
    }
}

namespace {

/// Value of a Base64 digit; 64 for any other character.
unsigned base64Digit(char c, bool url)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<unsigned>(c - 'A');
    if (c >= 'a' && c <= 'z')
        return static_cast<unsigned>(c - 'a') + 26;
    if (isDecimalDigit(c))
        return static_cast<unsigned>(c - '0') + 52;
    if (c == (url ? '-' : '+'))
        return 62;
    return c == (url ? '_' : '/') ? 63 : 64;
}

struct Base64State {
    std::uint32_t bits = 0;
    unsigned bitCount = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    std::size_t last = 0; ///< Offset of the last digit.
};

void finishBase64(HexReading& reading, const Base64State& state)
{
    if (reading.failed() || state.digits == 0)
        return;
    const std::size_t end = state.last + 1;
    if (state.digits % 4 == 1)
        reading.fail(state.last, end,
                     "Base64 of {0} digits cannot be whole: the last digit has too few bits for a byte.",
                     {std::to_string(state.digits)});
    else if ((state.bits & ((1u << state.bitCount) - 1)) != 0)
        reading.fail(state.last, end,
                     "The last Base64 digit has bits behind the last byte; the text was probably cut off.");
    else if (state.padding > 0 && (state.digits + state.padding) % 4 != 0)
        reading.fail(end, end, "The padding does not fit: {0} digits and {1} '=' are no multiple of 4.",
                     {std::to_string(state.digits), std::to_string(state.padding)});
}

} // namespace

void readBase64(HexReading& reading, bool url)
{
    Base64State state;
    constexpr std::string_view prefix = "base64:";
    std::size_t at = reading.skipBlank(0);
    if (reading.text().substr(at).starts_with(prefix))
        at += prefix.size();
    for (at = reading.skipBlank(at); !reading.ended(at) && !reading.hopeless(); at = reading.skipBlank(at)) {
        const char c = reading.at(at);
        const unsigned digit = base64Digit(c, url);
        if (c == '#') {
            at = reading.skipBlankAndComments(at);
            continue;
        }
        if (c == '=') {
            ++state.padding;
        } else if (digit > 63) {
            reading.failAt(at,
                           url ? "{0} is not a URL-safe Base64 digit; expected A-Z, a-z, 0-9, '-', '_' or '='."
                               : "{0} is not a Base64 digit; expected A-Z, a-z, 0-9, '+', '/' or '='.");
        } else if (state.padding > 0) {
            reading.failAt(at, "{0} stands behind the padding '='; nothing may follow it.");
        } else {
            state.bits = (state.bits << 6 | digit) & 0xFFFFu;
            state.bitCount += 6;
            ++state.digits;
            state.last = at;
            if (state.bitCount >= 8) {
                state.bitCount -= 8;
                reading.put(state.bits >> state.bitCount & 0xFFu);
            }
        }
        at += reading.codePointLength(at);
    }
    finishBase64(reading, state);
}

} // namespace wirebench
