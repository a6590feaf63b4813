// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_paint.h"

#include "core/layout/grid_pictures.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace wirebench {

RowWindow visibleRows(const GridSection& section, int rowHeight, qint64 top, qint64 bottom)
{
    const auto rows = static_cast<qint64>(section.rows.rowCount());
    const qint64 first = std::clamp<qint64>((top - section.y) / rowHeight, 0, rows - 1);
    const qint64 last = std::clamp<qint64>((bottom - section.y) / rowHeight, first, rows - 1);
    return {static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(last)};
}

BitGridPainter::BitGridPainter(QPainter& painter, const BitGridPicture& picture, QRect area)
    : m_painter(painter)
    , m_picture(picture)
    , m_model(picture.model)
    , m_theme(picture.theme)
    , m_metrics(picture.metrics)
    , m_area(area)
    , m_body(area.adjusted(0, picture.metrics.header, 0, -picture.metrics.footer))
{
}

void BitGridPainter::paint()
{
    m_painter.fillRect(m_area, m_theme.palette.color(QPalette::Base));
    if (m_model.empty()) {
        paintEmpty();
        return;
    }
    m_painter.save();
    m_painter.setClipRect(m_body);
    paintSections();
    m_painter.restore();
    paintHeader();
    paintFooter();
    if (m_picture.stale)
        paintStale();
}

void BitGridPainter::paintSections()
{
    const qint64 top = m_picture.scrollTop;
    const qint64 bottom = top + m_body.height();
    const auto& sections = m_model.sections();
    const auto from = std::partition_point(sections.begin(), sections.end(), [top](const GridSection& section) {
        return section.y + section.height < top;
    });
    for (auto section = from; section != sections.end() && section->y < bottom; ++section) {
        const auto index = static_cast<std::size_t>(section - sections.begin());
        if (section->kind == GridSection::Kind::Title)
            paintTitle(*section);
        else if (section->kind == GridSection::Kind::Band)
            paintBand(index, *section);
        else
            paintRows(index, *section);
    }
}

void BitGridPainter::paintTitle(const GridSection& section)
{
    QFont font = m_metrics.nameFont;
    font.setBold(true);
    m_painter.setFont(font);
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    const QRect line(m_area.left() + m_metrics.margin - m_picture.scrollLeft, contentY(section.y),
                     std::max(m_metrics.contentWidth(m_model.bitsPerRow()), m_area.width()) - 2 * m_metrics.margin,
                     m_metrics.titleHeight - 6);
    const QString title = QString::fromStdString(m_model.grid().frames[section.frame].title);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignBottom,
                       QFontMetrics(font).elidedText(title, Qt::ElideMiddle, line.width()));
}

void BitGridPainter::paintRows(std::size_t index, const GridSection& section)
{
    const RowWindow window
        = visibleRows(section, m_metrics.rowHeight, m_picture.scrollTop, m_picture.scrollTop + m_body.height());
    const std::vector<GridCell> cells = m_model.cells(index, window);
    paintGutter(section, window);
    for (const GridCell& cell : cells)
        paintCell(section, cell, window);
    if (m_model.showsBuffer())
        paintBits(section, window);
    paintMarks(index, section, cells, window);
}

/// Beside each row its bit numbers and, where it is known, the byte its left end starts with.
void BitGridPainter::paintGutter(const GridSection& section, RowWindow window)
{
    const GridBlock& block = m_model.block(section);
    const int line = QFontMetrics(m_metrics.tinyFont).height();
    m_painter.setFont(m_metrics.tinyFont);
    for (std::uint64_t row = window.first; row <= window.last; ++row) {
        const BitRange bits = section.rows.bitsOfRow(row);
        const QRect place(m_area.left() - m_picture.scrollLeft, partRect(section, row, row, {0, 1}).top(),
                          m_metrics.gutter - 8, m_metrics.rowHeight);
        const int top = place.center().y() - (block.offset ? line : line / 2);
        m_painter.setPen(m_theme.palette.color(QPalette::Text));
        m_painter.drawText(QRect(place.left(), top, place.width(), line), Qt::AlignRight | Qt::AlignVCenter,
                           QString::fromStdString(rowRangeText(block, bits)));
        if (!block.offset)
            continue;
        const bool descending = section.rows.shape() == RowShape::Descending;
        const std::uint64_t byte = descending ? row * section.rows.bitsPerRow() / 8 : (*block.offset + bits.first) / 8;
        m_painter.setPen(m_theme.muted);
        m_painter.drawText(QRect(place.left(), top + line, place.width(), line), Qt::AlignRight | Qt::AlignVCenter,
                           m_picture.byteText.arg(byte));
    }
}

QColor BitGridPainter::fill(const GridCell& cell) const
{
    if (cell.role == Role::Error || cell.damaged) {
        QColor colour = m_theme.error;
        colour.setAlpha(60);
        return colour;
    }
    if (cell.slot == kNoIndex || cell.role == Role::Padding)
        return m_theme.palette.color(QPalette::Base);
    QColor colour = m_theme.fieldFill(cell.colour);
    if (cell.null)
        colour.setAlpha(90);
    return colour;
}

QColor BitGridPainter::edge(const GridCell& cell) const
{
    if (cell.role == Role::Error || cell.damaged)
        return m_theme.error;
    if (cell.slot == kNoIndex || cell.role == Role::Padding)
        return m_theme.paddingHatch;
    return m_theme.fieldEdge(cell.colour);
}

/// Besides colour each role has a mark of its own: hatching for padding, a bar for presence, dots for what no field
/// describes.
void BitGridPainter::paintFill(const QRect& rect, const GridCell& cell)
{
    m_painter.fillRect(rect, fill(cell));
    QColor hatch = m_theme.paddingHatch;
    hatch.setAlpha(150);
    switch (cell.role) {
    case Role::Padding:
        m_painter.fillRect(rect, QBrush(hatch, Qt::BDiagPattern));
        break;
    case Role::Trailing:
    case Role::Unknown:
        m_painter.fillRect(rect, QBrush(m_theme.paddingHatch, Qt::Dense7Pattern));
        break;
    case Role::Presence:
        m_painter.fillRect(QRect(rect.left() + 2, rect.top() + 3, rect.width() - 4, 4), edge(cell));
        break;
    default:
        break;
    }
}

void BitGridPainter::paintCell(const GridSection& section, const GridCell& cell, RowWindow window)
{
    if (section.rows.lastRow(cell.bits) < window.first || section.rows.firstRow(cell.bits) > window.last)
        return;
    for (const ShapePart& part : shapeParts(section.rows, cell.bits, window))
        paintFill(partRect(section, part.row, part.row, part.columns), cell);
    paintEdges(section, cell.bits, window, QPen(edge(cell), 1.4));
    LabelArea area = labelArea(section.rows, cell.bits, window);
    if (m_model.showsBuffer()) // the bits stand at the foot of each row: the name keeps to one of them
        area.rows.first = area.rows.last = (area.rows.first + area.rows.last) / 2;
    paintLabel(partRect(section, area.rows.first, area.rows.last, area.columns), section, cell);
}

void BitGridPainter::paintEdges(const GridSection& section, BitRange bits, RowWindow window, const QPen& pen)
{
    QPen square = pen;
    square.setCapStyle(Qt::SquareCap);
    m_painter.setPen(square);
    for (const ShapeEdge& line : shapeEdges(section.rows, bits, window)) {
        const int x = columnX(line.column);
        const int y = contentY(section.y + static_cast<qint64>(line.row) * m_metrics.rowHeight);
        if (line.horizontal)
            m_painter.drawLine(x, y, x + static_cast<int>(line.length) * m_metrics.column, y);
        else
            m_painter.drawLine(x, y, x, y + m_metrics.rowHeight);
    }
}

void BitGridPainter::markRange(std::size_t index, const GridSection& section, BitRange bits, RowWindow window,
                               bool selected)
{
    const std::uint64_t start = m_model.showsBuffer() ? m_model.absolute(index, {0, 0}).first : 0;
    const std::uint64_t end = start + section.rows.bits();
    const std::uint64_t first = std::max(bits.first, start);
    const std::uint64_t last = std::min(bits.end(), end);
    if (first >= last)
        return;
    const BitRange local{first - start, last - first};
    if (section.rows.lastRow(local) < window.first || section.rows.firstRow(local) > window.last)
        return;
    if (selected) {
        QColor wash = m_theme.selectionEdge;
        wash.setAlpha(40);
        for (const ShapePart& part : shapeParts(section.rows, local, window))
            m_painter.fillRect(partRect(section, part.row, part.row, part.columns), wash);
    }
    paintEdges(section, local, window, QPen(selected ? m_theme.selectionEdge : m_theme.hoverEdge, selected ? 3 : 2));
}

void BitGridPainter::paintMarks(std::size_t index, const GridSection& section, const std::vector<GridCell>& cells,
                                RowWindow window)
{
    for (const bool selected : {false, true}) {
        const SelectionState& state = selected ? m_picture.selected : m_picture.hovered;
        if (m_model.showsBuffer()) {
            for (const BitRange& bits : state.bits)
                markRange(index, section, bits, window, selected);
        }
        for (const GridCell& cell : cells) {
            if (m_model.names(state, cell))
                markRange(index, section, m_model.showsBuffer() ? m_model.absolute(index, cell.bits) : cell.bits,
                          window, selected);
        }
    }
    if (!m_picture.cursor || m_picture.cursor->section != index)
        return;
    if (const auto cell = m_model.cellAt(*m_picture.cursor)) {
        // Where the outline of the selection is the same there is nothing to add.
        if (m_model.stateOf(index, *cell) == m_picture.selected)
            return;
        if (section.rows.lastRow(cell->bits) >= window.first && section.rows.firstRow(cell->bits) <= window.last)
            paintEdges(section, cell->bits, window, QPen(m_theme.palette.color(QPalette::Text), 1.4, Qt::DotLine));
    }
}

int BitGridPainter::contentY(qint64 y) const
{
    return m_body.top() + static_cast<int>(std::clamp<qint64>(y - m_picture.scrollTop, -1'000'000, 1'000'000));
}

int BitGridPainter::columnX(unsigned column) const
{
    return m_area.left() + m_metrics.gutter - m_picture.scrollLeft + static_cast<int>(column) * m_metrics.column;
}

QRect BitGridPainter::partRect(const GridSection& section, std::uint64_t firstRow, std::uint64_t lastRow,
                               ColumnSpan columns) const
{
    const int top = contentY(section.y + static_cast<qint64>(firstRow) * m_metrics.rowHeight);
    const int height = static_cast<int>(lastRow - firstRow + 1) * m_metrics.rowHeight;
    return QRect(columnX(columns.first), top, static_cast<int>(columns.count) * m_metrics.column, height);
}

} // namespace wirebench
