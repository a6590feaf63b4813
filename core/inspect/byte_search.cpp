// SPDX-License-Identifier: MIT
#include "core/inspect/byte_search.h"

#include "core/base/text.h"
#include "core/inspect/hex_reading.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace wirebench {

namespace {

constexpr unsigned kAnyDigit = 16;
constexpr std::size_t kBytesBetweenLooks = 64 << 10;

/// The bytes whose upper and lower digit are these; kAnyDigit fits all.
std::bitset<256> byteSet(unsigned upper, unsigned lower)
{
    std::bitset<256> set;
    for (unsigned byte = 0; byte < 256; ++byte) {
        if ((upper == kAnyDigit || byte >> 4 == upper) && (lower == kAnyDigit || (byte & 15) == lower))
            set.set(byte);
    }
    return set;
}

std::bitset<256> characterSet(unsigned byte, bool matchCase)
{
    std::bitset<256> set;
    set.set(byte);
    const unsigned lower = byte | 0x20;
    if (!matchCase && lower >= 'a' && lower <= 'z')
        set.set(lower).set(lower & ~0x20u);
    return set;
}

bool isSeparator(char c)
{
    return c == ':' || c == '-' || c == ',' || c == ';';
}

/// Bytes of a `0x` or `\x` at `at`; 0 where there is none.
std::size_t prefixLength(const HexReading& text, std::size_t at)
{
    const bool prefix
        = (text.at(at) == '0' || text.at(at) == '\\') && (text.at(at + 1) == 'x' || text.at(at + 1) == 'X');
    return prefix ? 2 : 0;
}

void readHexPattern(HexReading& text, BytePattern& pattern)
{
    unsigned upper = 0;
    bool half = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; !text.ended(at) && !text.failed();) {
        const std::size_t blank = text.blankLength(at);
        const std::size_t prefix = half ? 0 : prefixLength(text, at);
        const bool separator = !half && isSeparator(text.at(at));
        if (blank > 0 || prefix > 0 || separator) {
            if (half)
                break;
            at += separator ? 1 : std::max(blank, prefix);
            continue;
        }
        const unsigned digit = text.at(at) == '?' ? kAnyDigit : hexDigit(text.at(at));
        if (digit > 15 && text.at(at) != '?') {
            text.failAt(at, "{0} is no hex digit. Write bytes as 08 96, with ? for any digit, or search for text.");
            return;
        }
        if (half)
            pattern.places.push_back(byteSet(upper, digit));
        else
            begin = at;
        upper = digit;
        half = !half;
        ++at;
    }
    if (half)
        text.fail(begin, begin + 1, "A byte has two digits: write 0{0} or {0}?.", {std::string(1, text.at(begin))});
}

/// The code point that takes `length` bytes from `at` on; U+FFFD for bytes that are no UTF-8.
char32_t codePointAt(std::string_view text, std::size_t at, std::size_t length)
{
    const auto first = static_cast<std::uint8_t>(text[at]);
    if (length == 1)
        return first < 0x80 ? first : 0xFFFD;
    char32_t codePoint = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        codePoint = codePoint << 6 | (static_cast<std::uint8_t>(text[at + i]) & 0x3Fu);
    return codePoint;
}

void readUtf16Pattern(const HexReading& reading, bool matchCase, BytePattern& pattern)
{
    const std::string_view text = reading.text();
    const auto put = [&](char32_t unit) {
        pattern.places.push_back(characterSet(unit & 0xFF, matchCase || unit >= 0x80));
        pattern.places.push_back(characterSet(unit >> 8, true));
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = reading.codePointLength(at);
        const char32_t codePoint = codePointAt(text, at, length);
        if (codePoint >= 0x10000) {
            put(0xD800 + ((codePoint - 0x10000) >> 10));
            put(0xDC00 + ((codePoint - 0x10000) & 0x3FF));
        } else {
            put(codePoint);
        }
        at += length;
    }
}

/// Runs all places of a pattern at once: bit `k` of the state says that the first `k + 1` places fit up to here.
class PatternRunner {
public:
    explicit PatternRunner(const BytePattern& pattern) : m_words((pattern.size() + 63) / 64), m_last(pattern.size() - 1)
    {
        m_fits.resize(256 * m_words);
        m_state.resize(m_words);
        for (std::size_t place = 0; place < pattern.size(); ++place) {
            for (std::size_t byte = 0; byte < 256; ++byte) {
                if (pattern.places[place].test(byte))
                    m_fits[byte * m_words + place / 64] |= std::uint64_t{1} << place % 64;
            }
        }
    }

    void reset() { std::ranges::fill(m_state, 0); }
    /// Takes the next byte; true when the pattern ends with it.
    bool step(std::uint8_t byte)
    {
        const std::uint64_t* fits = m_fits.data() + byte * m_words;
        std::uint64_t carry = 1;
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < m_words; ++i) {
            const std::uint64_t out = m_state[i] >> 63;
            m_state[i] = (m_state[i] << 1 | carry) & fits[i];
            any |= m_state[i];
            carry = out;
        }
        m_idle = any == 0;
        return (m_state[m_last / 64] >> m_last % 64 & 1) != 0;
    }
    /// Nothing of the pattern fits at present.
    bool idle() const { return m_idle; }

private:
    std::size_t m_words;
    std::size_t m_last;
    std::vector<std::uint64_t> m_fits; ///< For each byte, the places it fits.
    std::vector<std::uint64_t> m_state;
    bool m_idle = true;
};

} // namespace

SearchText readSearchText(std::string_view text, SearchForm form, bool matchCase)
{
    SearchText result;
    HexReading reading(text);
    switch (form) {
    case SearchForm::Hex:
        readHexPattern(reading, result.pattern);
        break;
    case SearchForm::Text:
        for (const char c : text)
            result.pattern.places.push_back(characterSet(static_cast<std::uint8_t>(c), matchCase));
        break;
    case SearchForm::Utf16:
        readUtf16Pattern(reading, matchCase, result.pattern);
        break;
    }
    if (result.pattern.size() > BytePattern::kMostBytes)
        reading.fail(0, text.size(), "That is {0} bytes; up to {1} can be looked for. Shorten the text.",
                     {std::to_string(result.pattern.size()), std::to_string(BytePattern::kMostBytes)});
    result.diagnostics = reading.takeDiagnostics();
    if (hasErrors(result.diagnostics))
        result.pattern.places.clear();
    return result;
}

ByteMatches findBytes(ByteView bytes, const BytePattern& pattern, std::size_t most, const std::atomic<bool>* stop)
{
    ByteMatches matches;
    if (pattern.empty() || pattern.size() > bytes.size())
        return matches;
    PatternRunner runner(pattern);
    // A first byte that is known is looked for by the library, which is faster than any loop.
    const std::bitset<256>& start = pattern.places.front();
    int known = -1;
    for (int byte = 0; start.count() == 1 && byte < 256; ++byte) {
        if (start.test(std::size_t(byte)))
            known = byte;
    }
    std::size_t nextLook = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (at >= nextLook) {
            nextLook = at + kBytesBetweenLooks;
            if (stop && stop->load(std::memory_order_relaxed)) {
                matches.complete = false;
                return matches;
            }
        }
        if (known >= 0 && runner.idle()) {
            const std::size_t reach = std::min(bytes.size(), nextLook) - at;
            const void* found = std::memchr(bytes.data() + at, known, reach);
            if (!found) {
                at += reach - 1;
                continue;
            }
            at = std::size_t(static_cast<const std::uint8_t*>(found) - bytes.data());
        }
        if (!runner.step(bytes[at]))
            continue;
        if (matches.offsets.size() == most) {
            matches.complete = false;
            return matches;
        }
        matches.offsets.push_back(at + 1 - pattern.size());
        runner.reset();
    }
    return matches;
}

} // namespace wirebench
