// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view_metrics.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace wirebench {

namespace {

constexpr unsigned kMostColumns = 256;

unsigned clampedColumns(unsigned columns)
{
    return std::clamp(columns, 1u, kMostColumns);
}

/// Most columns that fit; whole groups where there are groups.
unsigned fittingColumns(HexMetrics metrics, const HexViewOptions& options, const QFontMetricsF& font, quint64 size,
                        int viewportWidth)
{
    HexViewOptions trial = options;
    const unsigned step = options.groupSize == 0 ? 1 : options.groupSize;
    unsigned columns = step;
    while (columns + step <= kMostColumns) {
        trial.bytesPerRow = columns + step;
        metrics = HexMetrics::make(font, trial, size, viewportWidth);
        if (metrics.width > viewportWidth)
            break;
        columns += step;
    }
    return columns;
}

} // namespace

unsigned digitsOf(HexCells cells)
{
    switch (cells) {
    case HexCells::Hex:
        return 2;
    case HexCells::Decimal:
    case HexCells::Octal:
        return 3;
    case HexCells::Binary:
        break;
    }
    return 8;
}

unsigned baseOf(HexCells cells)
{
    switch (cells) {
    case HexCells::Hex:
        return 16;
    case HexCells::Decimal:
        return 10;
    case HexCells::Octal:
        return 8;
    case HexCells::Binary:
        break;
    }
    return 2;
}

QString offsetText(quint64 offset, const HexViewOptions& options, unsigned digits)
{
    const QString number = QString::number(offset, options.decimalOffsets ? 10 : 16);
    return (options.upperCase ? number.toUpper() : number).rightJustified(int(digits), QLatin1Char('0'));
}

HexMetrics HexMetrics::make(const QFontMetricsF& font, const HexViewOptions& options, quint64 size, int viewportWidth)
{
    HexMetrics metrics;
    metrics.charWidth = std::max(1, int(std::ceil(font.horizontalAdvance(QLatin1Char('0')))));
    const int lineHeight = int(std::ceil(font.height()));
    metrics.rowHeight = lineHeight + 6;
    metrics.headerHeight = lineHeight + 10;
    metrics.groupSize = options.groupSize;
    metrics.digits = digitsOf(options.cells);
    metrics.text = options.showText;
    metrics.columns = options.bytesPerRow == 0 ? fittingColumns(metrics, options, font, size, viewportWidth)
                                               : clampedColumns(options.bytesPerRow);
    const auto needed = unsigned(offsetText(size, options).size());
    metrics.offsetDigits = std::max(options.decimalOffsets ? 6u : (needed + 1) / 2 * 2, needed);
    metrics.offsetDigits = std::max(metrics.offsetDigits, 4u);

    const int cw = metrics.charWidth;
    metrics.offsetX = cw;
    metrics.cellsX = metrics.offsetX + int(metrics.offsetDigits) * cw + 2 * cw;
    const int cellsEnd = metrics.cell(metrics.columns - 1).right() + 1;
    metrics.textX = cellsEnd + 2 * cw;
    metrics.width = (metrics.text ? metrics.textX + int(metrics.columns) * cw : cellsEnd) + cw;
    return metrics;
}

int HexMetrics::columnX(unsigned column) const
{
    const unsigned gaps = groupSize == 0 ? 0 : column / groupSize;
    return cellsX + int(column * (digits + 1) + gaps) * charWidth;
}

QRect HexMetrics::cell(unsigned column) const
{
    return {columnX(column), 0, int(digits + 1) * charWidth, rowHeight};
}

QRect HexMetrics::textCell(unsigned column) const
{
    return {textX + int(column) * charWidth, 0, charWidth, rowHeight};
}

QRect HexMetrics::digitRect(unsigned column, unsigned digit) const
{
    return {columnX(column) + charWidth / 2 + int(digit) * charWidth, 0, charWidth, rowHeight};
}

QRectF HexMetrics::stripe(const QRect& rect, unsigned low, unsigned count)
{
    const qreal bit = qreal(rect.width()) / 8;
    return {rect.x() + bit * qreal(8 - low - count), qreal(rect.y()), bit * qreal(count), qreal(rect.height())};
}

HexMetrics::Hit HexMetrics::hit(int x, bool nearest) const
{
    Hit hit;
    const auto within = [&](const QRect& rect, unsigned column, Area area) {
        hit.area = area;
        hit.column = column;
        const int at = std::clamp(x - rect.x(), 0, rect.width() - 1);
        hit.bit = 7 - unsigned(at * 8 / rect.width());
        hit.digit
            = area == Area::Cells ? std::min(digits - 1, unsigned(std::max(0, at - charWidth / 2) / charWidth)) : 0;
    };
    if (x < cellsX && !nearest) {
        hit.area = x < cellsX - charWidth ? Area::Offset : Area::None;
        return hit;
    }
    if (text && x >= textX - charWidth) {
        if (x < textX + int(columns) * charWidth || nearest) {
            const int column = std::clamp((x - textX) / charWidth, 0, int(columns) - 1);
            within(textCell(unsigned(column)), unsigned(column), Area::Text);
        }
        return hit;
    }
    for (unsigned column = columns; column-- > 0;) {
        const QRect rect = cell(column);
        if (x < rect.x() && column > 0)
            continue;
        if (x < rect.x() + rect.width() || nearest)
            within(rect, column, Area::Cells);
        return hit;
    }
    return hit;
}

} // namespace wirebench
