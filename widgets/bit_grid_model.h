// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/grid_cells.h"
#include "core/layout/grid_shape.h"
#include "widgets/selection.h"

#include <QtGlobal>

#include <memory>
#include <optional>
#include <vector>

namespace wirebench {

/// A place on the grid: a section and, in it, a row and a column (bands and titles have one row).
struct GridPosition {
    std::size_t section = 0;
    std::uint64_t row = 0;
    unsigned column = 0;
    bool operator==(const GridPosition&) const = default;
};

/// A horizontal slice of the grid.
struct GridSection {
    enum class Kind : std::uint8_t { Title, Rows, Band };
    Kind kind = Kind::Rows;
    std::size_t frame = 0;
    std::size_t block = 0;
    BitRows rows; ///< Kind::Rows
    qint64 y = 0; ///< Pixels from the top of the content.
    qint64 height = 0;
};

/// Sizes in pixels that the view chooses from its fonts, its width and the zoom.
struct GridScale {
    int rowHeight = 46;
    int titleHeight = 30;
    int blockGap = 0;
};

/// What the bit grid shows, without pixels of its own: the symbolic layout, or a decoded buffer whose cells are
/// looked up for the rows asked for only.
class BitGridModel {
public:
    void setLayout(std::shared_ptr<const Layout> layout, std::shared_ptr<const Plan> plan);
    void setTree(std::shared_ptr<const AnnotationTree> tree);
    void setBitsPerRow(unsigned bits);
    /// Nothing: the order in which fields lie on the wire.
    void setOrder(std::optional<BitOrder> order);
    void setBufferWanted(bool wanted);
    /// Places the sections below one another.
    void arrange(const GridScale& scale);

    const Layout* layout() const { return m_layout.get(); }
    const AnnotationTree* tree() const { return m_tree.get(); }
    bool empty() const { return m_sections.empty(); }
    bool showsBuffer() const { return m_bufferWanted && m_tree != nullptr; }
    bool bufferWanted() const { return m_bufferWanted; }
    unsigned wantedBitsPerRow() const { return m_wantedBitsPerRow; }
    /// Bits a row as drawn: fewer than wanted where there are not as many.
    unsigned bitsPerRow() const { return m_bitsPerRow; }
    std::optional<BitOrder> wantedOrder() const { return m_wantedOrder; }
    BitOrder order() const;
    const LayoutGrid& grid() const { return m_grid; }
    qint64 height() const { return m_height; }
    const std::vector<GridSection>& sections() const { return m_sections; }
    const GridBlock& block(const GridSection& section) const
    {
        return m_grid.frames[section.frame].blocks[section.block];
    }
    /// A grid with cells for a picture: all of it, up to a sensible size.
    LayoutGrid pictureGrid() const;

    /// Index of the section at this height; the number of sections when there is none.
    std::size_t sectionAt(qint64 y) const;
    /// Cells with bits in rows `[first, last]` of a section (all of a band), their bits relative to the block.
    std::vector<GridCell> cells(std::size_t section, RowWindow window) const;
    std::optional<GridCell> cellAt(GridPosition position) const;
    std::optional<std::uint64_t> bitAt(GridPosition position) const;

    /// What selecting this cell means. Bits are those of the buffer; without a buffer there are none.
    SelectionState stateOf(std::size_t section, const GridCell& cell) const;
    /// Range of the buffer for bits of a section.
    BitRange absolute(std::size_t section, BitRange bits) const;
    /// True when the state selects this cell or a composite around it, by path and slot (not by bits).
    bool names(const SelectionState& state, const GridCell& cell) const;
    /// The state as this grid can show it: a path that no cell has (another element, a deeper level of a recursive
    /// type) is left out in favour of its slot.
    SelectionState resolved(const SelectionState& state) const;
    /// Where the first bit or cell of a selection is drawn.
    std::optional<GridPosition> find(const SelectionState& state) const;
    /// Where a bit of the buffer, or of the laid-out type itself, is drawn to scale.
    std::optional<GridPosition> find(std::uint64_t bit) const;

    /// The cell beside, above or below the one at `from`, in reading order.
    std::optional<GridPosition> beside(GridPosition from, bool forward) const;
    std::optional<GridPosition> above(GridPosition from, bool down) const;
    /// First or last cell of the row of `from`.
    GridPosition rowEnd(GridPosition from, bool last) const;
    /// First or last cell of all; nothing when there is none.
    std::optional<GridPosition> end(bool last) const;
    /// One bit to the right or left, over the ends of rows.
    std::optional<GridPosition> bitBeside(GridPosition from, bool forward) const;

private:
    void rebuild();
    std::optional<GridPosition> findCell(const SelectionState& state) const;
    std::optional<GridPosition> firstOf(std::size_t section, bool forward) const;
    std::optional<GridPosition> scan(GridPosition from, bool forward, BitRange without) const;
    std::optional<GridPosition> nextSection(std::size_t section, bool forward) const;
    GridPosition nearest(std::size_t section, std::uint64_t row, unsigned column) const;

    std::shared_ptr<const Layout> m_layout;
    std::shared_ptr<const Plan> m_plan;
    std::shared_ptr<const AnnotationTree> m_tree;
    unsigned m_wantedBitsPerRow = 32;
    unsigned m_bitsPerRow = 32;
    std::optional<BitOrder> m_wantedOrder;
    bool m_bufferWanted = true;
    LayoutGrid m_grid;
    std::vector<GridSection> m_sections;
    qint64 m_height = 0;
};

} // namespace wirebench
