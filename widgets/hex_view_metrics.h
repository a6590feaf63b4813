// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QRect>

#include <cstdint>

namespace wirebench {

/// How one byte is written in the left column.
enum class HexCells : std::uint8_t { Hex, Decimal, Octal, Binary };

/// What people choose about a hex view.
struct HexViewOptions {
    unsigned bytesPerRow = 16; ///< 0: as many as fit, in whole groups.
    unsigned groupSize = 8; ///< Bytes between wider gaps; 0: none.
    HexCells cells = HexCells::Hex;
    bool decimalOffsets = false;
    bool upperCase = true;
    bool greyZeros = true;
    bool showText = true;
    bool showOverview = true;

    bool operator==(const HexViewOptions&) const = default;
};

/// Digits of one byte in this notation.
unsigned digitsOf(HexCells cells);
/// Base of the notation: 2, 8, 10 or 16.
unsigned baseOf(HexCells cells);
/// `offset` as the options write it, padded with zeros to `digits`.
QString offsetText(quint64 offset, const HexViewOptions& options, unsigned digits = 0);

/// Where things are in a hex view: pixels from the left edge of the contents and from the top of a row. Cells of
/// neighbouring bytes touch, so that the colour of a field runs through.
struct HexMetrics {
    enum class Area : std::uint8_t { None, Offset, Cells, Text };
    struct Hit {
        Area area = Area::None;
        unsigned column = 0;
        unsigned digit = 0;
        unsigned bit = 7; ///< Bit of the byte (7 is leftmost) under the point.
    };

    int charWidth = 8;
    int rowHeight = 20;
    int headerHeight = 22;
    unsigned columns = 16; ///< Bytes a row.
    unsigned groupSize = 8;
    unsigned digits = 2; ///< Of a byte.
    unsigned offsetDigits = 8;
    bool text = true;
    int offsetX = 0;
    int cellsX = 0;
    int textX = 0;
    int width = 0; ///< Of the whole contents.

    static HexMetrics make(const QFontMetricsF& font, const HexViewOptions& options, quint64 size, int viewportWidth);

    QRect cell(unsigned column) const;
    QRect textCell(unsigned column) const;
    /// The digit's part of the cell, as far as the caret is concerned.
    QRect digitRect(unsigned column, unsigned digit) const;
    /// Left to right part of `rect` that stands for bits `[low, low + count)` of its byte; bit 7 is leftmost.
    static QRectF stripe(const QRect& rect, unsigned low, unsigned count);
    /// What is at `x`. Between the columns the nearest byte counts when `nearest` is set (for dragging).
    Hit hit(int x, bool nearest) const;

private:
    int columnX(unsigned column) const;
};

} // namespace wirebench
