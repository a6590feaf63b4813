// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wirebench {

/// Which bit of a row is drawn at its left end.
enum class BitOrder : std::uint8_t { LsbFirst, MsbFirst };

/// How bits fill the rows of a grid.
enum class RowShape : std::uint8_t {
    Ascending, ///< Bit 0 top left, numbers grow to the right.
    MirroredRows, ///< Each row is drawn with its highest bit left: fields of a bit record stay in one piece.
    MirroredBytes, ///< Bytes from left to right, in each the highest bit left: bytes keep their order.
    Descending, ///< The highest bit top left: the wire order of a record whose most significant byte comes first.
};

RowShape rowShape(BitOrder order, bool record, bool byteReversed);

/// Columns `[first, first + count)` of a row.
struct ColumnSpan {
    unsigned first = 0;
    unsigned count = 0;
    bool operator==(const ColumnSpan&) const = default;
};

/// Where the bits `[0, bits)` of a block are drawn in rows of `bitsPerRow` columns. Pure arithmetic; rows and columns
/// count from the top left.
class BitRows {
public:
    BitRows() = default;
    /// `bitsPerRow` is 8, 16, 32 or 64.
    BitRows(std::uint64_t bits, unsigned bitsPerRow, RowShape shape);

    std::uint64_t bits() const { return m_bits; }
    unsigned bitsPerRow() const { return m_bitsPerRow; }
    RowShape shape() const { return m_shape; }
    std::uint64_t rowCount() const;

    std::uint64_t rowOf(std::uint64_t bit) const;
    unsigned columnOf(std::uint64_t bit) const;
    /// The bit drawn there; nothing where the block has none.
    std::optional<std::uint64_t> bitAt(std::uint64_t row, unsigned column) const;
    /// All bits of a row; empty behind the last one.
    BitRange bitsOfRow(std::uint64_t row) const;
    /// The columns of `row` that show bits of `range`, from left to right.
    std::vector<ColumnSpan> spans(BitRange range, std::uint64_t row) const;
    /// First and last row that show bits of `range`. Requires a range that is not empty and inside the block.
    std::uint64_t firstRow(BitRange range) const;
    std::uint64_t lastRow(BitRange range) const;

private:
    std::uint64_t m_bits = 0;
    unsigned m_bitsPerRow = 32;
    RowShape m_shape = RowShape::Ascending;
};

} // namespace wirebench
