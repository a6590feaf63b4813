// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace wirebench {

namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

} // namespace

LineIndex::LineIndex(std::string_view text) : m_text(text)
{
    m_starts.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool carriageReturn = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
        if (text[i] == '\n' || carriageReturn)
            m_starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
}

std::uint32_t LineIndex::codePoints(std::uint32_t begin, std::uint32_t end) const
{
    const auto size = static_cast<std::uint32_t>(m_text.size());
    const std::string_view part = m_text.substr(std::min(begin, size), std::min(end, size) - std::min(begin, size));
    return static_cast<std::uint32_t>(
        std::count_if(part.begin(), part.end(), [](char c) { return !isContinuation(c); }));
}

TextPosition LineIndex::position(std::uint32_t offset) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
    const std::uint32_t start = *std::prev(after);
    return {static_cast<std::uint32_t>(after - m_starts.begin()), codePoints(start, offset) + 1};
}

std::string_view LineIndex::line(std::uint32_t line) const
{
    if (line == 0 || line > m_starts.size())
        return {};
    const std::size_t begin = m_starts[line - 1];
    const std::size_t end = line < m_starts.size() ? m_starts[line] : m_text.size();
    std::string_view text = m_text.substr(begin, end - begin);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

std::uint32_t LineIndex::offset(TextPosition position) const
{
    const std::uint32_t line = std::clamp<std::uint32_t>(position.line, 1, lineCount());
    const std::string_view text = this->line(line);
    std::size_t at = 0;
    for (std::uint32_t column = 1; column < position.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && isContinuation(text[at]))
            ++at;
    }
    return m_starts[line - 1] + static_cast<std::uint32_t>(at);
}

namespace {

/// Bytes of the well-formed sequence that starts at `bytes[0]`, or 0 (Unicode standard, table 3-7).
std::size_t sequenceLength(ByteView bytes)
{
    const std::uint8_t lead = bytes[0];
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2
        : lead >= 0xE0 && lead <= 0xEF                      ? 3
        : lead >= 0xF0 && lead <= 0xF4                      ? 4
                                                            : 0;
    if (length == 0 || bytes.size() < length)
        return 0;
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((bytes[i] & 0xC0u) != 0x80u)
            return 0;
    }
    return length;
}

/// Whether fewer than eight bytes are all ASCII, in two loads that overlap.
bool shortIsAscii(ByteView bytes)
{
    const std::size_t size = bytes.size();
    std::uint32_t word = 0;
    if (size >= 4) {
        std::uint32_t last;
        std::memcpy(&word, bytes.data(), 4);
        std::memcpy(&last, bytes.data() + size - 4, 4);
        word |= last;
    } else {
        for (const std::uint8_t byte : bytes)
            word |= byte;
    }
    return (word & 0x80808080u) == 0;
}

} // namespace

std::size_t validUtf8Prefix(ByteView bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at >= 8) {
            std::uint64_t word;
            std::memcpy(&word, bytes.data() + at, 8);
            if ((word & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        } else if (shortIsAscii(bytes.subspan(at))) {
            return bytes.size();
        }
        const std::size_t length = sequenceLength(bytes.subspan(at));
        if (length == 0)
            return at;
        at += length;
    }
    return at;
}

void appendUtf8(std::string& out, char32_t codePoint)
{
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    const auto value = static_cast<std::uint32_t>(codePoint);
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0u | (value >> 6));
        put(0x80u | (value & 0x3Fu));
    } else if (value < 0x10000) {
        put(0xE0u | (value >> 12));
        put(0x80u | ((value >> 6) & 0x3Fu));
        put(0x80u | (value & 0x3Fu));
    } else {
        put(0xF0u | (value >> 18));
        put(0x80u | ((value >> 12) & 0x3Fu));
        put(0x80u | ((value >> 6) & 0x3Fu));
        put(0x80u | (value & 0x3Fu));
    }
}

bool isIdentifierStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isIdentifierPart(char c)
{
    return isIdentifierStart(c) || (c >= '0' && c <= '9');
}

bool isIdentifier(std::string_view text)
{
    return !text.empty() && isIdentifierStart(text.front()) && std::all_of(text.begin(), text.end(), isIdentifierPart);
}

char asciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string asciiLower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return asciiLower(c); });
    return result;
}

std::string toHex(ByteView bytes, std::string_view separator)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    result.reserve(bytes.size() * (2 + separator.size()));
    for (const std::uint8_t byte : bytes) {
        if (!result.empty())
            result.append(separator);
        result.push_back(digits[byte >> 4]);
        result.push_back(digits[byte & 15u]);
    }
    return result;
}

namespace {

/// Insertions, deletions, replacements and exchanges of neighbours ("unit" for "uint").
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(beforeLast, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitute = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitute});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
    }
    return row[b.size()];
}

} // namespace

std::string_view nearestName(std::string_view word, const std::vector<std::string_view>& candidates)
{
    constexpr std::size_t longestCompared = 64;
    if (word.empty() || word.size() > longestCompared)
        return {};
    const std::string lowered = asciiLower(word);
    std::string_view best;
    std::size_t bestDistance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longestCompared)
            continue;
        const std::size_t distance = editDistance(lowered, asciiLower(candidate));
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

} // namespace wirebench
