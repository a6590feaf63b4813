// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/layout/grid_pictures.h"
#include "core/layout/grid_shape.h"
#include "core/layout/grid_text.h"
#include "core/layout/palette.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

namespace {

constexpr int gutter = 84;
constexpr int margin = 16;
constexpr int rowHeight = 48;
constexpr int legendRow = 20;
constexpr std::size_t maxLegend = 200;

/// Colours that do not belong to a field.
struct Inks {
    Rgb paper, ink, muted, line, hatch;
};
constexpr Inks lightInks{0xFFFFFF, 0x1B1F24, 0x5B6470, 0xC9CED6, 0x9AA3AE};
constexpr Inks darkInks{0x1B1E23, 0xECEFF3, 0xA3ADBA, 0x454C56, 0x6F7A88};

std::string colourText(Rgb colour)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "#";
    for (int shift = 20; shift >= 0; shift -= 4)
        text += digits[(colour >> shift) & 0xF];
    return text;
}

/// Text for XML 1.0: markup escaped; what such a text cannot hold (control characters, broken UTF-8, U+FFFE and
/// U+FFFF) becomes a replacement character.
std::string escaped(std::string_view text)
{
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string out;
    while (!text.empty()) {
        const std::size_t valid = validUtf8Prefix(asBytes(text));
        for (std::size_t i = 0; i < valid; ++i) {
            const char c = text[i];
            if (c == '&')
                out += "&amp;";
            else if (c == '<')
                out += "&lt;";
            else if (c == '>')
                out += "&gt;";
            else if (c == '"')
                out += "&quot;";
            else if (static_cast<unsigned char>(c) < 0x20)
                out += replacement;
            else if (const std::string_view three = text.substr(i, 3);
                     three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
                out += replacement;
                i += 2;
            } else
                out += c;
        }
        text.remove_prefix(valid);
        if (!text.empty()) {
            out += replacement;
            text.remove_prefix(1);
        }
    }
    return out;
}

std::string num(int value)
{
    return std::to_string(value);
}

/// As many code points of a sans-serif text of this size as fit a width; an estimate on the safe side.
std::size_t lettersFor(int width, int fontSize)
{
    return width <= 0 ? 0 : static_cast<std::size_t>(width * 10 / (fontSize * 6));
}

struct Box {
    int x = 0, y = 0, w = 0, h = 0;
};

class SvgPicture {
public:
    SvgPicture(const LayoutGrid& grid, const PictureOptions& options)
        : m_grid(grid)
        , m_options(options)
        , m_inks(options.dark ? darkInks : lightInks)
        , m_bitsPerRow(usefulBitsPerRow(grid, options.bitsPerRow))
        , m_column(std::clamp(896 / static_cast<int>(m_bitsPerRow), 14, 56))
        , m_width(std::max(gutter + m_column * static_cast<int>(m_bitsPerRow) + margin, 560))
    {
    }

    std::string draw()
    {
        m_y = 30;
        text(margin, m_y, m_options.title, 17, m_inks.ink, "start", true);
        for (const std::string& line : {m_options.summary, rulerText(m_grid, m_options.order)}) {
            m_y += 19;
            text(margin, m_y, shortened(line, lettersFor(m_width - 2 * margin, 12)), 12, m_inks.muted, "start");
        }
        m_y += 8;
        for (const GridFrame& frame : m_grid.frames)
            drawFrame(frame);
        if (m_hiddenBits > 0 || m_grid.hiddenFrames > 0)
            hiddenLine();
        legend();
        m_y += margin;
        return document();
    }

private:
    std::string document() const
    {
        const std::string size = "width=\"" + num(m_width) + "\" height=\"" + num(m_y) + "\" viewBox=\"0 0 "
            + num(m_width) + " " + num(m_y) + "\"";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
            + size + " font-family=\"Noto Sans, DejaVu Sans, sans-serif\">\n<title>" + escaped(m_options.title)
            + "</title>\n<desc>" + escaped(m_options.summary) + "</desc>\n<rect width=\"" + num(m_width)
            + "\" height=\"" + num(m_y) + "\" fill=\"" + colourText(m_inks.paper) + "\"/>\n" + m_out + "</svg>\n";
    }

    void text(int x, int y, std::string_view content, int size, Rgb colour, std::string_view anchor, bool bold = false,
              bool upright = false)
    {
        m_out += "<text x=\"" + num(x) + "\" y=\"" + num(y) + "\" font-size=\"" + num(size) + "\" fill=\""
            + colourText(colour) + "\" text-anchor=\"" + std::string(anchor) + "\"";
        if (bold)
            m_out += " font-weight=\"bold\"";
        if (upright)
            m_out += " transform=\"rotate(-90 " + num(x) + " " + num(y) + ")\"";
        m_out += ">" + escaped(content) + "</text>\n";
    }

    void rect(const Box& box, Rgb fill)
    {
        m_out += "<rect x=\"" + num(box.x) + "\" y=\"" + num(box.y) + "\" width=\"" + num(box.w) + "\" height=\""
            + num(box.h) + "\" fill=\"" + colourText(fill) + "\"/>\n";
    }

    /// Diagonal lines, computed rather than a pattern, which not every viewer draws.
    void hatch(const Box& box)
    {
        std::string path;
        for (int start = box.x - box.h + 6; start < box.x + box.w; start += 8) {
            const int fromX = std::max(start, box.x);
            const int toX = std::min(start + box.h, box.x + box.w);
            path += "M" + num(fromX) + " " + num(box.y + box.h - (fromX - start)) + "L" + num(toX) + " "
                + num(box.y + box.h - (toX - start));
        }
        if (!path.empty())
            m_out += "<path d=\"" + path + "\" stroke=\"" + colourText(m_inks.hatch) + "\" stroke-width=\"1\"/>\n";
    }

    void drawFrame(const GridFrame& frame)
    {
        if (!frame.title.empty()) {
            m_y += 26;
            text(margin, m_y, shortened(frame.title, lettersFor(m_width - 2 * margin, 13)), 13, m_inks.ink, "start",
                 true);
            m_y += 4;
        }
        ruler(frame);
        for (const std::size_t index : blockOrder(m_grid, frame, m_options.order)) {
            const GridBlock& block = frame.blocks[index];
            if (m_rows >= m_options.maxRows)
                m_hiddenBits += block.bits;
            else if (block.band)
                band(block);
            else
                bits(block);
        }
        m_y += 8;
    }

    /// Both numberings, one above the other, each named at the left.
    void ruler(const GridFrame& frame)
    {
        std::uint64_t most = 0;
        bool reversed = false;
        for (const GridBlock& block : frame.blocks) {
            most = block.band ? most : std::max(most, block.bits);
            reversed = reversed || block.reversed;
        }
        if (most == 0)
            return;
        const BitRows rows(most, m_bitsPerRow, rowShape(m_options.order, m_grid.record, reversed));
        const unsigned step = m_column >= 20 ? 1 : 2;
        for (const bool lsb0 : {true, false}) {
            m_y += 14;
            text(gutter - 8, m_y, lsb0 ? "LSB 0" : "MSB 0", 10, m_inks.muted, "end");
            for (unsigned column = 0; column < m_bitsPerRow; column += step) {
                const auto number = rulerNumber(rows, column, lsb0);
                if (number)
                    text(columnX(column) + m_column / 2, m_y, std::to_string(*number), 10,
                         lsb0 ? m_inks.ink : m_inks.muted, "middle");
            }
        }
        m_y += 6;
    }

    int columnX(unsigned column) const { return gutter + static_cast<int>(column) * m_column; }

    void bits(const GridBlock& block)
    {
        const BitRows rows = blockRows(m_grid, block, m_bitsPerRow, m_options.order);
        const std::uint64_t shown = std::min(rows.rowCount(), m_options.maxRows - m_rows);
        const RowWindow window{0, shown - 1};
        std::uint64_t drawn = 0;
        for (std::uint64_t row = 0; row < shown; ++row) {
            drawn += rows.bitsOfRow(row).count;
            text(gutter - 8, rowY(row) + rowHeight / 2 + 4, rowRangeText(block, rows.bitsOfRow(row)), 10, m_inks.muted,
                 "end");
        }
        for (const GridCell& cell : block.cells) {
            if (rows.firstRow(cell.bits) < shown)
                drawCell(cell, block, rows, window);
        }
        m_hiddenBits += block.bits - drawn;
        m_rows += shown;
        m_y += static_cast<int>(shown) * rowHeight;
    }

    int rowY(std::uint64_t row) const { return m_y + static_cast<int>(row) * rowHeight; }

    void drawCell(const GridCell& cell, const GridBlock& block, const BitRows& rows, RowWindow window)
    {
        const FieldColour colour = cellColour(cell);
        m_out += "<g><title>" + escaped(description(cell, block)) + "</title>\n";
        for (const ShapePart& part : shapeParts(rows, cell.bits, window)) {
            const Box box{columnX(part.columns.first), rowY(part.row), static_cast<int>(part.columns.count) * m_column,
                          rowHeight};
            rect(box, colour.fill);
            if (cell.role == Role::Padding)
                hatch(box);
            if (cell.role == Role::Presence)
                rect({box.x + 3, box.y + 3, box.w - 6, 4}, colour.edge);
        }
        outline(rows, cell.bits, window, colour.edge);
        const LabelArea area = labelArea(rows, cell.bits, window);
        const Box box{columnX(area.columns.first), rowY(area.rows.first),
                      static_cast<int>(area.columns.count) * m_column,
                      static_cast<int>(area.rows.last - area.rows.first + 1) * rowHeight};
        const std::size_t room = lettersFor(box.w - 6, 12);
        label(box, codePoints(cell.fullLabel) <= room ? cell.fullLabel : cell.label,
              cell.shown.empty() ? rowRangeText(block, cell.bits) : cell.shown, cell.role);
        m_out += "</g>\n";
        remember(cell, block);
    }

    FieldColour cellColour(const GridCell& cell) const
    {
        if (cell.slot == kNoIndex || cell.role == Role::Padding)
            return {m_inks.paper, m_inks.hatch};
        return fieldColour(cell.colour, m_options.dark);
    }

    void outline(const BitRows& rows, BitRange range, RowWindow window, Rgb colour)
    {
        std::string path;
        for (const ShapeEdge& edge : shapeEdges(rows, range, window)) {
            path += "M" + num(columnX(edge.column)) + " " + num(rowY(edge.row));
            path += edge.horizontal ? "h" + num(static_cast<int>(edge.length) * m_column) : "v" + num(rowHeight);
        }
        m_out += "<path d=\"" + path + "\" stroke=\"" + colourText(colour)
            + "\" stroke-width=\"1.5\" stroke-linecap=\"square\" fill=\"none\"/>\n";
    }

    void label(Box box, const std::string& name, const std::string& detail, Role role)
    {
        if (role == Role::Presence) { // below its bar
            box.y += 6;
            box.h -= 6;
        }
        const int middle = box.x + box.w / 2;
        const int centre = box.y + box.h / 2;
        const std::size_t letters = lettersFor(box.w - 6, 12);
        if (letters < 4 && codePoints(name) > letters) {
            const std::string upright = shortened(name, lettersFor(box.h - 4, 10));
            plate({box.x + box.w / 2 - 6, box.y + 3, 12, box.h - 6}, role);
            text(middle + 4, centre, upright, 10, m_inks.ink, "middle", false, true);
            return;
        }
        const std::string upper = shortened(name, letters);
        const std::string lower = shortened(detail, lettersFor(box.w - 6, 10));
        const int width = std::min(box.w - 4, static_cast<int>(std::max(codePoints(upper), codePoints(lower))) * 8);
        plate({middle - width / 2, centre - 14, width, 31}, role);
        text(middle, centre - 2, upper, 12, role == Role::Padding ? m_inks.muted : m_inks.ink, "middle");
        text(middle, centre + 14, lower, 10, m_inks.muted, "middle");
    }

    /// Hatching makes text hard to read: it gets a plain background.
    void plate(const Box& box, Role role)
    {
        if (role == Role::Padding)
            rect(box, m_inks.paper);
    }

    void band(const GridBlock& block)
    {
        const GridCell& cell = block.cells.front();
        const FieldColour colour = cellColour(cell);
        const Box box{gutter, m_y, m_column * static_cast<int>(m_bitsPerRow), rowHeight};
        m_out += "<g><title>" + escaped(description(cell, block)) + "</title>\n";
        rect(box, colour.fill);
        m_out += "<path d=\"" + tornEdge(box) + "\" stroke=\"" + colourText(colour.edge)
            + "\" stroke-width=\"1.5\" fill=\"none\"/>\n";
        const std::size_t letters = lettersFor(box.w - 40, 12);
        text(box.x + box.w / 2, m_y + rowHeight / 2 + 4, shortened(bandText(cell), letters), 12, m_inks.ink, "middle");
        m_out += "</g>\n";
        const std::string place = block.offset ? rowRangeText(block, {0, 1}) + "…" : "…";
        text(gutter - 8, m_y + rowHeight / 2 + 4, place, 10, m_inks.muted, "end");
        remember(cell, block);
        m_y += rowHeight;
        ++m_rows;
    }

    /// The outline of a part that is not drawn to scale: zigzag at both ends.
    static std::string tornEdge(const Box& box)
    {
        std::string path = "M" + num(box.x) + " " + num(box.y) + "h" + num(box.w);
        const int step = box.h / 4;
        for (int i = 0; i < 4; ++i)
            path += "l" + num(i % 2 == 0 ? -8 : 8) + " " + num(step);
        path += "h" + num(-box.w);
        for (int i = 0; i < 4; ++i)
            path += "l" + num(i % 2 == 0 ? 8 : -8) + " " + num(-step);
        return path + "z";
    }

    static std::string description(const GridCell& cell, const GridBlock& block)
    {
        std::string out = cell.path.empty() ? cell.label : cell.path;
        if (!cell.type.empty())
            out += ": " + cell.type;
        if (!block.band)
            out += ", bits " + rowRangeText(block, cell.bits) + " (" + bitsText(cell.bits.count) + ")";
        if (!cell.value.empty())
            out += ", value " + cell.shown;
        return cell.meaning.empty() ? out : out + ", " + cell.meaning;
    }

    struct LegendEntry {
        std::string text;
        FieldColour colour;
        Role role;
    };

    void remember(const GridCell& cell, const GridBlock& block)
    {
        if (cell.role == Role::Padding && cell.slot == kNoIndex) {
            m_unnamedPadding = true;
            return;
        }
        ++m_legendTotal;
        if (m_legend.size() >= maxLegend)
            return;
        const std::string bits = block.band ? "variable" : rowRangeText(block, cell.bits);
        m_legend.push_back(
            {cell.fullLabel + "  " + (block.band && block.maxBits == block.bits ? bitsText(block.bits) : bits),
             cellColour(cell), cell.role});
    }

    void hiddenLine()
    {
        m_y += 18;
        std::string line = "… ";
        if (m_hiddenBits > 0)
            line += bitsText(m_hiddenBits) + " more";
        if (m_grid.hiddenFrames > 0)
            line += (m_hiddenBits > 0 ? ", " : "") + std::to_string(m_grid.hiddenFrames) + " more structures";
        text(margin, m_y, line + " not drawn", 12, m_inks.ink, "start");
    }

    void legend()
    {
        if (m_unnamedPadding)
            m_legend.push_back({"padding, always 0", {m_inks.paper, m_inks.hatch}, Role::Padding});
        constexpr int entryWidth = 304;
        const int perRow = std::max(1, (m_width - 2 * margin) / entryWidth);
        m_y += 10;
        for (std::size_t i = 0; i < m_legend.size(); ++i) {
            const int place = static_cast<int>(i) % perRow;
            if (place == 0)
                m_y += legendRow;
            const LegendEntry& entry = m_legend[i];
            const Box chip{margin + place * entryWidth, m_y - 11, 14, 14};
            rect(chip, entry.colour.edge);
            rect({chip.x + 1, chip.y + 1, 12, 12}, entry.colour.fill);
            if (entry.role == Role::Padding)
                hatch({chip.x + 1, chip.y + 1, 12, 12});
            if (entry.role == Role::Presence)
                rect({chip.x + 3, chip.y + 3, 8, 3}, entry.colour.edge);
            text(chip.x + 20, m_y, shortened(entry.text, lettersFor(entryWidth - 28, 11)), 11, m_inks.ink, "start");
        }
        if (m_legendTotal > maxLegend) {
            m_y += legendRow;
            text(margin, m_y, "… and " + std::to_string(m_legendTotal - maxLegend) + " more", 11, m_inks.muted,
                 "start");
        }
    }

    const LayoutGrid& m_grid;
    const PictureOptions& m_options;
    Inks m_inks;
    unsigned m_bitsPerRow;
    int m_column;
    int m_width;
    int m_y = 0;
    std::uint64_t m_rows = 0;
    std::uint64_t m_hiddenBits = 0;
    std::string m_out;
    std::vector<LegendEntry> m_legend;
    std::size_t m_legendTotal = 0;
    bool m_unnamedPadding = false;
};

} // namespace

std::string gridSvg(const LayoutGrid& grid, const PictureOptions& options)
{
    return SvgPicture(grid, options).draw();
}

} // namespace wirebench
