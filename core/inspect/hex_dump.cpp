// SPDX-License-Identifier: MIT
// Hex dumps: xxd, hexdump -C, od -Ax -tx1, Wireshark, tcpdump, WinDbg. Offset and text columns are stripped.
#include "core/inspect/hex_dump_line.h"

#include <algorithm>
#include <array>
#include <optional>

namespace wirebench {

namespace {

class DumpReader {
public:
    explicit DumpReader(HexReading& reading) : m_reading(reading) { }

    void read()
    {
        if (!collect() || m_lines.empty() || !refuseWords())
            return;
        chooseRadix();
        m_bits = !m_lines.front().repeat && showsBits(m_reading, m_lines.front());
        for (std::size_t i = 0; i < m_lines.size() && !m_reading.hopeless(); ++i) {
            if (m_lines[i].repeat ? !repeat(i) : !readLine(i))
                return;
        }
    }

private:
    bool collect()
    {
        for (std::size_t at = 0; !m_reading.ended(at);) {
            DumpLine line = lineAt(m_reading, at);
            at = nextLineStart(m_reading, line.end);
            if (isSkippedLine(m_reading, line))
                continue;
            if (!readOffset(m_reading, line)) {
                m_reading.fail(m_reading.skipBlank(line.begin), line.end,
                               "This line does not start with an offset of 4 to 16 hex digits, as the lines of a hex "
                               "dump do.");
                return false;
            }
            m_lines.push_back(std::move(line));
        }
        return true;
    }

    /// `hexdump` and `od -x` without options print 16-bit numbers in the byte order of the machine they ran on.
    bool refuseWords()
    {
        const DumpLine& first = m_lines.front();
        const DumpToken token = tokenAfter(m_reading, first, first.offsetEnd);
        const bool words = !first.repeat && !first.colon && token.end - token.begin > 2;
        if (words)
            m_reading.fail(token.begin, token.end,
                           "This dump shows numbers of {0} bytes, whose byte order is not known; dump single bytes "
                           "(hexdump -C, od -Ax -tx1, db).",
                           {std::to_string((token.end - token.begin) / 2)});
        return !words;
    }

    /// Offsets are hex, unless the step to the second one says otherwise. Of the usual tools only `od` writes seven
    /// digits, and octal ones unless told.
    void chooseRadix()
    {
        const bool od = m_lines[0].digits.size() == 7 && !m_lines[0].colon;
        const std::array<unsigned, 3> radixes = od ? std::array{8u, 10u, 16u} : std::array{16u, 8u, 10u};
        const auto found = std::find_if(radixes.begin(), radixes.end(), [this](unsigned radix) { return fits(radix); });
        m_radix = found == radixes.end() ? 16 : *found;
    }

    bool fits(unsigned radix) const
    {
        const bool repeated = m_lines.size() > 2 && m_lines[1].repeat;
        if (m_lines.size() < 2)
            return radix == 16;
        const auto first = offsetValue(m_lines[0], radix);
        const auto second = offsetValue(m_lines[repeated ? 2 : 1], radix);
        const std::size_t bytes = bytesByLooks(m_reading, m_lines[0]);
        if (!first || !second || *second <= *first || bytes == 0)
            return false;
        return repeated ? (*second - *first) % bytes == 0 : *second - *first == bytes;
    }

    std::optional<std::uint64_t> offsetOf(const DumpLine& line)
    {
        const std::optional<std::uint64_t> value = offsetValue(line, m_radix);
        if (!value)
            m_reading.fail(line.offsetBegin, line.offsetEnd,
                           "This offset has digits that the offsets above cannot have.");
        return value;
    }

    /// Bytes that line `i` must have, by the offset behind it; nothing for the last line.
    std::optional<std::uint64_t> expectedBytes(std::size_t i, std::uint64_t offset) const
    {
        if (i + 1 >= m_lines.size() || m_lines[i + 1].repeat)
            return std::nullopt;
        const auto next = offsetValue(m_lines[i + 1], m_radix);
        if (!next || *next < offset || *next - offset > 4096)
            return std::nullopt;
        return *next - offset;
    }

    bool readLine(std::size_t i)
    {
        const DumpLine& line = m_lines[i];
        const std::optional<std::uint64_t> offset = offsetOf(line);
        if (!offset)
            return false;
        if (i == 0)
            m_origin = *offset;
        else if (*offset - m_origin != m_reading.bytes().size() && !m_reading.failed()) {
            m_reading.fail(line.offsetBegin, line.offsetEnd,
                           "This offset does not follow from the lines above, which end {0} bytes behind the first.",
                           {std::to_string(m_reading.bytes().size())});
            return false;
        }
        m_lastLine = m_reading.bytes().size();
        readGroups(line, expectedBytes(i, *offset));
        return true;
    }

    void readGroups(const DumpLine& line, std::optional<std::uint64_t> expected)
    {
        const std::size_t before = m_reading.bytes().size();
        std::size_t at = line.offsetEnd;
        while (!m_reading.hopeless()) {
            const std::size_t bytes = m_reading.bytes().size() - before;
            const DumpToken token = tokenAfter(m_reading, line, at);
            const bool atTextColumn = m_textColumn != 0 && token.begin - line.begin >= m_textColumn;
            const bool done = expected ? bytes >= *expected || token.begin >= line.end
                                       : startsTextColumn(m_reading, line, token, bytes) || atTextColumn;
            if (done) {
                finishLine(line, token, bytes, expected);
                return;
            }
            at = readGroup(line, token);
            if (at == 0)
                return;
        }
    }

    /// Reads one group of digits; gives 0 after a problem.
    std::size_t readGroup(const DumpLine& line, const DumpToken& token)
    {
        const bool dash = token.end < line.end && m_reading.at(token.end) == '-';
        if (token.end < line.end && !dash && m_reading.blankLength(token.end) == 0) {
            m_reading.failAt(token.end, "{0} is not a hex digit; expected the bytes of this line of the dump.");
            return 0;
        }
        if (m_bits)
            return readBits(token);
        if ((token.end - token.begin) % 2 != 0 || token.begin == token.end) {
            m_reading.fail(token.end == token.begin ? token.end : token.end - 1, std::max(token.end, token.begin + 1),
                           "This group of the dump has an odd number of hex digits; a byte takes two.");
            return 0;
        }
        for (std::size_t i = token.begin; i < token.end; i += 2)
            m_reading.put(hexDigit(m_reading.at(i)) * 16 + hexDigit(m_reading.at(i + 1)));
        return dash ? token.end + 1 : token.end;
    }

    std::size_t readBits(const DumpToken& token)
    {
        const std::string_view digits = m_reading.text().substr(token.begin, token.end - token.begin);
        if (!isBinaryByte(digits)) {
            m_reading.fail(token.begin, std::max(token.end, token.begin + 1),
                           "This group is not a byte of eight binary digits, as the others are.");
            return 0;
        }
        unsigned byte = 0;
        for (const char digit : digits)
            byte = byte * 2 + (digit == '1' ? 1u : 0u);
        m_reading.put(byte);
        return token.end;
    }

    void finishLine(const DumpLine& line, const DumpToken& token, std::size_t bytes,
                    std::optional<std::uint64_t> expected)
    {
        if (expected && bytes != *expected)
            m_reading.fail(line.begin, line.end,
                           "This line has {0} bytes, but the next offset is {1} bytes further on.",
                           {std::to_string(bytes), std::to_string(*expected)});
        if (token.begin < line.end && m_textColumn == 0)
            m_textColumn = token.begin - line.begin;
    }

    bool repeat(std::size_t i)
    {
        const DumpLine& line = m_lines[i];
        const bool fits = i > 0 && !m_lines[i - 1].repeat && i + 1 < m_lines.size() && !m_lines[i + 1].repeat;
        const std::optional<std::uint64_t> next = fits ? offsetOf(m_lines[i + 1]) : std::nullopt;
        Bytes& bytes = m_reading.bytes();
        const std::uint64_t end = next ? *next - m_origin : 0;
        if (!next || end < bytes.size() || end > kMaxExpandedBytes || m_lastLine == bytes.size()) {
            m_reading.fail(line.offsetBegin, line.end,
                           "'*' repeats the line above up to the offset of the next line; here this makes no sense, or "
                           "more than {0} MiB.",
                           {std::to_string(kMaxExpandedBytes >> 20)});
            return false;
        }
        const std::size_t period = bytes.size() - m_lastLine;
        bytes.reserve(end);
        while (bytes.size() < end)
            bytes.push_back(bytes[bytes.size() - period]);
        return true;
    }

    HexReading& m_reading;
    std::vector<DumpLine> m_lines;
    unsigned m_radix = 16;
    bool m_bits = false; ///< Bytes are shown as binary digits.
    std::uint64_t m_origin = 0;
    std::size_t m_lastLine = 0; ///< Where the bytes of the line read last begin.
    std::size_t m_textColumn = 0; ///< Bytes from a line's start to its text column, once one was seen.
};

/// True when a single line looks like offset and bytes rather than like plain hex digits.
bool isDumpLine(const HexReading& reading, const DumpLine& line)
{
    if (line.repeat)
        return false;
    const DumpToken first = tokenAfter(reading, line, line.offsetEnd);
    if (first.end == first.begin)
        return false;
    const std::string_view offset = reading.text().substr(line.offsetBegin, line.offsetEnd - line.offsetBegin);
    const std::string_view rest = reading.text().substr(first.end, line.end - std::min(line.end, first.end));
    if (line.colon || offset.find('`') != std::string_view::npos || rest.ends_with('|'))
        return true;
    const bool zero = offset.find_first_not_of("0x") == std::string_view::npos;
    return first.end - first.begin == 2 && (first.gap >= 2 || zero);
}

} // namespace

bool looksLikeHexDump(std::string_view text)
{
    const HexReading reading(text);
    std::vector<DumpLine> lines;
    for (std::size_t at = 0; !reading.ended(at) && lines.size() < 2;) {
        DumpLine line = lineAt(reading, at);
        at = nextLineStart(reading, line.end);
        if (isSkippedLine(reading, line))
            continue;
        if (!readOffset(reading, line))
            break;
        lines.push_back(std::move(line));
    }
    if (lines.empty())
        return false;
    if (isDumpLine(reading, lines.front()))
        return true;
    if (lines.size() < 2 || lines[1].repeat)
        return false;
    const std::uint64_t step = offsetValue(lines[1], 16).value_or(0) - offsetValue(lines[0], 16).value_or(0);
    return step != 0 && step == bytesByLooks(reading, lines[0]);
}

void readHexDump(HexReading& reading)
{
    DumpReader(reading).read();
}

} // namespace wirebench
