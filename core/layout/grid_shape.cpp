// SPDX-License-Identifier: MIT
#include "core/layout/grid_shape.h"

#include <algorithm>

namespace wirebench {

namespace {

RowWindow clipped(const BitRows& rows, BitRange bits, RowWindow window)
{
    return {std::max(window.first, rows.firstRow(bits)), std::min(window.last, rows.lastRow(bits))};
}

/// Lines along one side of a row: the columns of its spans behind which, in `neighbour`, the cell does not go on.
void sideEdges(const BitRows& rows, BitRange bits, const ShapePart& part, bool below, std::vector<ShapeEdge>& edges)
{
    const auto continues = [&](unsigned column) {
        if (!below && part.row == 0)
            return false;
        const auto bit = rows.bitAt(below ? part.row + 1 : part.row - 1, column);
        return bit && bits.contains(*bit);
    };
    const unsigned end = part.columns.first + part.columns.count;
    for (unsigned column = part.columns.first; column < end;) {
        unsigned next = column;
        while (next < end && !continues(next))
            ++next;
        if (next > column)
            edges.push_back({true, below ? part.row + 1 : part.row, column, next - column});
        column = next + 1;
    }
}

} // namespace

std::vector<ShapePart> shapeParts(const BitRows& rows, BitRange bits, RowWindow window)
{
    std::vector<ShapePart> parts;
    const RowWindow visible = clipped(rows, bits, window);
    for (std::uint64_t row = visible.first; row <= visible.last; ++row) {
        for (const ColumnSpan& span : rows.spans(bits, row))
            parts.push_back({row, span});
    }
    return parts;
}

std::vector<ShapeEdge> shapeEdges(const BitRows& rows, BitRange bits, RowWindow window)
{
    std::vector<ShapeEdge> edges;
    for (const ShapePart& part : shapeParts(rows, bits, window)) {
        edges.push_back({false, part.row, part.columns.first, 1});
        edges.push_back({false, part.row, part.columns.first + part.columns.count, 1});
        sideEdges(rows, bits, part, false, edges);
        sideEdges(rows, bits, part, true, edges);
    }
    return edges;
}

LabelArea labelArea(const BitRows& rows, BitRange bits, RowWindow window)
{
    LabelArea best;
    LabelArea whole;
    bool anyWhole = false;
    for (const ShapePart& part : shapeParts(rows, bits, window)) {
        if (part.columns.count == rows.bitsPerRow()) {
            whole.rows = {anyWhole ? whole.rows.first : part.row, part.row};
            whole.columns = part.columns;
            anyWhole = true;
        }
        if (part.columns.count > best.columns.count)
            best = {{part.row, part.row}, part.columns};
    }
    return anyWhole ? whole : best;
}

} // namespace wirebench
