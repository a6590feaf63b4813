// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view_overview.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wirebench {

HexOverview::HexOverview(QWidget* parent) : QWidget(parent)
{
    setFixedWidth(sizeHint().width());
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("The whole buffer in field colours. Click to go there."));
}

void HexOverview::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_strip = {};
    update();
}

void HexOverview::setContents(std::shared_ptr<const AnnotationTree> tree, const HexMapping& mapping, quint64 size)
{
    m_tree = std::move(tree);
    m_mapping = mapping;
    m_size = size;
    m_strip = {};
    update();
}

void HexOverview::setBookmarks(const std::vector<quint64>& offsets)
{
    m_bookmarks = offsets;
    update();
}

void HexOverview::setVisibleBytes(quint64 first, quint64 end)
{
    if (first == m_first && end == m_end)
        return;
    m_first = first;
    m_end = end;
    update();
}

int HexOverview::yOf(quint64 byte) const
{
    return m_size == 0 ? 0 : int(double(std::min(byte, m_size)) / double(m_size) * height());
}

QRgb HexOverview::colourAt(quint64 byte) const
{
    const QRgb nothing = m_theme.editorBackground.rgb();
    const auto space = m_tree ? m_mapping.spaceByte(byte) : std::nullopt;
    if (!space)
        return nothing;
    const auto chain = m_tree->chainAt(*space * 8);
    if (chain.empty())
        return nothing;
    switch (hexStyleOf(chain.back().role)) {
    case HexStyle::Error:
        return m_theme.error.rgb();
    case HexStyle::Padding:
    case HexStyle::Unknown:
        return m_theme.paddingHatch.rgb();
    case HexStyle::Structure:
    case HexStyle::Value:
        break;
    }
    const std::uint16_t colour = m_tree->colour(chain);
    return m_theme.fieldFill(colour).rgb();
}

void HexOverview::draw()
{
    m_strip = QImage(1, std::max(1, height()), QImage::Format_RGB32);
    for (int y = 0; y < m_strip.height(); ++y) {
        const double part = (y + 0.5) / m_strip.height();
        const auto byte = std::min(m_size - 1, quint64(part * double(m_size)));
        m_strip.setPixel(0, y, m_size == 0 ? m_theme.editorBackground.rgb() : colourAt(byte));
    }
}

void HexOverview::paintEvent(QPaintEvent*)
{
    if (m_strip.isNull() || m_strip.height() != height())
        draw();
    QPainter painter(this);
    painter.drawImage(rect().adjusted(2, 0, -2, 0), m_strip);
    if (m_tree)
        paintProblems(painter);
    for (const quint64 mark : m_bookmarks)
        painter.fillRect(0, yOf(mark) - 1, 5, 4, m_theme.bookmark);
    if (m_first > 0 || m_end < m_size) {
        const int top = std::min(yOf(m_first), height() - 6);
        const QRect frame(0, top, width() - 1, std::max(5, yOf(m_end) - top));
        QColor glass = m_theme.editorText;
        glass.setAlphaF(0.14f);
        painter.fillRect(frame, glass);
        painter.setPen(m_theme.editorText);
        painter.drawRect(frame);
    }
}

void HexOverview::paintProblems(QPainter& painter)
{
    int lastY = -1;
    for (const Diagnostic& problem : m_tree->decoded().diagnostics) {
        if (problem.place.kind != Place::Kind::Bits || problem.severity == Severity::Note)
            continue;
        const auto ranges = m_mapping.toDocument({problem.place.first, std::max<quint64>(1, problem.place.count)});
        const int y = ranges.empty() ? lastY : yOf(ranges.front().first / 8);
        if (y == lastY)
            continue;
        lastY = y;
        painter.fillRect(0, y - 1, width(), 3, problem.severity == Severity::Error ? m_theme.error : m_theme.warning);
    }
}

void HexOverview::jumpTo(int y)
{
    if (m_size > 0)
        Q_EMIT jumped(std::min(m_size - 1, quint64(double(std::clamp(y, 0, height())) / height() * double(m_size))));
}

void HexOverview::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        jumpTo(event->position().toPoint().y());
}

void HexOverview::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        jumpTo(event->position().toPoint().y());
}

} // namespace wirebench
