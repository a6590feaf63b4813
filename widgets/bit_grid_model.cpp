// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_model.h"

#include <algorithm>
#include <string>
#include <utility>

namespace wirebench {

namespace {

constexpr std::uint64_t pictureBits = 16'384;

/// The path without element numbers, so that `a[3].b` in a buffer meets `a[].b` in a layout.
std::string withoutIndices(std::string_view path)
{
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == ']')
            inside = false;
        if (!inside)
            out += c;
        if (c == '[')
            inside = true;
    }
    return out;
}

/// A cell of the buffer in bits of its block; nothing of it lies outside.
void moveInto(GridCell& cell, const GridBlock& block)
{
    cell.bits.first -= std::min(cell.bits.first, block.offset.value_or(0));
    cell.bits.count = std::min(cell.bits.count, block.bits - std::min(block.bits, cell.bits.first));
}

bool within(std::string_view path, std::string_view outer)
{
    if (outer.empty() || path.substr(0, outer.size()) != outer)
        return false;
    return path.size() == outer.size() || path[outer.size()] == '.' || path[outer.size()] == '[';
}

} // namespace

void BitGridModel::setLayout(std::shared_ptr<const Layout> layout, std::shared_ptr<const Plan> plan)
{
    m_layout = std::move(layout);
    m_plan = std::move(plan);
    rebuild();
}

void BitGridModel::setTree(std::shared_ptr<const AnnotationTree> tree)
{
    m_tree = std::move(tree);
    rebuild();
}

void BitGridModel::setBitsPerRow(unsigned bits)
{
    m_wantedBitsPerRow = bits;
    rebuild();
}

void BitGridModel::setOrder(std::optional<BitOrder> order)
{
    m_wantedOrder = order;
    rebuild();
}

void BitGridModel::setBufferWanted(bool wanted)
{
    m_bufferWanted = wanted;
    rebuild();
}

BitOrder BitGridModel::order() const
{
    return m_wantedOrder.value_or(naturalOrder(m_grid.byteReversed));
}

void BitGridModel::rebuild()
{
    m_grid = {};
    m_sections.clear();
    if (showsBuffer()) {
        const Decoded& decoded = m_tree->decoded();
        m_grid.record = decoded.root != kNoIndex && m_tree->plan().nodeOf(decoded.root).op == Op::Record;
        m_grid.byteReversed = decoded.reversal.recordBytes > 0;
        m_grid.frames.push_back({{}, treeBlocks(*m_tree)});
    } else if (m_layout) {
        m_grid = layoutGrid(*m_layout);
    }
    m_bitsPerRow = usefulBitsPerRow(m_grid, m_wantedBitsPerRow);
    for (std::size_t frame = 0; frame < m_grid.frames.size(); ++frame) {
        if (!m_grid.frames[frame].title.empty())
            m_sections.push_back({GridSection::Kind::Title, frame, 0, {}, 0, 0});
        for (const std::size_t index : blockOrder(m_grid, m_grid.frames[frame], order())) {
            const GridBlock& block = m_grid.frames[frame].blocks[index];
            GridSection section{GridSection::Kind::Band, frame, index, {}, 0, 0};
            if (!block.band) {
                section.kind = GridSection::Kind::Rows;
                section.rows = blockRows(m_grid, block, m_bitsPerRow, order());
            }
            m_sections.push_back(section);
        }
    }
}

void BitGridModel::arrange(const GridScale& scale)
{
    m_height = 0;
    for (GridSection& section : m_sections) {
        section.y = m_height;
        if (section.kind == GridSection::Kind::Title)
            section.height = scale.titleHeight;
        else if (section.kind == GridSection::Kind::Band)
            section.height = scale.rowHeight;
        else
            section.height = static_cast<qint64>(section.rows.rowCount()) * scale.rowHeight;
        m_height += section.height + scale.blockGap;
    }
}

LayoutGrid BitGridModel::pictureGrid() const
{
    return showsBuffer() ? treeGrid(*m_tree, pictureBits) : m_grid;
}

std::size_t BitGridModel::sectionAt(qint64 y) const
{
    const auto behind = std::upper_bound(m_sections.begin(), m_sections.end(), y,
                                         [](qint64 at, const GridSection& section) { return at < section.y; });
    if (behind == m_sections.begin())
        return m_sections.size();
    const auto found = std::prev(behind);
    return y < found->y + found->height ? static_cast<std::size_t>(found - m_sections.begin()) : m_sections.size();
}

std::vector<GridCell> BitGridModel::cells(std::size_t index, RowWindow window) const
{
    const GridSection& section = m_sections[index];
    if (section.kind == GridSection::Kind::Title)
        return {};
    const GridBlock& block = this->block(section);
    if (block.band)
        return block.cells;
    const BitRange a = section.rows.bitsOfRow(window.first);
    const BitRange b = section.rows.bitsOfRow(window.last);
    const std::uint64_t first = std::min(a.first, b.first);
    const BitRange range{first, std::max(a.end(), b.end()) - first};
    std::vector<GridCell> cells;
    if (showsBuffer()) {
        cells = treeCells(*m_tree, absolute(index, range));
        for (GridCell& cell : cells)
            moveInto(cell, block);
        std::erase_if(cells, [](const GridCell& cell) { return cell.bits.count == 0; });
        return cells;
    }
    for (std::size_t i = wirebench::cellAt(block.cells, range.first); i < block.cells.size(); ++i) {
        if (block.cells[i].bits.first >= range.end())
            break;
        cells.push_back(block.cells[i]);
    }
    return cells;
}

std::optional<std::uint64_t> BitGridModel::bitAt(GridPosition position) const
{
    if (position.section >= m_sections.size())
        return std::nullopt;
    const GridSection& section = m_sections[position.section];
    if (section.kind != GridSection::Kind::Rows)
        return std::nullopt;
    return section.rows.bitAt(position.row, position.column);
}

std::optional<GridCell> BitGridModel::cellAt(GridPosition position) const
{
    if (position.section >= m_sections.size())
        return std::nullopt;
    const GridSection& section = m_sections[position.section];
    const GridBlock& block = this->block(section);
    if (section.kind == GridSection::Kind::Band)
        return block.cells.front();
    const auto bit = bitAt(position);
    if (!bit)
        return std::nullopt;
    if (!showsBuffer()) {
        const std::size_t found = wirebench::cellAt(block.cells, *bit);
        return found < block.cells.size() ? std::optional(block.cells[found]) : std::nullopt;
    }
    std::vector<GridCell> cells = treeCells(*m_tree, absolute(position.section, {*bit, 1}), 1);
    if (cells.empty())
        return std::nullopt;
    moveInto(cells.front(), block);
    return cells.front().bits.count > 0 ? std::optional(cells.front()) : std::nullopt;
}

BitRange BitGridModel::absolute(std::size_t section, BitRange bits) const
{
    return {bits.first + block(m_sections[section]).offset.value_or(0), bits.count};
}

SelectionState BitGridModel::stateOf(std::size_t section, const GridCell& cell) const
{
    SelectionState state;
    if (showsBuffer())
        state.bits.push_back(absolute(section, cell.bits));
    state.path = QString::fromStdString(cell.path);
    state.slot = cell.slot;
    return state;
}

bool BitGridModel::names(const SelectionState& state, const GridCell& cell) const
{
    if (showsBuffer())
        return state.bits.empty() && state.slot != kNoIndex && state.slot == cell.slot;
    if (cell.path.empty())
        return false;
    if (state.path.isEmpty())
        return state.slot != kNoIndex && state.slot == cell.slot;
    const std::string path = state.path.toStdString();
    return within(cell.path, path) || within(withoutIndices(cell.path), withoutIndices(path));
}

std::optional<GridPosition> BitGridModel::find(std::uint64_t bit) const
{
    for (std::size_t i = 0; i < m_sections.size() && m_sections[i].frame == 0; ++i) {
        const GridSection& section = m_sections[i];
        if (section.kind != GridSection::Kind::Rows || !block(section).offset)
            continue;
        const std::uint64_t start = *block(section).offset;
        if (bit >= start && bit - start < section.rows.bits())
            return GridPosition{i, section.rows.rowOf(bit - start), section.rows.columnOf(bit - start)};
    }
    return std::nullopt;
}

SelectionState BitGridModel::resolved(const SelectionState& state) const
{
    SelectionState shown = state;
    if (!showsBuffer() && !state.path.isEmpty() && state.slot != kNoIndex && !findCell(state))
        shown.path.clear();
    return shown;
}

std::optional<GridPosition> BitGridModel::find(const SelectionState& state) const
{
    if (showsBuffer())
        return state.bits.empty() ? std::nullopt : find(state.bits.front().first);
    return findCell(resolved(state));
}

std::optional<GridPosition> BitGridModel::findCell(const SelectionState& state) const
{
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const GridSection& section = m_sections[i];
        if (section.kind == GridSection::Kind::Title)
            continue;
        for (const GridCell& cell : block(section).cells) {
            if (!names(state, cell))
                continue;
            if (section.kind == GridSection::Kind::Band)
                return GridPosition{i, 0, 0};
            return GridPosition{i, section.rows.rowOf(cell.bits.first), section.rows.columnOf(cell.bits.first)};
        }
    }
    return std::nullopt;
}

} // namespace wirebench
