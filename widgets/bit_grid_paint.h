// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bit_grid_model.h"
#include "widgets/theme.h"

#include <QFont>
#include <QRect>
#include <QString>
#include <QStringList>

class QPainter;

namespace wirebench {

/// Sizes of the grid in pixels and its fonts, made from the interface font, the zoom and the width there is.
struct BitGridMetrics {
    QFont nameFont;
    QFont detailFont;
    QFont tinyFont;
    int gutter = 80; ///< Left of the columns: bit numbers of the row.
    int column = 28;
    int rowHeight = 46;
    int titleHeight = 34;
    int header = 56;
    int footer = 24;
    int margin = 10;

    void update(const QFont& font, int zoom, int viewportWidth, unsigned bitsPerRow, bool withBits);
    int contentWidth(unsigned bitsPerRow) const { return gutter + column * static_cast<int>(bitsPerRow) + margin; }
};

/// What the painter needs to know of the view at one moment.
struct BitGridPicture {
    const BitGridModel& model;
    const Theme& theme;
    const BitGridMetrics& metrics;
    const SelectionState& selected;
    const SelectionState& hovered;
    std::optional<GridPosition> cursor; ///< Shown as the focused cell.
    qint64 scrollTop = 0; ///< Pixels of content above the area.
    int scrollLeft = 0;
    bool stale = false;
    QString direction;
    QString totals;
    QString emptyTitle;
    QString emptyText;
    QString staleText;
    QString byteText; ///< "byte %1"
    QString paddingText;
    QString presenceText;
};

/// Draws the visible part of a grid. Cost grows with what is visible.
class BitGridPainter {
public:
    BitGridPainter(QPainter& painter, const BitGridPicture& picture, QRect area);
    void paint();

private:
    void paintEmpty();
    void paintHeader();
    void paintRuler(int top);
    void paintFooter();
    int paintKey(const QRect& line);
    void paintStale();
    void paintSections();
    void paintRows(std::size_t index, const GridSection& section);
    void paintBand(std::size_t index, const GridSection& section);
    void paintTitle(const GridSection& section);
    void paintGutter(const GridSection& section, RowWindow window);
    void paintCell(const GridSection& section, const GridCell& cell, RowWindow window);
    void paintFill(const QRect& rect, const GridCell& cell);
    void paintEdges(const GridSection& section, BitRange bits, RowWindow window, const QPen& pen);
    void paintBandText(const QRect& box, const GridBlock& block);
    void paintUpright(const QRect& box, const QString& name, const GridCell& cell);
    void paintDetail(const QRect& line, const GridSection& section, const GridCell& cell);
    void clearBehind(const QRect& line, int textWidth, const GridCell& cell);
    QColor ink(const GridCell& cell) const;
    void paintLabel(const QRect& rect, const GridSection& section, const GridCell& cell);
    void paintBits(const GridSection& section, RowWindow window);
    void paintMarks(std::size_t index, const GridSection& section, const std::vector<GridCell>& cells,
                    RowWindow window);
    void markRange(std::size_t index, const GridSection& section, BitRange bits, RowWindow window, bool selected);
    QStringList details(const GridSection& section, const GridCell& cell) const;
    QString fitted(const QStringList& choices, const QFont& font, int width) const;
    int contentY(qint64 y) const;
    int columnX(unsigned column) const;
    QRect partRect(const GridSection& section, std::uint64_t firstRow, std::uint64_t lastRow, ColumnSpan columns) const;
    QColor fill(const GridCell& cell) const;
    QColor edge(const GridCell& cell) const;

    QPainter& m_painter;
    const BitGridPicture& m_picture;
    const BitGridModel& m_model;
    const Theme& m_theme;
    const BitGridMetrics& m_metrics;
    QRect m_area;
    QRect m_body;
};

/// Rows of a section that lie between two heights of the content.
RowWindow visibleRows(const GridSection& section, int rowHeight, qint64 top, qint64 bottom);

} // namespace wirebench
