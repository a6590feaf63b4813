// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_paint.h"

#include "core/layout/grid_pictures.h"
#include "core/layout/grid_text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace wirebench {

namespace {

QFont scaled(const QFont& font, int percent)
{
    QFont copy = font;
    if (font.pointSizeF() > 0)
        copy.setPointSizeF(font.pointSizeF() * percent / 100);
    else
        copy.setPixelSize(std::max(1, font.pixelSize() * percent / 100));
    return copy;
}

QString fromCore(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

void BitGridMetrics::update(const QFont& font, int zoom, int viewportWidth, unsigned bitsPerRow, bool withBits)
{
    nameFont = scaled(font, zoom);
    detailFont = scaled(font, zoom * 82 / 100);
    tinyFont = scaled(font, 76);
    const QFontMetrics name(nameFont);
    const QFontMetrics detail(detailFont);
    const QFontMetrics tiny(tinyFont);
    gutter = tiny.horizontalAdvance(QStringLiteral("8888888..8888")) + 18;
    rowHeight = name.height() + detail.height() + 12 + (withBits ? detail.height() : 0);
    titleHeight = QFontMetrics(font).height() + 18;
    header = QFontMetrics(font).height() + 2 * tiny.height() + 14;
    footer = tiny.height() + 10;
    const int columns = static_cast<int>(bitsPerRow);
    const int room = std::max(0, viewportWidth - gutter - margin) / columns;
    const int smallest = tiny.horizontalAdvance(QStringLiteral("00")) * std::max(zoom, 60) / 100;
    column = std::clamp(room * std::max(zoom, 100) / 100, smallest, std::max(smallest, 72 * zoom / 100));
}

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

void BitGridPainter::paintEmpty()
{
    const int middle = m_area.center().y();
    QFont title = m_metrics.nameFont;
    title.setBold(true);
    m_painter.setFont(title);
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    const QRect upper(m_area.left() + 16, middle - 60, m_area.width() - 32, 56);
    m_painter.drawText(upper, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, m_picture.emptyTitle);
    m_painter.setFont(m_metrics.nameFont);
    m_painter.setPen(m_theme.muted);
    const QRect lower(m_area.left() + 16, middle + 4, m_area.width() - 32, m_area.bottom() - middle - 4);
    m_painter.drawText(lower, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_picture.emptyText);
}

void BitGridPainter::paintHeader()
{
    const QRect band(m_area.left(), m_area.top(), m_area.width(), m_metrics.header);
    m_painter.fillRect(band, m_theme.palette.color(QPalette::AlternateBase));
    m_painter.setPen(m_theme.gridLines);
    m_painter.drawLine(band.bottomLeft(), band.bottomRight());
    QFont font = m_metrics.tinyFont;
    font.setBold(true);
    m_painter.setFont(font);
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    const QRect line = band.adjusted(m_metrics.margin, 4, -m_metrics.margin, 0);
    const QFontMetrics metrics(font);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignTop,
                       metrics.elidedText(m_picture.direction, Qt::ElideRight, line.width()));
    paintRuler(band.top() + 4 + metrics.height() + 3);
}

/// Both numberings, one above the other, each named in the gutter.
void BitGridPainter::paintRuler(int top)
{
    const GridSection* rows = nullptr;
    for (const GridSection& section : m_model.sections()) {
        if (section.kind == GridSection::Kind::Rows && (!rows || section.rows.bits() > rows->rows.bits()))
            rows = &section;
    }
    if (!rows)
        return;
    m_painter.setFont(m_metrics.tinyFont);
    const QFontMetrics metrics(m_metrics.tinyFont);
    const unsigned bits = m_model.bitsPerRow();
    const int digits = metrics.horizontalAdvance(QStringLiteral("00")) + 4;
    unsigned step = 1;
    while (step < 8 && static_cast<int>(step) * m_metrics.column < digits)
        step *= 2;
    for (const bool lsb0 : {true, false}) {
        const int y = top + (lsb0 ? 0 : metrics.height());
        m_painter.setPen(lsb0 ? m_theme.palette.color(QPalette::Text) : m_theme.muted);
        for (unsigned column = 0; column < bits; ++column) {
            const auto number = rulerNumber(rows->rows, column, lsb0);
            const auto decisive = rulerNumber(rows->rows, column, true);
            if (!number || decisive.value_or(*number) % step != 0)
                continue;
            const QRect place(columnX(column) - digits, y, m_metrics.column + 2 * digits, metrics.height());
            m_painter.drawText(place, Qt::AlignCenter, QString::number(*number));
        }
        const QRect gutter(m_area.left(), y, m_metrics.gutter - 8, metrics.height());
        m_painter.fillRect(gutter.adjusted(0, 0, 4, 0), m_theme.palette.color(QPalette::AlternateBase));
        m_painter.drawText(gutter, Qt::AlignRight | Qt::AlignVCenter,
                           lsb0 ? QStringLiteral("LSB 0") : QStringLiteral("MSB 0"));
    }
}

void BitGridPainter::paintFooter()
{
    const QRect band(m_area.left(), m_area.bottom() - m_metrics.footer + 1, m_area.width(), m_metrics.footer);
    m_painter.fillRect(band, m_theme.palette.color(QPalette::AlternateBase));
    m_painter.setPen(m_theme.gridLines);
    m_painter.drawLine(band.topLeft(), band.topRight());
    m_painter.setFont(m_metrics.tinyFont);
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    const QRect line = band.adjusted(m_metrics.margin, 0, -m_metrics.margin, 0);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetrics(m_metrics.tinyFont).elidedText(m_picture.totals, Qt::ElideRight, line.width()));
}

void BitGridPainter::paintStale()
{
    QColor veil = m_theme.palette.color(QPalette::Base);
    veil.setAlpha(120);
    m_painter.fillRect(m_body, veil);
    QFont font = m_metrics.tinyFont;
    font.setBold(true);
    const QFontMetrics metrics(font);
    const int width = std::min(metrics.horizontalAdvance(m_picture.staleText) + 24, m_body.width() - 16);
    const QRect badge(m_body.right() - width - 8, m_body.top() + 8, width, metrics.height() + 10);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(m_theme.warning, 1.5));
    m_painter.setBrush(m_theme.palette.color(QPalette::Base));
    m_painter.drawRoundedRect(badge, 5, 5);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setFont(font);
    m_painter.setPen(m_theme.warning);
    m_painter.drawText(badge.adjusted(10, 0, -10, 0), Qt::AlignCenter,
                       metrics.elidedText(m_picture.staleText, Qt::ElideRight, badge.width() - 20));
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
    const QString title = fromCore(m_model.grid().frames[section.frame].title);
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
        paintCell(index, section, cell, window);
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
                           fromCore(rowRangeText(block, bits)));
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

void BitGridPainter::paintCell(std::size_t, const GridSection& section, const GridCell& cell, RowWindow window)
{
    if (section.rows.lastRow(cell.bits) < window.first || section.rows.firstRow(cell.bits) > window.last)
        return;
    for (const ShapePart& part : shapeParts(section.rows, cell.bits, window))
        paintFill(partRect(section, part.row, part.row, part.columns), cell);
    paintEdges(section, cell.bits, window, QPen(edge(cell), 1.4));
    const LabelArea area = labelArea(section.rows, cell.bits, window);
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

QStringList BitGridPainter::details(const GridSection& section, const GridCell& cell) const
{
    const QString range = fromCore(rowRangeText(m_model.block(section), cell.bits));
    const QString width = fromCore(bitsText(cell.bits.count));
    const QString type = fromCore(cell.type);
    if (m_model.showsBuffer()) {
        if (cell.value.empty())
            return {range};
        const QString value = fromCore(cell.value);
        return {value + QStringLiteral("   ") + range, value};
    }
    if (type.isEmpty())
        return {width + QStringLiteral("   ") + range, range};
    return {type + QStringLiteral(" · ") + width + QStringLiteral("   ") + range, width + QStringLiteral("   ") + range,
            range};
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
    const QRect box = (inView.height() >= m_metrics.rowHeight ? inView : rect).adjusted(3, 2, -3, -2);
    if (box.width() < 6 || box.height() < 8)
        return;
    const QFontMetrics metrics(m_metrics.nameFont);
    const QFontMetrics small(m_metrics.detailFont);
    const int bitLine = m_model.showsBuffer() ? small.height() : 0;
    const QString name = fromCore(cell.label);
    const bool quiet = cell.role == Role::Padding || cell.null;
    m_painter.setPen(quiet ? m_theme.muted : m_theme.palette.color(QPalette::Text));
    const int room = box.height() - bitLine;
    if (box.width() < metrics.horizontalAdvance(QStringLiteral("mmmm")) && metrics.horizontalAdvance(name) > box.width()
        && room > box.width()) {
        m_painter.save();
        m_painter.setFont(m_metrics.detailFont);
        m_painter.translate(box.center().x() + 1, box.top() + room / 2);
        m_painter.rotate(-90);
        const QRect line(-room / 2, -small.height() / 2, room, small.height());
        if (cell.role == Role::Padding)
            m_painter.fillRect(line, fill(cell));
        m_painter.drawText(line, Qt::AlignCenter, small.elidedText(name, Qt::ElideRight, room));
        m_painter.restore();
        return;
    }
    const int textHeight = metrics.height() + small.height();
    const int top = box.top() + (room - textHeight) / 2;
    const QString shown = metrics.elidedText(name, Qt::ElideRight, box.width());
    if (cell.role == Role::Padding) {
        const int width = std::min(box.width(), metrics.horizontalAdvance(shown) + 8);
        m_painter.fillRect(QRect(box.center().x() - width / 2, top, width, metrics.height()), fill(cell));
    }
    m_painter.setFont(m_metrics.nameFont);
    m_painter.drawText(QRect(box.left(), top, box.width(), metrics.height()), Qt::AlignCenter, shown);
    const QString detail = fitted(details(section, cell), m_metrics.detailFont, box.width());
    const QRect below(box.left(), top + metrics.height(), box.width(), small.height());
    if (cell.role == Role::Padding) {
        const int width = std::min(box.width(), small.horizontalAdvance(detail) + 8);
        m_painter.fillRect(QRect(box.center().x() - width / 2, below.top(), width, below.height()), fill(cell));
    }
    m_painter.setFont(m_metrics.detailFont);
    if (!m_model.showsBuffer())
        m_painter.setPen(quiet ? m_theme.muted : m_theme.palette.color(QPalette::Text));
    m_painter.drawText(below, Qt::AlignCenter, detail);
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

bool BitGridPainter::isSelected(std::size_t, const GridCell& cell, const SelectionState& state) const
{
    return m_model.names(state, cell);
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
            if (isSelected(index, cell, state))
                markRange(index, section, m_model.showsBuffer() ? m_model.absolute(index, cell.bits) : cell.bits,
                          window, selected);
        }
    }
    if (!m_picture.cursor || m_picture.cursor->section != index)
        return;
    if (const auto cell = m_model.cellAt(*m_picture.cursor)) {
        if (section.rows.lastRow(cell->bits) >= window.first && section.rows.firstRow(cell->bits) <= window.last)
            paintEdges(section, cell->bits, window, QPen(m_theme.palette.color(QPalette::Text), 1.4, Qt::DotLine));
    }
}

void BitGridPainter::paintBand(std::size_t index, const GridSection& section)
{
    const GridCell& cell = m_model.block(section).cells.front();
    const QRect box(columnX(0), contentY(section.y), m_metrics.column * static_cast<int>(m_model.bitsPerRow()),
                    m_metrics.rowHeight);
    QPolygonF outline;
    const double step = box.height() / 4.0;
    outline << box.topLeft();
    for (int i = 0; i <= 4; ++i)
        outline << QPointF(box.left() + box.width() - (i % 2 == 0 ? 0 : 7), box.top() + i * step);
    for (int i = 4; i >= 0; --i)
        outline << QPointF(box.left() + (i % 2 == 0 ? 0 : 7), box.top() + i * step);
    m_painter.setRenderHint(QPainter::Antialiasing);
    const bool selected = isSelected(index, cell, m_picture.selected);
    const bool hovered = isSelected(index, cell, m_picture.hovered);
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
    const QRect text = box.adjusted(14, 3, -14, -3);
    const QFontMetrics name(m_metrics.nameFont);
    const QFontMetrics small(m_metrics.detailFont);
    const int top = text.top() + (text.height() - name.height() - small.height()) / 2;
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    m_painter.setFont(m_metrics.nameFont);
    m_painter.drawText(QRect(text.left(), top, text.width(), name.height()), Qt::AlignCenter,
                       name.elidedText(fromCore(cell.label), Qt::ElideRight, text.width()));
    m_painter.setFont(m_metrics.detailFont);
    m_painter.drawText(
        QRect(text.left(), top + name.height(), text.width(), small.height()), Qt::AlignCenter,
        small.elidedText(fromCore(cell.meaning.empty() ? cell.type : cell.meaning), Qt::ElideRight, text.width()));
    const GridBlock& block = m_model.block(section);
    m_painter.setPen(m_theme.muted);
    m_painter.setFont(m_metrics.tinyFont);
    m_painter.drawText(QRect(m_area.left() - m_picture.scrollLeft, box.top(), m_metrics.gutter - 8, box.height()),
                       Qt::AlignRight | Qt::AlignVCenter,
                       block.offset ? QString::number(*block.offset) + QStringLiteral(" …") : QStringLiteral("…"));
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
