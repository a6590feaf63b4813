// SPDX-License-Identifier: MIT
#include "core/inspect/hex_dump_line.h"

#include <algorithm>

namespace wirebench {

bool readOffset(const HexReading& reading, DumpLine& line)
{
    std::size_t at = line.begin;
    while (at < line.end && reading.blankLength(at) > 0)
        at += reading.blankLength(at);
    line.offsetBegin = at;
    if (reading.at(at) == '*') {
        line.repeat = reading.skipBlank(at + 1) >= line.end;
        return line.repeat;
    }
    if (reading.at(at) == '0' && reading.at(at + 1) == 'x')
        at += 2;
    for (; at < line.end && (isHexDigit(reading.at(at)) || (reading.at(at) == '`' && !line.digits.empty())); ++at) {
        if (reading.at(at) != '`')
            line.digits.push_back(reading.at(at));
    }
    line.colon = at < line.end && reading.at(at) == ':';
    line.offsetEnd = line.colon ? at + 1 : at;
    const bool ends = line.offsetEnd >= line.end || reading.blankLength(line.offsetEnd) > 0;
    return ends && line.digits.size() >= 4 && line.digits.size() <= 16;
}

DumpLine lineAt(const HexReading& reading, std::size_t at)
{
    DumpLine line;
    line.begin = at;
    line.end = std::min(reading.text().find_first_of("\r\n", at), reading.size());
    while (line.end > at && (reading.at(line.end - 1) == ' ' || reading.at(line.end - 1) == '\t'))
        --line.end;
    return line;
}

std::size_t nextLineStart(const HexReading& reading, std::size_t end)
{
    const std::size_t at = std::min(reading.text().find_first_of("\r\n", end), reading.size());
    const bool both = reading.at(at) == '\r' && reading.at(at + 1) == '\n';
    return std::min(at + (both ? 2 : 1), reading.size());
}

bool isSkippedLine(const HexReading& reading, const DumpLine& line)
{
    const std::size_t first = reading.skipBlank(line.begin);
    return first >= line.end || reading.at(first) == '#' || reading.text().substr(first).starts_with("//");
}

std::optional<std::uint64_t> offsetValue(const DumpLine& line, unsigned radix)
{
    std::uint64_t value = 0;
    for (const char c : line.digits) {
        const unsigned digit = hexDigit(c);
        if (digit >= radix)
            return std::nullopt;
        value = value * radix + digit;
    }
    return value;
}

DumpToken tokenAfter(const HexReading& reading, const DumpLine& line, std::size_t at)
{
    DumpToken token;
    token.begin = at;
    while (token.begin < line.end && reading.blankLength(token.begin) > 0) {
        token.gap += reading.at(token.begin) == '\t' ? 8u : 1u;
        token.begin += reading.blankLength(token.begin);
    }
    token.end = token.begin;
    while (token.end < line.end && isHexDigit(reading.at(token.end)))
        ++token.end;
    return token;
}

bool startsTextColumn(const HexReading& reading, const DumpLine& line, const DumpToken& token, std::size_t bytes)
{
    if (token.begin >= line.end || reading.at(token.begin) == '|')
        return true;
    if (token.gap < 2 || bytes == 0)
        return false;
    // Dumps of sixteen bytes a line leave two blanks in the middle.
    const bool middle = token.gap == 2 && bytes == 8 && token.end == token.begin + 2
        && (token.end == line.end || reading.blankLength(token.end) > 0);
    return !middle;
}

bool isBinaryByte(std::string_view digits)
{
    return digits.size() == 8 && digits.find_first_not_of("01") == std::string_view::npos;
}

bool showsBits(const HexReading& reading, const DumpLine& line)
{
    std::size_t groups = 0;
    DumpToken token = tokenAfter(reading, line, line.offsetEnd);
    while (isBinaryByte(reading.text().substr(token.begin, token.end - token.begin))) {
        ++groups;
        token = tokenAfter(reading, line, token.end);
    }
    return line.colon && groups > 0 && token.gap >= 2 && line.end - token.begin <= groups;
}

std::size_t bytesByLooks(const HexReading& reading, const DumpLine& line)
{
    const std::size_t digitsOfByte = showsBits(reading, line) ? 8 : 2;
    std::size_t bytes = 0;
    std::size_t at = line.offsetEnd;
    for (;;) {
        const DumpToken token = tokenAfter(reading, line, at);
        if (startsTextColumn(reading, line, token, bytes) || token.end == token.begin)
            return bytes;
        bytes += (token.end - token.begin) / digitsOfByte;
        at = token.end < line.end && reading.at(token.end) == '-' ? token.end + 1 : token.end;
    }
}

} // namespace wirebench
