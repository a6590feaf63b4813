// SPDX-License-Identifier: MIT
#include "core/layout/grid_pictures.h"
#include "core/layout/grid_shape.h"
#include "core/layout/grid_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace wirebench {

namespace {

constexpr std::uint32_t noCell = 0xFFFFFFFFu;

/// One row of boxes: which cell each column belongs to, and the texts inside.
struct Row {
    std::vector<std::uint32_t> cells; ///< Number of the cell over all blocks; noCell outside.
    std::vector<std::string> lines; ///< Each as wide as the row, borders included.
    bool band = false;
};

/// Gives each cell a text of limited width, unlike all others that were shortened, and keeps the explanations.
class Names {
public:
    std::string fit(const GridCell& cell, const GridBlock& block, std::size_t width)
    {
        if (cell.role == Role::Padding && cell.slot == kNoIndex)
            return std::string(width, '.');
        for (const std::string* name : {&cell.fullLabel, &cell.label}) {
            if (codePoints(*name) <= width)
                return *name;
        }
        std::string key = freeKey(cell.label, width);
        m_used.insert(key);
        m_legend.push_back({key, (cell.path.empty() ? cell.label : cell.path) + suffix(cell),
                            rowRangeText(block, cell.bits), cell.type});
        return key;
    }

    std::string legend() const
    {
        std::array<std::size_t, 3> widths{};
        for (const Entry& entry : m_legend) {
            widths[0] = std::max(widths[0], codePoints(entry.key));
            widths[1] = std::max(widths[1], codePoints(entry.name));
            widths[2] = std::max(widths[2], codePoints(entry.bits));
        }
        std::string text;
        for (const Entry& entry : m_legend) {
            std::string line = "  " + padRight(entry.key, widths[0]) + "  " + padRight(entry.name, widths[1])
                + "  bits " + padRight(entry.bits, widths[2]) + "  " + entry.type;
            line.erase(line.find_last_not_of(' ') + 1);
            text += line + "\n";
        }
        return text;
    }

private:
    struct Entry {
        std::string key, name, bits, type;
    };

    static std::string suffix(const GridCell& cell)
    {
        switch (cell.role) {
        case Role::Tag:
            return " (tag)";
        case Role::TypeId:
            return cell.path.empty() ? "" : " (type id)";
        case Role::Presence:
            return " (presence)";
        case Role::Count:
            return " (count)";
        case Role::Length:
            return " (length)";
        default:
            return {};
        }
    }

    bool isFree(const std::string& key) const { return m_used.find(key) == m_used.end(); }

    /// The start of the name, else one of its capitals or letters, else a digit or letter of no meaning.
    std::string freeKey(const std::string& name, std::size_t width) const
    {
        if (width >= 3) {
            std::string start(firstCodePoints(name, width - 1));
            start += "~";
            if (isFree(start))
                return start;
        }
        std::string candidates;
        for (const char c : name) {
            if (c >= 'a' && c <= 'z')
                candidates += static_cast<char>(c - 'a' + 'A');
            else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                candidates += c;
        }
        candidates += "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (const char c : candidates) {
            if (isFree(std::string(1, c)))
                return std::string(1, c);
        }
        for (std::size_t number = 0; width >= 2 && number < 1000; ++number) {
            std::string key = std::to_string(number);
            if (key.size() <= width && isFree(key))
                return key;
        }
        return "*";
    }

    std::set<std::string> m_used;
    std::vector<Entry> m_legend;
};

class AsciiPicture {
public:
    AsciiPicture(const LayoutGrid& grid, const PictureOptions& options)
        : m_grid(grid), m_options(options), m_width(options.bitsPerRow)
    {
    }

    std::string draw()
    {
        m_text = m_options.summary + "\n" + rulerText(m_grid, m_options.order)
            + "\nThe numbers at the right are bit numbers, inclusive; +n counts from the end of the part before. "
              "Dots are padding.\n";
        for (const GridFrame& frame : m_grid.frames)
            drawFrame(frame);
        if (m_grid.hiddenFrames > 0)
            m_text += "\n… " + std::to_string(m_grid.hiddenFrames) + " more structures are not drawn\n";
        const std::string legend = m_names.legend();
        if (!legend.empty())
            m_text += "\n" + legend;
        return m_text;
    }

private:
    void drawFrame(const GridFrame& frame)
    {
        m_text += "\n";
        if (!frame.title.empty())
            m_text += frame.title + "\n\n";
        ruler(frame);
        std::vector<Row> rows;
        std::uint64_t hidden = 0;
        for (const std::size_t index : blockOrder(m_grid, frame, m_options.order)) {
            const GridBlock& block = frame.blocks[index];
            if (m_rows >= m_options.maxRows)
                hidden += block.bits;
            else if (block.band)
                rows.push_back(bandRow(block));
            else
                hidden += bitRows(block, rows);
        }
        print(rows);
        if (hidden > 0)
            m_text += "… " + bitsText(hidden) + " more\n";
    }

    void ruler(const GridFrame& frame)
    {
        const bool reversed = !frame.blocks.empty() && frame.blocks.front().reversed;
        const RowShape shape = rowShape(m_options.order, m_grid.record, reversed);
        const BitRows rows(m_width, m_width, shape);
        std::string tens(m_width * std::size_t{2}, ' ');
        std::string ones = tens;
        for (unsigned column = 0; column < m_width; ++column) {
            const unsigned number = rulerNumber(rows, column, shape != RowShape::Descending).value_or(column);
            if (number % 10 == 0 && m_width > 8)
                tens[column * 2 + 1] = static_cast<char>('0' + number / 10);
            ones[column * 2 + 1] = static_cast<char>('0' + number % 10);
        }
        for (std::string* line : {&tens, &ones}) {
            line->erase(line->find_last_not_of(' ') + 1);
            if (!line->empty())
                m_text += *line + "\n";
        }
    }

    Row bandRow(const GridBlock& block)
    {
        ++m_rows;
        Row row;
        row.band = true;
        row.cells.assign(m_width, m_nextCell++);
        const std::size_t room = m_width * std::size_t{2} - 1;
        const GridCell& cell = block.cells.front();
        std::string text = bandText(cell);
        if (codePoints(text) > room - 2)
            text = m_names.fit(cell, block, room - 2);
        row.lines.push_back("/" + centred(text, room) + "/");
        row.lines.push_back("/" + std::string(room, ' ') + "/");
        return row;
    }

    /// Appends the rows of a block; gives the number of bits left out.
    std::uint64_t bitRows(const GridBlock& block, std::vector<Row>& out)
    {
        const BitRows rows = blockRows(m_grid, block, m_width, m_options.order);
        const std::uint64_t shown = std::min(rows.rowCount(), m_options.maxRows - m_rows);
        const RowWindow window{0, shown - 1};
        const std::size_t start = out.size();
        std::uint64_t bits = 0;
        for (std::uint64_t row = 0; row < shown; ++row) {
            out.push_back({std::vector<std::uint32_t>(m_width, noCell), {}, false});
            bits += rows.bitsOfRow(row).count;
        }
        std::vector<std::pair<LabelArea, std::string>> labels;
        for (const GridCell& cell : block.cells) {
            if (rows.firstRow(cell.bits) >= shown)
                continue;
            const std::uint32_t id = m_nextCell++;
            for (const ShapePart& part : shapeParts(rows, cell.bits, window)) {
                std::vector<std::uint32_t>& cells = out[start + static_cast<std::size_t>(part.row)].cells;
                std::fill_n(cells.begin() + part.columns.first, part.columns.count, id);
            }
            const LabelArea area = labelArea(rows, cell.bits, window);
            labels.emplace_back(area, m_names.fit(cell, block, area.columns.count * std::size_t{2} - 1));
        }
        for (std::uint64_t row = 0; row < shown; ++row)
            sides(out[start + static_cast<std::size_t>(row)], rowRangeText(block, rows.bitsOfRow(row)));
        for (const auto& [area, text] : labels)
            write(out[start + static_cast<std::size_t>((area.rows.first + area.rows.last) / 2)], area.columns, text);
        m_rows += shown;
        return block.bits - bits;
    }

    /// The row's borders; its range behind it.
    void sides(Row& row, const std::string& range) const
    {
        std::string line(m_width * std::size_t{2} + 1, ' ');
        for (unsigned column = 0; column <= m_width; ++column) {
            const std::uint32_t left = column == 0 ? noCell : row.cells[column - 1];
            const std::uint32_t right = column == m_width ? noCell : row.cells[column];
            if (left != right)
                line[column * std::size_t{2}] = '|';
        }
        row.lines.push_back(line + "  " + range);
    }

    /// Puts `text` into the middle of the columns.
    static void write(Row& row, ColumnSpan columns, const std::string& text)
    {
        const std::size_t room = columns.count * std::size_t{2} - 1;
        std::string& line = row.lines.front();
        // Borders and blanks are one byte each, but an earlier name of the row may have longer code points.
        const std::size_t at = firstCodePoints(line, columns.first * std::size_t{2} + 1).size();
        line.replace(at, room, centred(text, room));
    }

    static std::string centred(const std::string& text, std::size_t room)
    {
        const std::size_t count = codePoints(text);
        const std::size_t left = count < room ? (room - count) / 2 : 0;
        return padRight(std::string(left, ' ') + text, room);
    }

    void print(const std::vector<Row>& rows)
    {
        const std::vector<std::uint32_t> outside(m_width, noCell);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            border(i == 0 ? outside : rows[i - 1].cells, rows[i].cells);
            for (const std::string& line : rows[i].lines) {
                m_text += line;
                m_text.erase(m_text.find_last_not_of(' ') + 1);
                m_text += "\n";
            }
        }
        if (!rows.empty())
            border(rows.back().cells, outside);
    }

    static bool differs(const std::vector<std::uint32_t>& cells, unsigned column)
    {
        const std::uint32_t left = column == 0 ? noCell : cells[column - 1];
        const std::uint32_t right = column == cells.size() ? noCell : cells[column];
        return left != right;
    }

    void border(const std::vector<std::uint32_t>& above, const std::vector<std::uint32_t>& below)
    {
        std::string line;
        bool before = false;
        for (unsigned column = 0; column <= m_width; ++column) {
            const bool dash = column < m_width && above[column] != below[column];
            line += before || dash || differs(above, column) || differs(below, column) ? '+' : ' ';
            if (column < m_width)
                line += dash ? '-' : ' ';
            before = dash;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        m_text += line + "\n";
    }

    const LayoutGrid& m_grid;
    const PictureOptions& m_options;
    unsigned m_width;
    std::uint64_t m_rows = 0;
    std::uint32_t m_nextCell = 0;
    std::string m_text;
    Names m_names;
};

} // namespace

std::string gridAscii(const LayoutGrid& grid, const PictureOptions& options)
{
    return AsciiPicture(grid, options).draw();
}

} // namespace wirebench
