// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view_painter.h"

#include <QPainter>

#include <algorithm>

namespace wirebench {

namespace {

QColor blended(const QColor& a, const QColor& b, qreal partOfA)
{
    const auto mix = [&](int x, int y) { return int(x * partOfA + y * (1 - partOfA)); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QColor withAlpha(QColor colour, qreal alpha)
{
    colour.setAlphaF(float(alpha));
    return colour;
}

QString byteText(std::uint8_t byte, const HexViewOptions& options)
{
    const QString text = QString::number(byte, int(baseOf(options.cells)));
    return (options.upperCase ? text.toUpper() : text).rightJustified(int(digitsOf(options.cells)), QLatin1Char('0'));
}

} // namespace

HexPainter::HexPainter(QPainter& painter, const HexScene& scene)
    : m_painter(painter)
    , m_scene(scene)
    , m_metrics(scene.metrics)
    , m_theme(scene.theme)
    , m_first(scene.firstRow * scene.metrics.columns)
    , m_end(std::min(scene.size, m_first + quint64(scene.rows) * scene.metrics.columns))
{
}

int HexPainter::rowY(quint64 row) const
{
    return m_metrics.headerHeight + int(row - m_scene.firstRow) * m_metrics.rowHeight;
}

QRect HexPainter::cellAt(quint64 byte, Column column) const
{
    const auto index = unsigned(byte % m_metrics.columns);
    const QRect rect = column == Column::Cells ? m_metrics.cell(index) : m_metrics.textCell(index);
    return rect.translated(0, rowY(byte / m_metrics.columns));
}

void HexPainter::paint()
{
    m_painter.fillRect(QRect(QPoint(), m_scene.viewport), m_theme.editorBackground);
    m_painter.translate(-m_scene.scrollX, 0);
    const quint64 lastRow = m_scene.size / m_metrics.columns;
    for (int i = 0; i < m_scene.rows; ++i) {
        const quint64 row = m_scene.firstRow + quint64(i);
        if (row > lastRow
            || (row == lastRow && row > 0 && m_scene.size % m_metrics.columns == 0 && m_scene.caret != m_scene.size))
            break;
        const int y = rowY(row);
        if (m_scene.caret / m_metrics.columns == row)
            m_painter.fillRect(QRect(m_scene.scrollX, y, m_scene.viewport.width(), m_metrics.rowHeight),
                               m_theme.currentLine);
        paintOffset(row, y);
        paintFields(row, y, Column::Cells);
        if (m_metrics.text)
            paintFields(row, y, Column::Text);
        paintChanges(row, y);
        paintRange(row, y, Column::Cells);
        if (m_metrics.text)
            paintRange(row, y, Column::Text);
    }
    paintOutline(m_scene.selected, m_theme.selectionEdge, withAlpha(m_theme.selectionEdge, m_theme.dark ? 0.20 : 0.12),
                 2);
    paintMatches();
    for (quint64 row = m_scene.firstRow; row * m_metrics.columns < m_end; ++row)
        paintBytes(row, rowY(row));
    paintOutline(m_scene.hovered, m_theme.hoverEdge, {}, 1.6);
    paintBookmarks();
    paintCaret();
    paintHeader();
}

void HexPainter::paintHeader()
{
    const QRect header(m_scene.scrollX, 0, m_scene.viewport.width(), m_metrics.headerHeight);
    m_painter.fillRect(header, m_theme.palette.color(QPalette::Window));
    m_painter.setPen(m_theme.gridLines);
    m_painter.drawLine(header.left(), header.bottom(), header.right(), header.bottom());
    const auto here = unsigned(m_scene.caret % m_metrics.columns);
    const unsigned digits = m_scene.options.decimalOffsets ? 2 : std::min(2u, m_metrics.digits);
    for (unsigned column = 0; column < m_metrics.columns; ++column) {
        m_painter.setPen(column == here ? m_theme.editorText : m_theme.muted);
        const QRect cell = m_metrics.cell(column);
        m_painter.drawText(QRect(cell.x(), 0, cell.width(), m_metrics.headerHeight), Qt::AlignCenter,
                           offsetText(column, m_scene.options, digits));
    }
    // One line separates the offsets from the bytes all the way down.
    const int x = m_metrics.cellsX - m_metrics.charWidth / 2 - 1;
    m_painter.setPen(m_theme.gridLines);
    m_painter.drawLine(x, 0, x, m_scene.viewport.height());
}

void HexPainter::paintOffset(quint64 row, int y)
{
    const bool here = m_scene.caret / m_metrics.columns == row;
    m_painter.setPen(here ? m_theme.editorText : m_theme.lineNumbers);
    const QRect rect(m_metrics.offsetX, y, int(m_metrics.offsetDigits) * m_metrics.charWidth, m_metrics.rowHeight);
    m_painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter,
                       offsetText(row * m_metrics.columns, m_scene.options, m_metrics.offsetDigits));
}

QColor HexPainter::edgeOf(const HexLeaf& leaf) const
{
    switch (leaf.style) {
    case HexStyle::Error:
        return m_theme.error;
    case HexStyle::Padding:
        return m_theme.paddingHatch;
    case HexStyle::Unknown:
        return m_theme.muted;
    case HexStyle::Value:
    case HexStyle::Structure:
        break;
    }
    return m_theme.fieldEdge(leaf.colour);
}

QColor HexPainter::fillOf(const HexLeaf& leaf, bool stale) const
{
    qreal strength = leaf.null || stale ? 0.35 : 1.0;
    QColor fill = m_theme.fieldFill(leaf.colour);
    switch (leaf.style) {
    case HexStyle::Structure:
        strength *= 0.42;
        break;
    case HexStyle::Padding:
        return blended(m_theme.paddingHatch, m_theme.editorBackground, 0.12);
    case HexStyle::Unknown:
        return blended(m_theme.muted, m_theme.editorBackground, 0.16);
    case HexStyle::Error:
        fill = blended(m_theme.error, m_theme.editorBackground, 0.28);
        break;
    case HexStyle::Value:
        break;
    }
    return blended(fill, m_theme.editorBackground, strength);
}

void HexPainter::paintRun(const HexLeaf& leaf, const QRect& rect, bool opens, bool closes, bool stale, bool seams)
{
    const QRect body = rect.adjusted(opens ? 1 : 0, 1, closes ? -1 : 0, -1);
    m_painter.fillRect(body, fillOf(leaf, stale));
    if (leaf.style == HexStyle::Padding)
        m_painter.fillRect(body, QBrush(withAlpha(m_theme.paddingHatch, 0.7), Qt::BDiagPattern));
    const QColor edge = edgeOf(leaf);
    if (seams) {
        const bool dotted = leaf.style == HexStyle::Structure;
        m_painter.setPen(QPen(withAlpha(edge, dotted ? 0.9 : 0.75), 1, dotted ? Qt::DotLine : Qt::SolidLine));
        m_painter.drawLine(body.left(), body.bottom(), body.right(), body.bottom());
        if (dotted)
            m_painter.drawLine(body.left(), body.top(), body.right(), body.top());
        if (opens)
            m_painter.drawLine(body.left(), body.top(), body.left(), body.bottom());
        if (closes && dotted)
            m_painter.drawLine(body.right(), body.top(), body.right(), body.bottom());
    }
    if (leaf.damaged || leaf.style == HexStyle::Error) {
        m_painter.setPen(QPen(m_theme.error, 2, Qt::DashLine));
        m_painter.drawLine(body.left(), body.bottom(), body.right(), body.bottom());
    }
}

void HexPainter::paintStripe(const HexLeaf& leaf, const QRectF& rect, bool stale, bool outlined)
{
    const QRectF body = rect.adjusted(0.5, 1.5, -0.5, -1.5);
    m_painter.fillRect(body, fillOf(leaf, stale));
    if (leaf.style == HexStyle::Padding)
        m_painter.fillRect(body, QBrush(withAlpha(m_theme.paddingHatch, 0.7), Qt::BDiagPattern));
    if (!outlined)
        return;
    const bool dotted = leaf.style == HexStyle::Structure;
    m_painter.setPen(QPen(withAlpha(edgeOf(leaf), 0.9), 1, dotted ? Qt::DotLine : Qt::SolidLine));
    m_painter.drawRect(body);
    if (leaf.damaged || leaf.style == HexStyle::Error)
        m_painter.fillRect(QRectF(body.left(), body.bottom() - 2, body.width(), 2), m_theme.error);
}

void HexPainter::paintFields(quint64 row, int y, Column column)
{
    const quint64 begin = row * m_metrics.columns;
    const quint64 end = std::min(m_end, begin + m_metrics.columns);
    const HexPage& page = m_scene.page;
    for (quint64 byte = begin; byte < end;) {
        const QRect cell = cellAt(byte, column);
        const auto whole = page.wholeLeaf(byte);
        if (!whole) {
            for (const HexPart& part : page.parts(byte))
                paintStripe(page.leaf(part.leaf), HexMetrics::stripe(cell, part.low, part.count), part.stale,
                            column == Column::Cells);
            ++byte;
            continue;
        }
        quint64 last = byte;
        const bool stale = page.parts(byte).front().stale;
        while (last + 1 < end && page.wholeLeaf(last + 1) == whole && page.parts(last + 1).front().stale == stale)
            ++last;
        const QRect rect = cell.united(cellAt(last, column));
        const bool opens = byte == 0 || page.wholeLeaf(byte - 1) != whole;
        const bool closes = page.wholeLeaf(last + 1) != whole;
        paintRun(page.leaf(*whole), QRect(rect.x(), y, rect.width(), m_metrics.rowHeight), opens, closes, stale,
                 column == Column::Cells);
        byte = last + 1;
    }
}

void HexPainter::paintChanges(quint64 row, int y)
{
    const quint64 begin = row * m_metrics.columns;
    const quint64 end = std::min(m_end, begin + m_metrics.columns);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.changed);
    for (const ByteChange& change : m_scene.changes) {
        const quint64 last = change.offset + change.inserted;
        for (quint64 byte = std::max<quint64>(begin, change.offset); byte < std::min(end, last); ++byte) {
            const int inset = m_metrics.charWidth / 4;
            m_painter.drawRoundedRect(cellAt(byte, Column::Cells).adjusted(inset, 4, -inset, -4), 3, 3);
            if (m_metrics.text)
                m_painter.drawRect(cellAt(byte, Column::Text).adjusted(0, 4, 0, -4));
        }
        if (change.inserted == 0 && change.offset >= begin && change.offset < begin + m_metrics.columns
            && change.offset <= m_end) {
            // Nothing is left to tint where bytes were removed: a bar between the neighbours.
            const QRect cell = m_metrics.cell(unsigned(change.offset - begin)).translated(0, y);
            m_painter.drawRect(QRect(cell.left() - 1, y + 1, 3, m_metrics.rowHeight - 2));
        }
    }
    m_painter.setBrush(Qt::NoBrush);
}

void HexPainter::paintRange(quint64 row, int y, Column column)
{
    const quint64 begin = std::max(m_scene.rangeBegin, row * m_metrics.columns);
    const quint64 end = std::min(m_scene.rangeEnd, (row + 1) * m_metrics.columns);
    if (begin >= end)
        return;
    const QRect rect = cellAt(begin, column).united(cellAt(end - 1, column));
    m_painter.fillRect(QRect(rect.x(), y, rect.width(), m_metrics.rowHeight),
                       withAlpha(m_theme.selection, m_theme.dark ? 0.75 : 0.8));
}

void HexPainter::paintBytes(quint64 row, int y)
{
    const quint64 begin = row * m_metrics.columns;
    const quint64 end = std::min(m_end, begin + m_metrics.columns);
    for (quint64 byte = begin; byte < end; ++byte) {
        const std::size_t index = byte - m_first;
        if (index >= m_scene.bytes.size())
            return;
        const std::uint8_t value = m_scene.bytes[index];
        m_painter.setPen(value == 0 && m_scene.options.greyZeros ? m_theme.muted : m_theme.editorText);
        const auto column = unsigned(byte - begin);
        paintDigits(byteText(value, m_scene.options), m_metrics.cell(column).translated(0, y));
        if (!m_metrics.text)
            continue;
        const bool printable = value >= 0x20 && value <= 0x7E;
        m_painter.setPen(printable ? m_theme.editorText : m_theme.muted);
        m_painter.drawText(m_metrics.textCell(column).translated(0, y), Qt::AlignCenter,
                           printable ? QString(QLatin1Char(char(value))) : QStringLiteral("·"));
    }
}

void HexPainter::paintDigits(const QString& digits, const QRect& rect)
{
    if (m_scene.options.cells != HexCells::Binary) {
        m_painter.drawText(rect, Qt::AlignCenter, digits);
        return;
    }
    // Each bit stands in its own stripe, so that the colour under it is its field's.
    for (unsigned i = 0; i < 8; ++i)
        m_painter.drawText(HexMetrics::stripe(rect, 7 - i, 1).adjusted(-4, 0, 4, 0), Qt::AlignCenter,
                           digits.mid(int(i), 1));
}

void HexPainter::addPartOfByte(QPainterPath& path, quint64 byte, unsigned low, unsigned count, Column column) const
{
    if (visible(byte))
        path.addRect(HexMetrics::stripe(cellAt(byte, column), low, count));
}

void HexPainter::addWholeBytes(QPainterPath& path, quint64 first, quint64 end, Column column) const
{
    first = std::max(first, m_first);
    end = std::min(end, m_end);
    while (first < end) {
        const quint64 rowEnd = std::min(end, (first / m_metrics.columns + 1) * m_metrics.columns);
        path.addRect(cellAt(first, column).united(cellAt(rowEnd - 1, column)));
        first = rowEnd;
    }
}

QPainterPath HexPainter::outlineOf(const std::vector<BitRange>& ranges, Column column) const
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (const BitRange& range : ranges) {
        if (range.end() <= m_first * 8 || range.first >= m_end * 8)
            continue;
        const quint64 firstWhole = (range.first + 7) / 8;
        const quint64 endWhole = range.end() / 8;
        if (firstWhole > endWhole) { // inside one byte
            addPartOfByte(path, endWhole, unsigned(range.first % 8), unsigned(range.count), column);
            continue;
        }
        if (range.first % 8 != 0)
            addPartOfByte(path, range.first / 8, unsigned(range.first % 8), 8 - unsigned(range.first % 8), column);
        addWholeBytes(path, firstWhole, endWhole, column);
        if (range.end() % 8 != 0)
            addPartOfByte(path, endWhole, 0, unsigned(range.end() % 8), column);
    }
    return path.simplified();
}

void HexPainter::paintOutline(const std::vector<BitRange>& ranges, const QColor& edge, const QColor& fill, qreal width)
{
    if (ranges.empty())
        return;
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(edge, width, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawPath(outlineOf(ranges, Column::Cells));
    if (m_metrics.text) {
        m_painter.setPen(QPen(edge, 1));
        m_painter.drawPath(outlineOf(ranges, Column::Text));
    }
    m_painter.restore();
}

void HexPainter::paintMatches()
{
    std::vector<BitRange> ranges;
    for (const auto& [first, end] : m_scene.matches)
        ranges.push_back({first * 8, (end - first) * 8});
    // Each by itself: what touches is not one match.
    for (const BitRange& range : ranges)
        paintOutline({range}, m_theme.hoverEdge, withAlpha(m_theme.hoverEdge, m_theme.dark ? 0.28 : 0.22), 1);
}

void HexPainter::paintBookmarks()
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.bookmark);
    for (const quint64 mark : m_scene.bookmarks) {
        // A ribbon beside the row and a corner on the byte.
        const int y = rowY(mark / m_metrics.columns);
        const qreal left = 1.5;
        const qreal width = std::max(5, m_metrics.charWidth - 2);
        const qreal top = y + 3;
        const qreal bottom = y + m_metrics.rowHeight - 3;
        m_painter.drawPolygon(QPolygonF({{left, top},
                                         {left + width, top},
                                         {left + width, bottom},
                                         {left + width / 2, bottom - width / 2},
                                         {left, bottom}}));
        const QRectF cell(cellAt(mark, Column::Cells));
        m_painter.drawPolygon(QPolygonF(
            {{cell.left() + 1, cell.top() + 1}, {cell.left() + 8, cell.top() + 1}, {cell.left() + 1, cell.top() + 8}}));
    }
    m_painter.restore();
}

void HexPainter::paintCaret()
{
    const quint64 row = m_scene.caret / m_metrics.columns;
    if (row < m_scene.firstRow || row >= m_scene.firstRow + quint64(m_scene.rows))
        return;
    const int y = rowY(row);
    const auto index = unsigned(m_scene.caret % m_metrics.columns);
    const QRect digit = m_metrics.digitRect(index, m_scene.caretDigit).translated(0, y);
    const QRect text = m_metrics.textCell(index).translated(0, y);
    const auto draw = [&](const QRect& rect, bool active) {
        if (active && m_scene.focused && m_scene.insertMode) {
            m_painter.fillRect(QRect(rect.left() - 1, y + 2, 2, rect.height() - 4), m_theme.editorText);
        } else if (active && m_scene.focused) {
            m_painter.fillRect(rect.adjusted(-1, 2, 1, -2), withAlpha(m_theme.editorText, 0.22));
            m_painter.fillRect(QRect(rect.left() - 1, rect.bottom() - 3, rect.width() + 2, 2), m_theme.editorText);
        } else {
            m_painter.setPen(QPen(withAlpha(m_theme.editorText, 0.55), 1));
            m_painter.drawRect(rect.adjusted(-1, 2, 0, -3));
        }
    };
    draw(digit, !m_scene.caretInText);
    if (m_metrics.text)
        draw(text, m_scene.caretInText);
}

} // namespace wirebench
