// SPDX-License-Identifier: MIT
#include "core/layout/grid_pictures.h"

#include "core/layout/grid_text.h"

namespace wirebench {

PictureOptions pictureOptions(const Layout& layout)
{
    PictureOptions options;
    options.order = naturalOrder(layout.byteReversed);
    options.title = layout.name;
    options.summary = layoutSummary(layout);
    return options;
}

std::string layoutAscii(const Layout& layout)
{
    return gridAscii(layoutGrid(layout), pictureOptions(layout));
}

std::string layoutSvg(const Layout& layout, unsigned bitsPerRow, bool dark)
{
    PictureOptions options = pictureOptions(layout);
    options.bitsPerRow = bitsPerRow;
    options.dark = dark;
    return gridSvg(layoutGrid(layout), options);
}

std::string rulerText(const LayoutGrid& grid, BitOrder order)
{
    switch (rowShape(order, grid.record, grid.byteReversed)) {
    case RowShape::Ascending:
        return grid.byteReversed ? "Least significant bit first: bit 0 is at the left, in the last byte on the wire."
                                 : "Least significant bit first: bit 0 is at the left, in the first byte.";
    case RowShape::MirroredRows:
        return "Most significant bit first: bit 0, in the first byte, is at the right end of the first row.";
    case RowShape::MirroredBytes:
        return "Most significant bit first in each byte, bytes from left to right.";
    case RowShape::Descending:
        return "Most significant bit first, in wire order: place 0 is the highest bit of the first byte.";
    }
    return {};
}

std::optional<unsigned> rulerNumber(const BitRows& rows, unsigned column, bool lsb0)
{
    const unsigned width = rows.bitsPerRow();
    if (rows.shape() == RowShape::Descending) {
        if (!lsb0)
            return column;
        if (rows.bits() % width != 0 && rows.rowCount() > 1)
            return std::nullopt;
        const auto bit = rows.bitAt(0, column);
        return bit ? std::optional(static_cast<unsigned>(*bit % width)) : std::nullopt;
    }
    const unsigned mirroredByte = column / 8 * 8 + (7 - column % 8);
    unsigned bit = column;
    if (rows.shape() == RowShape::MirroredRows)
        bit = width - 1 - column;
    else if (rows.shape() == RowShape::MirroredBytes)
        bit = mirroredByte;
    return lsb0 ? bit : bit / 8 * 8 + (7 - bit % 8);
}

std::string bandText(const GridCell& cell)
{
    if (cell.type.empty() || cell.role == Role::Unknown)
        return cell.fullLabel + " " + cell.meaning;
    return cell.fullLabel + ": " + (cell.meaning.empty() ? cell.type : cell.meaning);
}

std::string rowRangeText(const GridBlock& block, BitRange bits)
{
    if (block.offset)
        return bitRangeText({*block.offset + bits.first, bits.count});
    return "+" + bitRangeText(bits);
}

} // namespace wirebench
