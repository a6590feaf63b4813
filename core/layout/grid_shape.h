// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/grid_rows.h"

#include <cstdint>
#include <vector>

namespace wirebench {

/// Columns of one row that a cell covers.
struct ShapePart {
    std::uint64_t row = 0;
    ColumnSpan columns;
};

/// A straight piece of a cell's outline on the grid's lines: above `row`, or left of `column`.
struct ShapeEdge {
    bool horizontal = false;
    std::uint64_t row = 0; ///< Horizontal: the row below the line. Vertical: the row beside it.
    unsigned column = 0; ///< Horizontal: the first column. Vertical: the column to the right of the line.
    unsigned length = 0; ///< Horizontal: columns. Vertical: always one row.
};

/// Rows `[first, last]` that are drawn.
struct RowWindow {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// The parts of the cell `bits` in the rows of the window.
std::vector<ShapePart> shapeParts(const BitRows& rows, BitRange bits, RowWindow window);
/// The outline of the cell as one shape: no line between rows or bytes where the cell goes on.
std::vector<ShapeEdge> shapeEdges(const BitRows& rows, BitRange bits, RowWindow window);

/// The part of a cell with most room for its name: several whole rows, or the widest span of one row.
struct LabelArea {
    RowWindow rows;
    ColumnSpan columns;
};
/// Requires that the cell has bits in the window.
LabelArea labelArea(const BitRows& rows, BitRange bits, RowWindow window);

} // namespace wirebench
