// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/grid_rows.h"
#include "core/layout/layout.h"
#include "core/wire/annotation_tree.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wirebench {

/// One coloured piece of the bit grid: a field, a part of one, or padding.
struct GridCell {
    BitRange bits; ///< Bits of the block.
    std::string path; ///< Field path; `a[]` where it stands for each element.
    std::string label; ///< Shortest name that is clear beside its neighbours: the field's name, `[3]`, `x count`.
    std::string fullLabel; ///< The same with the whole path, for cells with room: `a.b[3]`, `a.x count`.
    std::string type;
    std::string value; ///< JSON; with a buffer only.
    std::string shown; ///< The value in few letters: an enum's name, the names of the flags that are set.
    std::string meaning; ///< What the bits mean, where the type does not say it.
    SlotIndex slot = kNoIndex;
    std::uint16_t colour = 0;
    Role role = Role::Value;
    bool null = false;
    bool damaged = false;
};

/// A run of bits drawn to scale, or a band: one row that stands for any number of bits.
struct GridBlock {
    bool band = false;
    std::optional<std::uint64_t> offset; ///< Bits from the start of the frame, when it is fixed.
    std::string after; ///< Else: path of the field it follows.
    std::uint64_t bits = 0; ///< Size; of a band the smallest one.
    std::optional<std::uint64_t> maxBits; ///< Largest size; differs from `bits` in bands only.
    bool reversed = false; ///< Bits of a packed integer whose most significant byte comes first.
    std::vector<GridCell> cells; ///< In order, tiling the block; a band has exactly one.
};

/// A structure with its blocks: the laid-out type first, then the structs that variable parts repeat.
struct GridFrame {
    std::string title; ///< Empty for the type itself; else which part it describes.
    std::vector<GridBlock> blocks;
};

struct LayoutGrid {
    bool record = false;
    bool byteReversed = false;
    std::vector<GridFrame> frames;
    std::uint64_t hiddenFrames = 0; ///< Structures left out because there are too many.
};

struct GridLimits {
    std::size_t cells = 20'000;
    std::uint64_t arrayElements = 64; ///< Longer arrays show their first element and a band for the others.
    std::uint64_t cellBits = 1024; ///< A longer leaf becomes a band.
    std::size_t frames = 64;
};

/// The symbolic grid of a layout: fixed parts to scale, variable ones as bands. Bounded by `limits`.
LayoutGrid layoutGrid(const Layout& layout, const GridLimits& limits = {});

/// The blocks of a real buffer without their cells: the value and, behind a byte-reversed record, what trails it.
std::vector<GridBlock> treeBlocks(const AnnotationTree& tree);
/// The leaves of a buffer that overlap `range` (bits of Decoded::space), in order, at most `limit`. Cost grows with
/// the range, not with the buffer.
std::vector<GridCell> treeCells(const AnnotationTree& tree, BitRange range, std::size_t limit = 20'000);
/// A whole buffer as a grid to draw or export; bits behind `maxBits` become one band.
LayoutGrid treeGrid(const AnnotationTree& tree, std::uint64_t maxBits = 65'536);

/// Index of the cell that holds `bit`; the number of cells when none does. `cells` are in order.
std::size_t cellAt(const std::vector<GridCell>& cells, std::uint64_t bit);

/// The largest useful row length: 8, 16, 32 or 64, at most `bitsPerRow`, so that a record of one byte is not lost in a
/// row of 64 bits. Variable parts need some room for words: never below 32 with a band.
unsigned usefulBitsPerRow(const LayoutGrid& grid, unsigned bitsPerRow);
BitRows blockRows(const LayoutGrid& grid, const GridBlock& block, unsigned bitsPerRow, BitOrder order);
/// The order in which the blocks of a frame are drawn: front to back, or back to front for a reversed record.
std::vector<std::size_t> blockOrder(const LayoutGrid& grid, const GridFrame& frame, BitOrder order);
/// The numbering that shows fields of this grid as they lie on the wire.
BitOrder naturalOrder(bool byteReversed);

} // namespace wirebench
