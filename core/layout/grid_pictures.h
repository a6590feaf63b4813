// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/grid_cells.h"

#include <string>

namespace wirebench {

struct PictureOptions {
    unsigned bitsPerRow = 32; ///< 8, 16, 32 or 64.
    BitOrder order = BitOrder::LsbFirst;
    bool dark = false; ///< SVG only.
    std::string title; ///< Name of the type.
    std::string summary; ///< Sizes and numbering, one sentence or two.
    std::uint64_t maxRows = 512; ///< Further rows are counted in one line.
};

/// Title, summary and numbering for a picture of a layout.
PictureOptions pictureOptions(const Layout& layout);

/// RFC-style diagram: a ruler, boxes of two characters a bit, variable parts between slashes. Names that do not fit
/// are shortened and explained below.
std::string gridAscii(const LayoutGrid& grid, const PictureOptions& options);
/// A stand-alone SVG 1.1 document: boxes, both numberings, hatching, presence marks, legend, tooltips as titles.
std::string gridSvg(const LayoutGrid& grid, const PictureOptions& options);

/// How the ruler counts, in one sentence.
std::string rulerText(const LayoutGrid& grid, BitOrder order);
/// Number over a column: the bit's number within a row from its least significant bit on (`lsb0`), or its place on the
/// wire counted from the most significant bit of each byte, as RFCs do. Nothing where the rows do not agree.
std::optional<unsigned> rulerNumber(const BitRows& rows, unsigned column, bool lsb0);
/// What a band stands for in words: type, meaning, size.
std::string bandText(const GridCell& cell);
/// "159..128" for a row of bits of a block, "+31..0" behind a variable part.
std::string rowRangeText(const GridBlock& block, BitRange bits);

} // namespace wirebench
