// SPDX-License-Identifier: MIT
#include "core/layout/grid_rows.h"

#include <algorithm>

namespace wirebench {

RowShape rowShape(BitOrder order, bool record, bool byteReversed)
{
    if (order == BitOrder::LsbFirst)
        return RowShape::Ascending;
    if (!record)
        return RowShape::MirroredBytes;
    return byteReversed ? RowShape::Descending : RowShape::MirroredRows;
}

BitRows::BitRows(std::uint64_t bits, unsigned bitsPerRow, RowShape shape)
    : m_bits(bits), m_bitsPerRow(bitsPerRow), m_shape(shape)
{
}

std::uint64_t BitRows::rowCount() const
{
    return m_bits / m_bitsPerRow + (m_bits % m_bitsPerRow != 0 ? 1 : 0);
}

std::uint64_t BitRows::rowOf(std::uint64_t bit) const
{
    return (m_shape == RowShape::Descending ? m_bits - 1 - bit : bit) / m_bitsPerRow;
}

unsigned BitRows::columnOf(std::uint64_t bit) const
{
    const auto column = static_cast<unsigned>(bit % m_bitsPerRow);
    switch (m_shape) {
    case RowShape::Ascending:
        return column;
    case RowShape::MirroredRows:
        return m_bitsPerRow - 1 - column;
    case RowShape::MirroredBytes:
        return column / 8 * 8 + (7 - column % 8);
    case RowShape::Descending:
        return static_cast<unsigned>((m_bits - 1 - bit) % m_bitsPerRow);
    }
    return column;
}

std::optional<std::uint64_t> BitRows::bitAt(std::uint64_t row, unsigned column) const
{
    if (column >= m_bitsPerRow || row >= rowCount())
        return std::nullopt;
    const std::uint64_t start = row * m_bitsPerRow;
    std::uint64_t bit = start + column;
    if (m_shape == RowShape::MirroredRows)
        bit = start + (m_bitsPerRow - 1 - column);
    else if (m_shape == RowShape::MirroredBytes)
        bit = start + column / 8 * 8 + (7 - column % 8);
    if (bit >= m_bits)
        return std::nullopt;
    return m_shape == RowShape::Descending ? m_bits - 1 - bit : bit;
}

BitRange BitRows::bitsOfRow(std::uint64_t row) const
{
    if (row >= rowCount())
        return {m_bits, 0};
    const std::uint64_t start = row * m_bitsPerRow;
    const std::uint64_t count = std::min<std::uint64_t>(m_bitsPerRow, m_bits - start);
    return {m_shape == RowShape::Descending ? m_bits - start - count : start, count};
}

std::vector<ColumnSpan> BitRows::spans(BitRange range, std::uint64_t row) const
{
    const BitRange inRow = bitsOfRow(row);
    const std::uint64_t first = std::max(inRow.first, range.first);
    const std::uint64_t end = std::min(inRow.end(), range.end());
    std::vector<ColumnSpan> spans;
    if (first >= end)
        return spans;
    if (m_shape != RowShape::MirroredBytes) {
        const unsigned a = columnOf(first);
        const unsigned b = columnOf(end - 1);
        spans.push_back({std::min(a, b), static_cast<unsigned>(end - first)});
        return spans;
    }
    for (std::uint64_t at = first; at < end;) {
        const std::uint64_t last = std::min(end - 1, at / 8 * 8 + 7);
        const unsigned left = columnOf(last);
        const auto count = static_cast<unsigned>(last - at + 1);
        if (!spans.empty() && spans.back().first + spans.back().count == left)
            spans.back().count += count;
        else
            spans.push_back({left, count});
        at = last + 1;
    }
    return spans;
}

std::uint64_t BitRows::firstRow(BitRange range) const
{
    return std::min(rowOf(range.first), rowOf(range.end() - 1));
}

std::uint64_t BitRows::lastRow(BitRange range) const
{
    return std::max(rowOf(range.first), rowOf(range.end() - 1));
}

} // namespace wirebench
