// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/hex_reading.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

/// A line of a hex dump. Offsets are those of the text; shared by the reader and the recognition of dumps.
struct DumpLine {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t offsetBegin = 0;
    std::size_t offsetEnd = 0; ///< Behind the colon, where there is one.
    std::string digits; ///< Of the offset.
    bool colon = false;
    bool repeat = false; ///< `*`: the line before is repeated up to the next offset.
};

/// A run of hex digits of a line, and the blanks before it.
struct DumpToken {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t gap = 0;
};

/// Reads the offset column of the line `[begin, end)`; false when it has none.
bool readOffset(const HexReading& reading, DumpLine& line);
/// The line at `at`, which lies at a line's start; `end` is where it ends.
DumpLine lineAt(const HexReading& reading, std::size_t at);
std::size_t nextLineStart(const HexReading& reading, std::size_t end);
bool isSkippedLine(const HexReading& reading, const DumpLine& line);
std::optional<std::uint64_t> offsetValue(const DumpLine& line, unsigned radix);
DumpToken tokenAfter(const HexReading& reading, const DumpLine& line, std::size_t at);
/// True when the groups of `line` end at `token`: the text column, or the end of the line, begins there.
bool startsTextColumn(const HexReading& reading, const DumpLine& line, const DumpToken& token, std::size_t bytes);
bool isBinaryByte(std::string_view digits);
/// `xxd -b`: groups of eight binary digits, each of which stands for one character of the text column.
bool showsBits(const HexReading& reading, const DumpLine& line);
/// Number of bytes the groups of a line seem to have, going by the gaps alone.
std::size_t bytesByLooks(const HexReading& reading, const DumpLine& line);

} // namespace wirebench
