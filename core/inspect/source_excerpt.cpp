// SPDX-License-Identifier: MIT
#include "core/inspect/source_excerpt.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wirebench {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

constexpr std::array zeroWidth{CodeRange{0x0300, 0x036F}, CodeRange{0x0483, 0x0489}, CodeRange{0x0591, 0x05BD},
                               CodeRange{0x0610, 0x061A}, CodeRange{0x064B, 0x065F}, CodeRange{0x1AB0, 0x1AFF},
                               CodeRange{0x1DC0, 0x1DFF}, CodeRange{0x200B, 0x200F}, CodeRange{0x202A, 0x202E},
                               CodeRange{0x2060, 0x2064}, CodeRange{0x20D0, 0x20FF}, CodeRange{0xFE00, 0xFE0F},
                               CodeRange{0xFE20, 0xFE2F}, CodeRange{0xFEFF, 0xFEFF}, CodeRange{0xE0100, 0xE01EF}};
constexpr std::array doubleWidth{CodeRange{0x1100, 0x115F},   CodeRange{0x2E80, 0x303E},   CodeRange{0x3041, 0x4DBF},
                                 CodeRange{0x4E00, 0xA4CF},   CodeRange{0xA960, 0xA97F},   CodeRange{0xAC00, 0xD7A3},
                                 CodeRange{0xF900, 0xFAFF},   CodeRange{0xFE30, 0xFE6F},   CodeRange{0xFF00, 0xFF60},
                                 CodeRange{0xFFE0, 0xFFE6},   CodeRange{0x1F300, 0x1F64F}, CodeRange{0x1F680, 0x1F6FF},
                                 CodeRange{0x1F900, 0x1F9FF}, CodeRange{0x20000, 0x3FFFD}};

template <std::size_t Size>
bool isIn(const std::array<CodeRange, Size>& ranges, char32_t codePoint)
{
    return std::any_of(ranges.begin(), ranges.end(), [codePoint](const CodeRange& range) {
        return range.first <= codePoint && codePoint <= range.last;
    });
}

/// A character as it is shown.
struct Cell {
    std::size_t byte = 0; ///< Offset in the line.
    unsigned width = 1;
    std::string text;
};

char32_t decode(std::string_view character)
{
    const auto lead = static_cast<unsigned char>(character[0]);
    if (character.size() == 1)
        return lead;
    char32_t value = lead & (0x7Fu >> character.size());
    for (const char c : character.substr(1))
        value = value << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
    return value;
}

std::size_t characterLength(std::string_view rest)
{
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, rest.size()); ++length) {
        if (isValidUtf8(asBytes(rest.substr(0, length))))
            return length;
    }
    return 0;
}

Cell cellAt(std::string_view line, std::size_t at, std::size_t& length)
{
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    constexpr unsigned tabWidth = 4;
    length = characterLength(line.substr(at));
    if (length == 0) {
        length = 1;
        return {at, 1, std::string(replacement)};
    }
    const std::string_view character = line.substr(at, length);
    const char32_t codePoint = decode(character);
    if (codePoint == '\t')
        return {at, tabWidth, std::string(tabWidth, ' ')};
    const bool bidirectional
        = (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    if (codePoint < 0x20 || (codePoint >= 0x7F && codePoint < 0xA0) || bidirectional)
        return {at, 1, std::string(replacement)};
    return {at, terminalWidth(codePoint), std::string(character)};
}

std::vector<Cell> cellsOf(std::string_view line)
{
    std::vector<Cell> cells;
    std::size_t length = 0;
    for (std::size_t at = 0; at < line.size(); at += length)
        cells.push_back(cellAt(line, at, length));
    return cells;
}

std::size_t widthOf(const std::vector<Cell>& cells, std::size_t first, std::size_t last)
{
    std::size_t width = 0;
    for (std::size_t i = first; i < last; ++i)
        width += cells[i].width;
    return width;
}

} // namespace

unsigned terminalWidth(char32_t codePoint)
{
    if (codePoint < 0x300)
        return 1;
    if (isIn(zeroWidth, codePoint))
        return 0;
    return isIn(doubleWidth, codePoint) ? 2 : 1;
}

std::string terminalText(std::string_view text)
{
    std::string result;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size(); at += length)
        result += cellAt(text, at, length).text;
    return result;
}

std::size_t terminalColumns(std::string_view text)
{
    std::size_t columns = 0;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size(); at += length)
        columns += cellAt(text, at, length).width;
    return columns;
}

SourceExcerpt sourceExcerpt(std::string_view line, std::size_t begin, std::size_t end, std::size_t width)
{
    constexpr std::string_view ellipsis = "\xE2\x80\xA6";
    constexpr std::size_t before = 40; // columns of context left of the caret in a line that is cut
    constexpr std::size_t longestLine = 1u << 12; // bytes looked at; more than fits any width
    const std::size_t skipped = begin > longestLine / 2 && line.size() > longestLine ? begin - longestLine / 2 : 0;
    line = line.substr(std::min(skipped, line.size()), longestLine);
    const std::vector<Cell> cells = cellsOf(line);
    const auto cellOf = [&cells, skipped](std::size_t byte) {
        const auto found
            = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.byte + skipped >= byte; });
        return static_cast<std::size_t>(found - cells.begin());
    };
    const std::size_t from = cellOf(begin);
    const std::size_t to = std::max(cellOf(end), from);

    std::size_t first = 0;
    if (widthOf(cells, 0, cells.size()) > width) {
        for (std::size_t lead = widthOf(cells, 0, from); first < from && lead > before; ++first)
            lead -= cells[first].width;
    }
    SourceExcerpt excerpt;
    if (first > 0 || skipped > 0)
        excerpt.line += ellipsis;
    std::size_t column = excerpt.line.empty() ? 0 : 1;
    excerpt.underline.assign(column + widthOf(cells, first, from), ' ');
    std::size_t last = first;
    for (; last < cells.size() && column + cells[last].width <= width; ++last) {
        column += cells[last].width;
        excerpt.line += cells[last].text;
    }
    if (last < cells.size())
        excerpt.line += ellipsis;
    const std::size_t marked = widthOf(cells, from, std::clamp(to, from, std::max(last, from)));
    excerpt.underline += '^';
    excerpt.underline.append(marked > 1 ? marked - 1 : 0, '~');
    return excerpt;
}

} // namespace wirebench
