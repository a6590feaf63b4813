// SPDX-License-Identifier: MIT
// Tells by its looks in which form bytes were pasted. A text with a mistake in it must still be taken for the form it
// was meant in, so that the mistake is reported: every test here asks what most of the text looks like.
#include "core/base/text.h"
#include "core/inspect/hex_reading.h"

#include <algorithm>
#include <vector>

namespace wirebench {

namespace {

/// The first words of the text, separated by blanks or commas, comments left out.
std::vector<std::string_view> firstWords(HexReading& reading, std::size_t limit)
{
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while (words.size() < limit) {
        at = reading.skipBlankAndComments(at);
        if (reading.ended(at))
            break;
        if (reading.at(at) == ',') {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (!reading.ended(at) && reading.blankLength(at) == 0 && reading.at(at) != ',')
            ++at;
        words.push_back(reading.text().substr(begin, at - begin));
    }
    return words;
}

bool startsWithRadix(std::string_view word, char letter)
{
    return word.size() > 2 && word[0] == '0' && asciiLower(word[1]) == letter;
}

bool allOf(std::string_view text, std::string_view set)
{
    return text.find_first_not_of(set) == std::string_view::npos;
}

bool looksLikeSRecord(std::string_view text)
{
    if (text.size() < 8 || asciiLower(text[0]) != 's' || !isDecimalDigit(text[1]))
        return false;
    return std::all_of(text.begin() + 2, text.begin() + 8, isHexDigit);
}

bool looksLikeBinary(const std::vector<std::string_view>& words)
{
    const auto prefixed = [](std::string_view word) { return startsWithRadix(word, 'b'); };
    if (words.empty() || !std::all_of(words.begin(), words.end(), prefixed))
        return false;
    // `0b0102` is also plain hex; only several prefixes, or nothing but zeros and ones, make it binary.
    return words.size() > 1 || allOf(words[0].substr(2), "01_");
}

bool looksLikeNumberList(std::string_view text, const std::vector<std::string_view>& words)
{
    if (words.size() > 1 && startsWithRadix(words[0], 'x'))
        return true;
    if (words.size() < 2 || text.find(',') == std::string_view::npos)
        return false;
    const bool numbers = std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return startsWithRadix(word, 'x') || startsWithRadix(word, 'b')
            || (word.size() <= 4 && allOf(word, "-0123456789"));
    });
    const bool pairs = std::all_of(words.begin(), words.end(), [](std::string_view word) { return word.size() == 2; });
    return numbers && !pairs;
}

/// A string literal that is meant as bytes: it has escapes, or a prefix that says so.
bool looksLikeBytesLiteral(std::string_view text)
{
    const std::size_t quote = text.find_first_of("\"'");
    if (quote == std::string_view::npos || quote == 0)
        return false;
    const std::size_t list = text.find('{');
    const bool prefix = text[quote - 1] == 'b' || text[quote - 1] == 'B';
    const bool conversion = text.substr(0, quote).find("byte(") != std::string_view::npos;
    const bool inList = list < quote || text.substr(0, quote).find_first_of(",0123456789") != std::string_view::npos
        || (text[0] == '[' && !conversion);
    return (prefix || conversion) && !inList;
}

/// A string literal with escapes, alone or assigned to something.
bool looksLikeEscapedString(std::string_view text)
{
    const std::size_t quote = text.find_first_of("\"'");
    const std::size_t assignment = text.find('=');
    const std::size_t from = assignment < quote ? assignment : 0;
    return quote != std::string_view::npos && text.find_first_of("[{", from) > quote
        && text.find("\\x", quote) != std::string_view::npos;
}

} // namespace

bool looksLikeBase64(std::string_view text, bool url)
{
    std::string digits;
    for (const char c : text) {
        if (c != '\r' && c != '\n')
            digits.push_back(c);
    }
    while (!digits.empty() && (digits.back() == ' ' || digits.back() == '\t'))
        digits.pop_back();
    if (std::string_view(digits).starts_with("base64:"))
        return !url;
    const std::size_t padding = digits.size() - (digits.find_last_not_of('=') + 1);
    const std::string_view core = std::string_view(digits).substr(0, digits.size() - padding);
    const auto fits = [url](char c) {
        return isIdentifierStart(c) ? c != '_' || url : isDecimalDigit(c) || (url ? c == '-' : c == '+' || c == '/');
    };
    if (core.size() < 2 || padding > 2 || core.size() % 4 == 1 || !std::all_of(core.begin(), core.end(), fits))
        return false;
    if (padding > 0)
        return (core.size() + padding) % 4 == 0;
    // Hex digits with a mistake are mostly pairs of hex digits; Base64 hardly ever is.
    std::size_t pairs = 0;
    for (std::size_t i = 0; i + 1 < core.size(); i += 2)
        pairs += isHexDigit(core[i]) && isHexDigit(core[i + 1]) ? 1u : 0u;
    return core.size() >= 4 && pairs * 3 <= core.size() / 2;
}

HexForm recogniseHexForm(std::string_view text)
{
    HexReading reading(text);
    const std::size_t start = reading.skipBlank(0);
    const std::string_view trimmed = text.substr(start);
    const bool colonLine = trimmed.starts_with(':');
    if (colonLine)
        return HexForm::IntelHex;
    if (looksLikeSRecord(trimmed))
        return HexForm::SRecord;
    if (looksLikeHexDump(text))
        return HexForm::HexDump;
    if (looksLikeBase64(trimmed, false))
        return HexForm::Base64;
    if (looksLikeBase64(trimmed, true))
        return HexForm::Base64Url;
    const std::string_view code = text.substr(reading.skipBlankAndComments(start));
    if (hexCallQuote(text) != std::string_view::npos)
        return HexForm::Plain;
    if (code.starts_with('%') || code.starts_with('\\') || looksLikeBytesLiteral(code) || looksLikeEscapedString(code))
        return HexForm::Escaped;
    const std::vector<std::string_view> words = firstWords(reading, 64);
    if (looksLikeBinary(words))
        return HexForm::Binary;
    if (code.find_first_of("[{(") != std::string_view::npos || looksLikeNumberList(code, words))
        return HexForm::ArrayLiteral;
    return HexForm::Plain;
}

} // namespace wirebench
