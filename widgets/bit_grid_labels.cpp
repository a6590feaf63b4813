// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_paint.h"

#include "core/layout/grid_pictures.h"
#include "core/layout/grid_text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>

#include <algorithm>

// The words on the grid: names, values and ranges in the cells, bits at the foot of the rows, bands.

namespace wirebench {

namespace {

/// Between what a cell holds and its range.
const QLatin1String detailGap("   ");

QString fromCore(const std::string& text)
{
    return QString::fromStdString(text);
}

/// The outline of a part that is not drawn to scale: torn at both ends.
QPolygonF tornOutline(const QRect& box)
{
    QPolygonF outline;
    const double step = box.height() / 4.0;
    for (int i = 0; i <= 4; ++i)
        outline << QPointF(box.left() + box.width() - (i % 2 == 0 ? 0 : 7), box.top() + i * step);
    for (int i = 4; i >= 0; --i)
        outline << QPointF(box.left() + (i % 2 == 0 ? 0 : 7), box.top() + i * step);
    return outline;
}

} // namespace

QStringList BitGridPainter::details(const GridSection& section, const GridCell& cell) const
{
    const QString range = fromCore(rowRangeText(m_model.block(section), cell.bits));
    const QString width = fromCore(bitsText(cell.bits.count));
    const QString type = fromCore(cell.type);
    if (m_model.showsBuffer()) {
        if (cell.value.empty())
            return {range};
        const QString value = fromCore(cell.shown);
        return {value + detailGap + range, value};
    }
    if (type.isEmpty())
        return {width + detailGap + range, range};
    return {type + QStringLiteral(" · ") + width + detailGap + range, width + detailGap + range, range};
}

QString BitGridPainter::fitted(const QStringList& choices, const QFont& font, int width) const
{
    const QFontMetrics metrics(font);
    for (const QString& choice : choices) {
        if (metrics.horizontalAdvance(choice) <= width)
            return choice;
    }
    return choices.isEmpty() ? QString() : metrics.elidedText(choices.last(), Qt::ElideRight, width);
}

void BitGridPainter::paintLabel(const QRect& rect, const GridSection& section, const GridCell& cell)
{
    // A tall cell keeps its name in view; the name of a row that is cut off is cut off with it.
    const QRect inView = rect.intersected(m_body);
    const int mark = cell.role == Role::Presence ? 8 : 2;
    QRect box = (inView.height() >= m_metrics.rowHeight ? inView : rect).adjusted(3, mark, -3, -2);
    const QFontMetrics metrics(m_metrics.nameFont);
    const QFontMetrics small(m_metrics.detailFont);
    if (m_model.showsBuffer())
        box.setBottom(box.bottom() - small.height());
    if (box.width() < 6 || box.height() < 8)
        return;
    const QString full = fromCore(cell.fullLabel);
    const QString name = metrics.horizontalAdvance(full) <= box.width() ? full : fromCore(cell.label);
    const int missing = metrics.horizontalAdvance(name) - box.width();
    if (missing > 0 && box.width() < metrics.horizontalAdvance(QStringLiteral("mmmm")) && box.height() > box.width()) {
        paintUpright(box, name, cell);
        return;
    }
    const int top = box.top() + (box.height() - metrics.height() - small.height()) / 2;
    const QRect upper(box.left(), top, box.width(), metrics.height());
    const QString shown = metrics.elidedText(name, Qt::ElideRight, box.width());
    clearBehind(upper, metrics.horizontalAdvance(shown), cell);
    m_painter.setFont(m_metrics.nameFont);
    m_painter.setPen(ink(cell));
    m_painter.drawText(upper, Qt::AlignCenter, shown);
    paintDetail(QRect(box.left(), upper.bottom() + 1, box.width(), small.height()), section, cell);
}

QColor BitGridPainter::ink(const GridCell& cell) const
{
    const bool quiet = cell.role == Role::Padding || cell.null;
    return quiet ? m_theme.muted : m_theme.palette.color(QPalette::Text);
}

/// Hatching makes text hard to read: it gets a plate of plain background.
void BitGridPainter::clearBehind(const QRect& line, int textWidth, const GridCell& cell)
{
    if (cell.role != Role::Padding)
        return;
    const int width = std::min(line.width(), textWidth + 8);
    m_painter.fillRect(QRect(line.center().x() - width / 2, line.top(), width, line.height()), fill(cell));
}

/// A name that is too long for a narrow cell runs upwards.
void BitGridPainter::paintUpright(const QRect& box, const QString& name, const GridCell& cell)
{
    const QFontMetrics metrics(m_metrics.detailFont);
    m_painter.save();
    m_painter.setFont(m_metrics.detailFont);
    m_painter.setPen(ink(cell));
    const QPoint middle(box.center().x() + 1, box.top() + box.height() / 2);
    m_painter.translate(middle);
    m_painter.rotate(-90);
    const QRect line(-box.height() / 2, -metrics.height() / 2, box.height(), metrics.height());
    clearBehind(line, line.width(), cell);
    m_painter.drawText(line, Qt::AlignCenter, metrics.elidedText(name, Qt::ElideRight, box.height()));
    m_painter.restore();
}

/// The value or type first, the range behind it a little fainter.
void BitGridPainter::paintDetail(const QRect& line, const GridSection& section, const GridCell& cell)
{
    const QFontMetrics metrics(m_metrics.detailFont);
    const QString detail = fitted(details(section, cell), m_metrics.detailFont, line.width());
    const int width = metrics.horizontalAdvance(detail);
    clearBehind(line, width, cell);
    const qsizetype gap = detail.lastIndexOf(detailGap);
    const QString main = gap < 0 ? detail : detail.left(gap);
    const int left = line.center().x() - width / 2;
    const int mainWidth = metrics.horizontalAdvance(main);
    QColor colour = ink(cell);
    m_painter.setFont(m_metrics.detailFont);
    m_painter.setPen(colour);
    m_painter.drawText(QRect(left, line.top(), mainWidth + 2, line.height()), Qt::AlignLeft | Qt::AlignVCenter, main);
    if (gap < 0)
        return;
    colour.setAlpha(170);
    m_painter.setPen(colour);
    m_painter.drawText(QRect(left + mainWidth, line.top(), width - mainWidth + 2, line.height()),
                       Qt::AlignRight | Qt::AlignVCenter, detail.mid(gap));
}

/// The bits themselves, at the foot of each row; ones stand out from zeros.
void BitGridPainter::paintBits(const GridSection& section, RowWindow window)
{
    const QFontMetrics metrics(m_metrics.detailFont);
    if (m_metrics.column < metrics.horizontalAdvance(QLatin1Char('0')) + 1)
        return;
    const Bytes& bytes = *m_model.tree()->decoded().space;
    const std::uint64_t start = m_model.block(section).offset.value_or(0);
    const QColor ink = m_theme.palette.color(QPalette::Text);
    QColor faint = ink;
    faint.setAlpha(150);
    m_painter.setFont(m_metrics.detailFont);
    for (std::uint64_t row = window.first; row <= window.last; ++row) {
        for (unsigned column = 0; column < section.rows.bitsPerRow(); ++column) {
            const auto bit = section.rows.bitAt(row, column);
            if (!bit)
                continue;
            const std::uint64_t at = start + *bit;
            const bool one = (bytes[at / 8] >> (at % 8) & 1) != 0;
            const QRect cell = partRect(section, row, row, {column, 1});
            m_painter.setPen(one ? ink : faint);
            m_painter.drawText(cell.adjusted(0, cell.height() - metrics.height() - 2, 0, -2), Qt::AlignCenter,
                               one ? QStringLiteral("1") : QStringLiteral("0"));
        }
    }
}

void BitGridPainter::paintBand(std::size_t index, const GridSection& section)
{
    const GridCell& cell = m_model.block(section).cells.front();
    const QRect box(columnX(0), contentY(section.y), m_metrics.column * static_cast<int>(m_model.bitsPerRow()),
                    m_metrics.rowHeight);
    const QPolygonF outline = tornOutline(box);
    m_painter.setRenderHint(QPainter::Antialiasing);
    const bool selected = m_model.names(m_picture.selected, cell);
    const bool hovered = m_model.names(m_picture.hovered, cell);
    m_painter.setPen(selected      ? QPen(m_theme.selectionEdge, 3)
                         : hovered ? QPen(m_theme.hoverEdge, 2)
                                   : QPen(edge(cell), 1.4));
    m_painter.setBrush(fill(cell));
    m_painter.drawPolygon(outline);
    if (m_picture.cursor && m_picture.cursor->section == index) {
        m_painter.setPen(QPen(m_theme.palette.color(QPalette::Text), 1.4, Qt::DotLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolygon(outline);
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    paintBandText(box, m_model.block(section));
}

void BitGridPainter::paintBandText(const QRect& box, const GridBlock& block)
{
    const GridCell& cell = block.cells.front();
    const QRect text = box.adjusted(14, 3, -14, -3);
    const QFontMetrics name(m_metrics.nameFont);
    const QFontMetrics small(m_metrics.detailFont);
    const int top = text.top() + (text.height() - name.height() - small.height()) / 2;
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    m_painter.setFont(m_metrics.nameFont);
    m_painter.drawText(QRect(text.left(), top, text.width(), name.height()), Qt::AlignCenter,
                       name.elidedText(fromCore(cell.fullLabel), Qt::ElideMiddle, text.width()));
    m_painter.setFont(m_metrics.detailFont);
    m_painter.drawText(
        QRect(text.left(), top + name.height(), text.width(), small.height()), Qt::AlignCenter,
        small.elidedText(fromCore(cell.meaning.empty() ? cell.type : cell.meaning), Qt::ElideRight, text.width()));
    m_painter.setPen(m_theme.muted);
    m_painter.setFont(m_metrics.tinyFont);
    m_painter.drawText(QRect(m_area.left() - m_picture.scrollLeft, box.top(), m_metrics.gutter - 8, box.height()),
                       Qt::AlignRight | Qt::AlignVCenter,
                       block.offset ? QString::number(*block.offset) + QStringLiteral(" …") : QStringLiteral("…"));
}

} // namespace wirebench
