// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid.h"

#include "widgets/bit_grid_paint.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

constexpr qint64 largestScroll = 1'000'000'000;

} // namespace

BitGridView::BitGridView(QWidget* parent) : QAbstractScrollArea(parent), m_metrics(std::make_unique<BitGridMetrics>())
{
    setObjectName(QStringLiteral("bitGrid"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->setObjectName(QStringLiteral("bitGridScroll"));
    setAccessibleName(tr("Bit grid"));
    setAccessibleDescription(currentText());
    rearrange();
}

BitGridView::~BitGridView() = default;

void BitGridView::setLayout(std::shared_ptr<const Layout> layout, std::shared_ptr<const Plan> plan)
{
    m_model.setLayout(std::move(layout), std::move(plan));
    const Layout* now = m_model.layout();
    setAccessibleName(now ? tr("Bit grid of %1").arg(QString::fromStdString(now->name)) : tr("Bit grid"));
    followModel();
}

void BitGridView::setTree(std::shared_ptr<const AnnotationTree> tree)
{
    const bool had = hasBuffer();
    m_model.setTree(std::move(tree));
    followModel();
    if (had != hasBuffer())
        Q_EMIT bufferChanged();
}

void BitGridView::setSavings(std::shared_ptr<const Savings> savings)
{
    m_savings = std::move(savings);
    viewport()->update();
}

/// After a change of what is shown: the cursor goes back to the selection, the page stays where it is, so that the
/// grid does not jump under somebody who types.
void BitGridView::followModel()
{
    rearrange();
    m_anchor.reset();
    m_cursor = m_model.find(selected());
    speak();
}

void BitGridView::setTheme(const Theme& theme)
{
    m_theme = theme;
    setPalette(theme.palette);
    viewport()->update();
}

void BitGridView::setSelection(Selection* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (selection) {
        connect(selection, &Selection::changed, this, &BitGridView::showSelection);
        connect(selection, &Selection::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    }
    showSelection(nullptr);
}

void BitGridView::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

void BitGridView::setBitsPerRow(unsigned bits)
{
    if (bits == bitsPerRow() || (bits != 8 && bits != 16 && bits != 32 && bits != 64))
        return;
    m_model.setBitsPerRow(bits);
    followModel();
    if (m_cursor)
        ensureVisible(*m_cursor);
    Q_EMIT optionsChanged();
}

void BitGridView::setBitOrder(std::optional<BitOrder> order)
{
    if (order == bitOrder())
        return;
    m_model.setOrder(order);
    followModel();
    if (m_cursor)
        ensureVisible(*m_cursor);
    Q_EMIT optionsChanged();
}

void BitGridView::setBufferShown(bool shown)
{
    if (shown == bufferShown())
        return;
    m_model.setBufferWanted(shown);
    followModel();
    if (m_cursor)
        ensureVisible(*m_cursor);
    Q_EMIT optionsChanged();
}

void BitGridView::setZoom(int percent)
{
    percent = std::clamp(percent, 50, 400);
    if (percent == m_zoom)
        return;
    const double place = m_model.height() > 0 ? double(scrollTop()) / double(m_model.height()) : 0;
    m_zoom = percent;
    rearrange();
    verticalScrollBar()->setValue(static_cast<int>(place * double(m_model.height()) / double(m_scrollUnit)));
    Q_EMIT optionsChanged();
}

QSize BitGridView::sizeHint() const
{
    return QSize(760, 360);
}

QSize BitGridView::minimumSizeHint() const
{
    return QSize(240, 140);
}

const SelectionState& BitGridView::selected() const
{
    return m_selection ? m_selection->state() : m_ownSelection;
}

/// Sizes, positions of sections and scroll bars, after anything they depend on has changed.
void BitGridView::rearrange()
{
    m_metrics->update(font(), m_zoom, viewport()->width(), m_model.bitsPerRow(), m_model.showsBuffer());
    m_model.arrange({m_metrics->rowHeight, m_metrics->titleHeight, 0});
    const qint64 content = m_model.height() + m_metrics->margin;
    const int body = std::max(1, viewport()->height() - m_metrics->header - m_metrics->footer);
    m_scrollUnit = content / largestScroll + 1;
    QScrollBar* vertical = verticalScrollBar();
    vertical->setRange(0, static_cast<int>(std::max<qint64>(0, content - body) / m_scrollUnit));
    vertical->setPageStep(std::max(1, static_cast<int>(body / m_scrollUnit)));
    vertical->setSingleStep(std::max(1, static_cast<int>(m_metrics->rowHeight / 2 / m_scrollUnit)));
    QScrollBar* horizontal = horizontalScrollBar();
    const int width = m_model.empty() ? 0 : m_metrics->contentWidth(m_model.bitsPerRow());
    horizontal->setRange(0, std::max(0, width - viewport()->width()));
    horizontal->setPageStep(viewport()->width());
    horizontal->setSingleStep(m_metrics->column);
    viewport()->update();
}

qint64 BitGridView::scrollTop() const
{
    return verticalScrollBar()->value() * m_scrollUnit;
}

void BitGridView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    rearrange();
}

void BitGridView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        rearrange();
}

void BitGridView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const SelectionState shown = m_model.resolved(selected());
    const SelectionState hovered = m_selection ? m_model.resolved(m_selection->hover()) : SelectionState{};
    const BitGridPicture picture{m_model,
                                 m_theme,
                                 *m_metrics,
                                 shown,
                                 hovered,
                                 hasFocus() ? m_cursor : std::nullopt,
                                 scrollTop(),
                                 horizontalScrollBar()->value(),
                                 m_stale,
                                 directionText(),
                                 totalsText(),
                                 tr("No layout yet"),
                                 tr("Open or write a schema; its errors are listed under Problems."),
                                 tr("Last good layout: the schema has errors"),
                                 tr("byte %1"),
                                 tr("padding"),
                                 tr("presence")};
    BitGridPainter(painter, picture, viewport()->rect()).paint();
}

bool BitGridView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        endHover();
    return QAbstractScrollArea::viewportEvent(event);
}

std::optional<GridPosition> BitGridView::positionAt(const QPoint& point) const
{
    const int y = point.y() - m_metrics->header;
    const int x = point.x() + horizontalScrollBar()->value() - m_metrics->gutter;
    if (y < 0 || x < 0 || point.y() >= viewport()->height() - m_metrics->footer)
        return std::nullopt;
    const qint64 at = y + scrollTop();
    const std::size_t index = m_model.sectionAt(at);
    const auto column = static_cast<unsigned>(x / m_metrics->column);
    if (index >= m_model.sections().size() || column >= m_model.bitsPerRow())
        return std::nullopt;
    const GridSection& section = m_model.sections()[index];
    if (section.kind == GridSection::Kind::Title)
        return std::nullopt;
    const auto row = static_cast<std::uint64_t>((at - section.y) / m_metrics->rowHeight);
    const GridPosition position{index, row, column};
    if (section.kind == GridSection::Kind::Rows && !m_model.bitAt(position))
        return std::nullopt;
    return position;
}

QRect BitGridView::rectOf(GridPosition position) const
{
    const GridSection& section = m_model.sections()[position.section];
    const qint64 y = section.y + static_cast<qint64>(position.row) * m_metrics->rowHeight - scrollTop();
    const int x = m_metrics->gutter - horizontalScrollBar()->value();
    if (section.kind != GridSection::Kind::Rows)
        return QRect(x, m_metrics->header + static_cast<int>(y),
                     m_metrics->column * static_cast<int>(m_model.bitsPerRow()), m_metrics->rowHeight);
    return QRect(x + static_cast<int>(position.column) * m_metrics->column, m_metrics->header + static_cast<int>(y),
                 m_metrics->column, m_metrics->rowHeight);
}

QRect BitGridView::rectOf(const QString& path) const
{
    SelectionState state;
    state.path = path;
    if (m_model.showsBuffer()) {
        const auto chain = m_model.tree()->chainOf(path.toStdString());
        if (chain.empty())
            return {};
        state.bits.push_back(chain.back().bits);
    }
    const auto position = m_model.find(state);
    if (!position)
        return {};
    const QRect rect = rectOf(*position);
    return rect.intersects(viewport()->rect()) ? rect : QRect();
}

QRect BitGridView::bitRect(std::uint64_t bit) const
{
    const auto position = m_model.find(bit);
    if (!position)
        return {};
    const QRect rect = rectOf(*position);
    return rect.intersects(viewport()->rect()) ? rect : QRect();
}

void BitGridView::ensureVisible(GridPosition position)
{
    const GridSection& section = m_model.sections()[position.section];
    const qint64 top = section.y + static_cast<qint64>(position.row) * m_metrics->rowHeight;
    const int body = viewport()->height() - m_metrics->header - m_metrics->footer;
    if (top < scrollTop() || top + m_metrics->rowHeight > scrollTop() + body) {
        const qint64 wanted = top < scrollTop() ? top : top + m_metrics->rowHeight - body;
        verticalScrollBar()->setValue(static_cast<int>((wanted + m_scrollUnit - 1) / m_scrollUnit));
    }
    QScrollBar* horizontal = horizontalScrollBar();
    const int left = m_metrics->gutter + static_cast<int>(position.column) * m_metrics->column;
    if (left < horizontal->value() + m_metrics->gutter)
        horizontal->setValue(left - m_metrics->gutter);
    else if (left + m_metrics->column > horizontal->value() + viewport()->width())
        horizontal->setValue(left + m_metrics->column - viewport()->width());
}

void BitGridView::showSelection(const QObject* origin)
{
    viewport()->update();
    if (origin == this)
        return;
    const auto position = m_model.find(selected());
    if (!position)
        return;
    m_cursor = position;
    m_anchor.reset();
    ensureVisible(*position);
    speak();
}

/// Tells a screen reader where the cursor is now.
void BitGridView::speak()
{
    const QString text = currentText();
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleValueChangeEvent event(this, text);
    QAccessible::updateAccessibility(&event);
}

} // namespace wirebench
