// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_paint.h"

#include "core/layout/grid_pictures.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <utility>

// What stands around the grid: sizes, header with both numberings, footer, badge, empty state.

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
    QRect line = band.adjusted(m_metrics.margin, 0, -m_metrics.margin, 0);
    line.setWidth(line.width() - paintKey(line));
    m_painter.setPen(m_theme.palette.color(QPalette::Text));
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetrics(m_metrics.tinyFont).elidedText(m_picture.totals, Qt::ElideRight, line.width()));
}

/// What the marks mean, at the right end of the footer; left out where there is no room.
int BitGridPainter::paintKey(const QRect& line)
{
    const QFontMetrics metrics(m_metrics.tinyFont);
    const int swatch = metrics.height() - 2;
    const std::pair<Role, QString> entries[]
        = {{Role::Padding, m_picture.paddingText}, {Role::Presence, m_picture.presenceText}};
    int width = 0;
    for (const auto& [role, text] : entries)
        width += swatch * 2 + 6 + metrics.horizontalAdvance(text) + 16;
    if (metrics.horizontalAdvance(m_picture.totals) + width > line.width())
        return 0;
    int x = line.right() - width + 16;
    for (const auto& [role, text] : entries) {
        GridCell sample;
        sample.role = role;
        const QRect box(x, line.center().y() - swatch / 2, swatch * 2, swatch);
        paintFill(box, sample);
        m_painter.setPen(m_theme.paddingHatch);
        m_painter.drawRect(box);
        m_painter.setPen(m_theme.muted);
        x += swatch * 2 + 6;
        m_painter.drawText(QRect(x, line.top(), width, line.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += metrics.horizontalAdvance(text) + 16;
    }
    return width;
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

} // namespace wirebench
