// SPDX-License-Identifier: MIT
#include "core/layout/grid_cells.h"

#include <algorithm>

namespace wirebench {

std::size_t cellAt(const std::vector<GridCell>& cells, std::uint64_t bit)
{
    const auto behind = std::upper_bound(cells.begin(), cells.end(), bit,
                                         [](std::uint64_t at, const GridCell& cell) { return at < cell.bits.first; });
    if (behind == cells.begin() || !std::prev(behind)->bits.contains(bit))
        return cells.size();
    return static_cast<std::size_t>(std::prev(behind) - cells.begin());
}

unsigned usefulBitsPerRow(const LayoutGrid& grid, unsigned bitsPerRow)
{
    std::uint64_t needed = 8;
    for (const GridFrame& frame : grid.frames) {
        for (const GridBlock& block : frame.blocks)
            needed = std::max<std::uint64_t>(needed, block.band ? 32 : block.bits);
    }
    unsigned useful = 8;
    while (useful < bitsPerRow && useful < needed)
        useful *= 2;
    return useful;
}

BitRows blockRows(const LayoutGrid& grid, const GridBlock& block, unsigned bitsPerRow, BitOrder order)
{
    return BitRows(block.bits, bitsPerRow, rowShape(order, grid.record, block.reversed));
}

std::vector<std::size_t> blockOrder(const LayoutGrid& grid, const GridFrame& frame, BitOrder order)
{
    std::vector<std::size_t> indices;
    const bool backwards = grid.byteReversed && order == BitOrder::MsbFirst;
    if (backwards) {
        for (std::size_t i = frame.blocks.size(); i-- > 0;) {
            if (frame.blocks[i].reversed)
                indices.push_back(i);
        }
    }
    for (std::size_t i = 0; i < frame.blocks.size(); ++i) {
        if (!backwards || !frame.blocks[i].reversed)
            indices.push_back(i);
    }
    return indices;
}

BitOrder naturalOrder(bool byteReversed)
{
    return byteReversed ? BitOrder::MsbFirst : BitOrder::LsbFirst;
}

} // namespace wirebench
