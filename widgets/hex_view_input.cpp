// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and mouse of the hex view.
#include "widgets/hex_view.h"

#include "widgets/hex_view_find.h"
#include "widgets/hex_view_goto.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace wirebench {

namespace {

/// Value of a digit in `base`; nothing when `text` is no such digit.
std::optional<unsigned> digitValue(const QString& text, unsigned base)
{
    if (text.size() != 1)
        return std::nullopt;
    const ushort c = text.front().toLower().unicode();
    unsigned value = 99;
    if (c >= '0' && c <= '9')
        value = c - '0';
    else if (c >= 'a' && c <= 'f')
        value = c - 'a' + 10u;
    return value < base ? std::optional(value) : std::nullopt;
}

} // namespace

HexView::Spot HexView::spotAt(const QPoint& point, bool nearest) const
{
    Spot spot;
    if (size() == 0 || (point.y() < m_metrics.headerHeight && !nearest))
        return spot;
    spot.hit = m_metrics.hit(point.x() + horizontalScrollBar()->value(), nearest);
    const int y = std::max(0, point.y() - m_metrics.headerHeight);
    const quint64 row = firstRow() + quint64(y / m_metrics.rowHeight);
    spot.byte = row * m_metrics.columns + spot.hit.column;
    const bool onByte = spot.hit.area == HexMetrics::Area::Cells || spot.hit.area == HexMetrics::Area::Text;
    spot.inside = onByte && spot.byte < size();
    if (nearest && spot.byte >= size())
        spot.byte = size() - 1;
    return spot;
}

bool HexView::event(QEvent* event)
{
    // Tab swaps the columns; Shift+Tab still leaves the view.
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && m_options.showText && size() > 0) {
            m_column = m_column == Column::Cells ? Column::Text : Column::Cells;
            m_digit = 0;
            showByte(m_caret);
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool HexView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = fieldTextAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        clearHover();
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::wheelEvent(QWheelEvent* event)
{
    QAbstractScrollArea::wheelEvent(event);
    hoverAt(event->position().toPoint());
}

void HexView::keyPressEvent(QKeyEvent* event)
{
    if (handleCommandKey(event) || handleMoveKey(event) || handleEditKey(event)) {
        event->accept();
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool HexView::handleCommandKey(QKeyEvent* event)
{
    struct Command {
        QKeySequence::StandardKey key;
        void (HexView::*action)();
    };
    static constexpr Command commands[] = {
        {QKeySequence::Undo, &HexView::undo},   {QKeySequence::Redo, &HexView::redo},
        {QKeySequence::Copy, &HexView::copy},   {QKeySequence::Cut, &HexView::cut},
        {QKeySequence::Paste, &HexView::paste}, {QKeySequence::SelectAll, &HexView::selectAll},
    };
    for (const Command& command : commands) {
        if (event->matches(command.key)) {
            (this->*command.action)();
            return true;
        }
    }
    const bool control = event->modifiers() == Qt::ControlModifier;
    const bool controlShift = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Y:
        return control && (redo(), true);
    case Qt::Key_Z:
        return controlShift && (redo(), true);
    case Qt::Key_G:
        return (control && (askOffset(), true)) || (controlShift && (goToAgain(), true));
    case Qt::Key_E:
        return control && (askRange(), true);
    case Qt::Key_F:
        return control && (showFind(), true);
    case Qt::Key_F3:
        findStep(event->modifiers() == Qt::ShiftModifier);
        return true;
    case Qt::Key_B:
        return control && (toggleBookmark(), true);
    case Qt::Key_F2:
        control ? toggleBookmark() : goToBookmark(event->modifiers() == Qt::ShiftModifier);
        return true;
    case Qt::Key_Escape:
        if (!m_bar->isVisibleTo(this) && !m_find->isVisibleTo(this) && !m_anchor)
            return false;
        closeBar();
        moveTo(m_caret, false);
        return true;
    default:
        return false;
    }
}

std::optional<quint64> HexView::moveTarget(const QKeyEvent& event) const
{
    const quint64 columns = m_metrics.columns;
    const quint64 group = m_metrics.groupSize == 0 ? 4 : m_metrics.groupSize;
    const quint64 page = columns * quint64(std::max(1, visibleRows() - 1));
    const bool control = event.modifiers() & Qt::ControlModifier;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const quint64 inRow = m_caret % columns;
    const auto back = [&](quint64 count) { return m_caret - std::min(m_caret, count); };
    // Moving by rows keeps the column; at an end the cursor stays rather than jump.
    const auto rowsBack = [&](quint64 count) {
        return m_caret >= count ? m_caret - count : m_caret >= columns ? inRow : m_caret;
    };
    const auto rowsOn = [&](quint64 count) {
        const quint64 rows = std::min(count, (size() - m_caret) / columns * columns);
        return rows == 0 && count > columns ? size() : m_caret + rows;
    };
    switch (event.key()) {
    case Qt::Key_Left:
        return control ? (inRow % group != 0 ? m_caret - inRow % group : back(std::min(m_caret, group)))
                       : back(m_digit > 0 && !shift ? 0 : 1);
    case Qt::Key_Right:
        return control ? m_caret + std::min(group - inRow % group, columns - inRow) : m_caret + 1;
    case Qt::Key_Up:
        return rowsBack(columns);
    case Qt::Key_Down:
        return rowsOn(columns);
    case Qt::Key_PageUp:
        return rowsBack(page);
    case Qt::Key_PageDown:
        return rowsOn(page);
    case Qt::Key_Home:
        return control ? 0 : m_caret - inRow;
    case Qt::Key_End:
        return control ? size() : m_caret - inRow + (shift ? columns : columns - 1);
    default:
        return std::nullopt;
    }
}

bool HexView::handleMoveKey(QKeyEvent* event)
{
    const auto others = Qt::AltModifier | Qt::MetaModifier;
    if (size() == 0 || (event->modifiers() & others))
        return false;
    const auto target = moveTarget(*event);
    if (!target)
        return false;
    moveTo(*target, event->modifiers() & Qt::ShiftModifier);
    return true;
}

void HexView::moveTo(quint64 offset, bool extend)
{
    if (extend && !m_anchor)
        m_anchor = m_caret;
    if (!extend)
        m_anchor.reset();
    // Overwriting cannot happen behind the last byte, so the cursor goes there only to insert or to pick.
    const quint64 last = size() == 0 || extend || m_insert ? size() : size() - 1;
    place(std::min(offset, last), 0);
}

void HexView::place(quint64 offset, unsigned digit)
{
    m_caret = offset;
    m_digit = digit;
    if (m_document)
        m_document->seal();
    // While picking, the byte to see is the last picked one, not the one behind it.
    const bool behind = m_anchor && m_caret > *m_anchor;
    showByte(behind ? m_caret - 1 : m_caret);
    commit(7);
    announceCaret();
}

bool HexView::handleEditKey(QKeyEvent* event)
{
    if (!m_document)
        return false;
    if (event->key() == Qt::Key_Insert && event->modifiers() == Qt::NoModifier) {
        setInsertMode(!m_insert);
        return true;
    }
    if (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete) {
        deleteAt(event->key() == Qt::Key_Backspace);
        return true;
    }
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const QString text = event->text();
    if (m_column == Column::Text && size() > 0) {
        if (text.isEmpty() || !text.front().isPrint())
            return false;
        typeText(text);
        return true;
    }
    const auto digit = digitValue(text, baseOf(m_options.cells));
    if (digit) {
        typeDigit(*digit);
        return true;
    }
    if (!text.isEmpty() && text.front().isLetterOrNumber()) {
        Q_EMIT messageRequested(tr("“%1” is no digit of this column. Press Tab to type text.").arg(text));
        return true;
    }
    return false;
}

void HexView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || size() == 0)
        return;
    const QPoint point = event->position().toPoint();
    const Spot spot = spotAt(point, false);
    if (spot.hit.area == HexMetrics::Area::Offset && point.y() >= m_metrics.headerHeight) {
        selectBytes(std::min(spot.byte, size()), m_metrics.columns);
        return;
    }
    const Spot near = spotAt(point, true);
    m_column = near.hit.area == HexMetrics::Area::Text ? Column::Text : Column::Cells;
    if (event->modifiers() & Qt::ShiftModifier) {
        const quint64 anchor = m_anchor.value_or(m_caret);
        m_pressed = anchor;
        moveTo(near.byte >= anchor ? near.byte + 1 : near.byte, true);
        return;
    }
    m_anchor.reset();
    m_pressed = near.byte;
    m_caret = near.byte;
    m_digit = near.hit.digit;
    m_document->seal();
    viewport()->update();
    commit(near.hit.bit);
    announceCaret();
}

void HexView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (!(event->buttons() & Qt::LeftButton) || size() == 0) {
        hoverAt(point);
        return;
    }
    if (point.y() < m_metrics.headerHeight)
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    else if (point.y() > viewport()->height())
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    const Spot spot = spotAt(QPoint(point.x(), std::min(point.y(), viewport()->height() - 1)), true);
    if (spot.byte == m_pressed && !m_anchor)
        return;
    // Both the byte pressed on and the one under the pointer belong to what is picked.
    m_anchor = spot.byte >= m_pressed ? m_pressed : m_pressed + 1;
    place(spot.byte >= m_pressed ? spot.byte + 1 : spot.byte, 0);
}

void HexView::mouseReleaseEvent(QMouseEvent* event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

void HexView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && spotAt(event->position().toPoint(), false).inside)
        selectFieldAtCaret();
}

void HexView::openBar(bool range)
{
    if (!m_document)
        return;
    m_find->hide();
    m_bar->ask(range ? HexGoToBar::Ask::Range : HexGoToBar::Ask::Offset, m_caret, size());
    relayout();
    showByte(m_caret);
}

void HexView::closeBar()
{
    if (!m_bar->isVisibleTo(this) && !m_find->isVisibleTo(this))
        return;
    m_bar->hide();
    m_find->hide();
    relayout();
    setFocus();
}

void HexView::submitBar(quint64 first, quint64 count, const QString& text)
{
    if (m_bar->asked() == HexGoToBar::Ask::Range) {
        selectBytes(first, count);
    } else {
        m_lastGoTo = text;
        setCaret(first);
    }
    closeBar();
}

void HexView::askOffset()
{
    openBar(false);
}

void HexView::askRange()
{
    openBar(true);
}

void HexView::goToAgain()
{
    if (m_lastGoTo.isEmpty()) {
        askOffset();
        return;
    }
    const TypedRange range = readOffset(m_lastGoTo, m_caret, size());
    if (range.ok)
        setCaret(range.first);
    else
        Q_EMIT messageRequested(range.problem);
}

} // namespace wirebench
