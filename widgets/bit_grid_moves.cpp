// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_model.h"

#include <algorithm>

// Moving over the grid by keyboard: by what is seen, not by bit numbers, so that the right arrow goes right in every
// numbering.

namespace wirebench {

std::optional<GridPosition> BitGridModel::firstOf(std::size_t index, bool forward) const
{
    const GridSection& section = m_sections[index];
    if (section.kind == GridSection::Kind::Band)
        return GridPosition{index, 0, 0};
    const std::uint64_t row = forward ? 0 : section.rows.rowCount() - 1;
    return scan({index, row, forward ? 0 : section.rows.bitsPerRow() - 1}, forward, {});
}

/// The first column from `from` on, in its row, that shows a bit outside `without`.
std::optional<GridPosition> BitGridModel::scan(GridPosition from, bool forward, BitRange without) const
{
    const BitRows& rows = m_sections[from.section].rows;
    for (unsigned column = from.column; column < rows.bitsPerRow(); column += forward ? 1u : ~0u) {
        const auto bit = rows.bitAt(from.row, column);
        if (bit && !without.contains(*bit))
            return GridPosition{from.section, from.row, column};
    }
    return std::nullopt;
}

std::optional<GridPosition> BitGridModel::nextSection(std::size_t index, bool forward) const
{
    for (std::size_t next = index + (forward ? 1 : ~std::size_t{0}); next < m_sections.size();
         next += forward ? 1 : ~std::size_t{0}) {
        if (m_sections[next].kind != GridSection::Kind::Title)
            return firstOf(next, forward);
    }
    return std::nullopt;
}

std::optional<GridPosition> BitGridModel::beside(GridPosition from, bool forward) const
{
    const GridSection& section = m_sections[from.section];
    const auto cell = cellAt(from);
    if (section.kind != GridSection::Kind::Rows || !cell)
        return nextSection(from.section, forward);
    const BitRows& rows = section.rows;
    if (const auto here = scan(from, forward, cell->bits))
        return here;
    const unsigned start = forward ? 0 : rows.bitsPerRow() - 1;
    // Rows that the cell fills are skipped at once: a text of megabytes is one step.
    const std::uint64_t edge = forward ? rows.lastRow(cell->bits) : rows.firstRow(cell->bits);
    if (edge != from.row) {
        if (const auto there = scan({from.section, edge, start}, forward, cell->bits))
            return there;
    }
    if (forward ? edge + 1 >= rows.rowCount() : edge == 0)
        return nextSection(from.section, forward);
    return scan({from.section, forward ? edge + 1 : edge - 1, start}, forward, cell->bits);
}

GridPosition BitGridModel::nearest(std::size_t index, std::uint64_t row, unsigned column) const
{
    const GridSection& section = m_sections[index];
    if (section.kind == GridSection::Kind::Band)
        return {index, 0, column};
    const unsigned start = std::min(column, section.rows.bitsPerRow() - 1);
    if (const auto left = scan({index, row, start}, false, {}))
        return *left;
    return scan({index, row, start}, true, {}).value_or(GridPosition{index, row, start});
}

std::optional<GridPosition> BitGridModel::above(GridPosition from, bool down) const
{
    const GridSection& section = m_sections[from.section];
    if (section.kind == GridSection::Kind::Rows) {
        std::uint64_t edge = from.row;
        if (const auto cell = cellAt(from))
            edge = down ? section.rows.lastRow(cell->bits) : section.rows.firstRow(cell->bits);
        if (down ? edge + 1 < section.rows.rowCount() : edge > 0)
            return nearest(from.section, down ? edge + 1 : edge - 1, from.column);
    }
    const auto next = nextSection(from.section, down);
    return next ? std::optional(nearest(next->section, next->row, from.column)) : std::nullopt;
}

GridPosition BitGridModel::rowEnd(GridPosition from, bool last) const
{
    const GridSection& section = m_sections[from.section];
    if (section.kind != GridSection::Kind::Rows)
        return from;
    return scan({from.section, from.row, last ? section.rows.bitsPerRow() - 1 : 0}, !last, {}).value_or(from);
}

std::optional<GridPosition> BitGridModel::end(bool last) const
{
    return m_sections.empty() ? std::nullopt : nextSection(last ? m_sections.size() : ~std::size_t{0}, !last);
}

std::optional<GridPosition> BitGridModel::bitBeside(GridPosition from, bool forward) const
{
    const GridSection& section = m_sections[from.section];
    if (section.kind != GridSection::Kind::Rows)
        return nextSection(from.section, forward);
    const BitRows& rows = section.rows;
    const auto bit = rows.bitAt(from.row, from.column);
    if (bit) {
        if (const auto here = scan(from, forward, {*bit, 1}))
            return here;
    }
    if (forward ? from.row + 1 >= rows.rowCount() : from.row == 0)
        return nextSection(from.section, forward);
    return scan({from.section, forward ? from.row + 1 : from.row - 1, forward ? 0 : rows.bitsPerRow() - 1}, forward,
                {});
}

} // namespace wirebench
