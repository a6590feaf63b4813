// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid.h"
#include "widgets/bit_grid_paint.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace wirebench {

void BitGridView::commit(SelectionState state)
{
    if (m_selection)
        m_selection->select(std::move(state), this);
    else
        m_ownSelection = std::move(state);
    viewport()->update();
}

void BitGridView::selectCell(GridPosition position)
{
    m_cursor = position;
    m_anchor.reset();
    const auto cell = m_model.cellAt(position);
    if (!cell)
        return;
    commit(m_model.stateOf(position.section, *cell));
    ensureVisible(position);
    speak();
}

/// Selects the bits between two places of one section. Without a buffer there are no bits, so the field is selected.
void BitGridView::selectBits(GridPosition from, GridPosition to)
{
    const auto a = m_model.bitAt(from);
    const auto b = m_model.bitAt(to);
    if (!m_model.showsBuffer() || !a || !b || from.section != to.section) {
        selectCell(to);
        return;
    }
    const std::uint64_t first = std::min(*a, *b);
    const BitRange bits{first, std::max(*a, *b) - first + 1};
    const auto cell = m_model.cellAt(from);
    SelectionState state;
    if (cell && cell->bits.first <= bits.first && bits.end() <= cell->bits.end())
        state = m_model.stateOf(from.section, *cell);
    state.bits = {m_model.absolute(from.section, bits)};
    m_cursor = to;
    m_anchor = from;
    commit(std::move(state));
    ensureVisible(to);
    speak();
}

void BitGridView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const auto position = positionAt(event->position().toPoint());
    m_pressed = position;
    m_dragging = false;
    if (!position)
        return;
    if ((event->modifiers() & Qt::ShiftModifier) != 0 && m_cursor)
        selectBits(m_anchor.value_or(*m_cursor), *position);
    else if ((event->modifiers() & Qt::AltModifier) != 0)
        selectBits(*position, *position);
    else
        selectCell(*position);
}

void BitGridView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if ((event->buttons() & Qt::LeftButton) == 0 || !m_pressed) {
        hover(point);
        return;
    }
    const auto position = positionAt(point);
    if (!position || (!m_dragging && *position == *m_pressed))
        return;
    m_dragging = true;
    selectBits(*m_pressed, *position);
}

void BitGridView::mouseReleaseEvent(QMouseEvent*)
{
    m_pressed.reset();
    m_dragging = false;
}

void BitGridView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto position = positionAt(event->position().toPoint());
    const auto cell = position ? m_model.cellAt(*position) : std::nullopt;
    if (cell)
        Q_EMIT fieldActivated(cell->slot, QString::fromStdString(cell->path));
}

void BitGridView::hover(const QPoint& point)
{
    if (!m_selection)
        return;
    const auto position = positionAt(point);
    const auto cell = position ? m_model.cellAt(*position) : std::nullopt;
    m_selection->setHover(cell ? m_model.stateOf(position->section, *cell) : SelectionState{}, this);
}

void BitGridView::endHover()
{
    if (m_selection)
        m_selection->setHover({}, this);
}

void BitGridView::wheelEvent(QWheelEvent* event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    setZoom(m_zoom + (event->angleDelta().y() > 0 ? 10 : -10));
    event->accept();
}

bool BitGridView::zoomKey(const QKeyEvent& event)
{
    if ((event.modifiers() & Qt::ControlModifier) == 0)
        return false;
    switch (event.key()) {
    case Qt::Key_Equal:
    case Qt::Key_Plus:
        setZoom(m_zoom + 10);
        return true;
    case Qt::Key_Minus:
        setZoom(m_zoom - 10);
        return true;
    case Qt::Key_0:
        setZoom(100);
        return true;
    default:
        return false;
    }
}

void BitGridView::moveTo(std::optional<GridPosition> position)
{
    if (position)
        selectCell(*position);
}

void BitGridView::extendBits(std::optional<GridPosition> position, bool extend)
{
    if (!position)
        return;
    const GridPosition from = extend ? m_anchor.value_or(m_cursor.value_or(*position)) : *position;
    selectBits(from, *position);
}

bool BitGridView::moveKey(const QKeyEvent& event)
{
    const bool bits = (event.modifiers() & Qt::AltModifier) != 0;
    const bool shift = (event.modifiers() & Qt::ShiftModifier) != 0;
    const bool control = (event.modifiers() & Qt::ControlModifier) != 0;
    const int key = event.key();
    const bool forward = key == Qt::Key_Right || key == Qt::Key_Down || key == Qt::Key_End || key == Qt::Key_PageDown;
    const bool page = key == Qt::Key_PageUp || key == Qt::Key_PageDown;
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    const bool upOrDown = key == Qt::Key_Up || key == Qt::Key_Down;
    const bool homeOrEnd = key == Qt::Key_Home || key == Qt::Key_End;
    if (!page && !sideways && !upOrDown && !homeOrEnd)
        return false;
    if (!m_cursor || (homeOrEnd && control)) {
        moveTo(m_model.end(m_cursor && forward && homeOrEnd));
        return true;
    }
    if (sideways && (bits || shift)) {
        extendBits(m_model.bitBeside(*m_cursor, forward), shift);
    } else if (sideways) {
        moveTo(m_model.beside(*m_cursor, forward));
    } else if (homeOrEnd) {
        moveTo(m_model.rowEnd(*m_cursor, forward));
    } else {
        const int body = viewport()->height() - m_metrics->header - m_metrics->footer;
        std::optional<GridPosition> to = m_cursor;
        for (int rows = page ? std::max(1, body / m_metrics->rowHeight - 1) : 1; rows > 0 && to; --rows) {
            const auto next = m_model.above(*to, forward);
            if (!next)
                break;
            to = next;
        }
        if (shift && to)
            extendBits(to, true);
        else
            moveTo(to);
    }
    return true;
}

void BitGridView::keyPressEvent(QKeyEvent* event)
{
    if (zoomKey(*event) || moveKey(*event)) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape && !(selected() == SelectionState{})) {
        m_anchor.reset();
        commit({});
        speak();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_cursor) {
        // From single bits Enter goes back to their field; on a field it opens it elsewhere.
        const auto cell = m_model.cellAt(*m_cursor);
        const bool bitsOnly = m_anchor.has_value();
        selectCell(*m_cursor);
        if (cell && !bitsOnly)
            Q_EMIT fieldActivated(cell->slot, QString::fromStdString(cell->path));
        return;
    }
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(currentText());
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool BitGridView::event(QEvent* event)
{
    // Zoom keys belong to the view that has the focus, even where the window has the same shortcuts.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool zoom = (key->modifiers() & Qt::ControlModifier) != 0
            && (key->key() == Qt::Key_Equal || key->key() == Qt::Key_Plus || key->key() == Qt::Key_Minus
                || key->key() == Qt::Key_0);
        const bool bitMove
            = (key->modifiers() & Qt::AltModifier) != 0 && (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right);
        if (zoom || bitMove) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void BitGridView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void BitGridView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void BitGridView::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_model.empty())
        return;
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("bitGridMenu"));
    const auto position = event->reason() == QContextMenuEvent::Keyboard ? m_cursor : positionAt(event->pos());
    const auto cell = position ? m_model.cellAt(*position) : std::nullopt;
    const auto copy = [](const QString& text) { QApplication::clipboard()->setText(text); };
    if (cell && !cell->path.empty())
        menu.addAction(tr("Copy Field &Path"), this, [=] { copy(QString::fromStdString(cell->path)); });
    if (cell && !cell->value.empty())
        menu.addAction(tr("Copy &Value"), this, [=] { copy(QString::fromStdString(cell->value)); });
    if (!menu.isEmpty())
        menu.addSeparator();
    menu.addAction(tr("Copy as &ASCII Diagram"), this, [=, this] { copy(ascii()); });
    menu.addAction(tr("Copy as &SVG"), this, [=, this] { copy(svg()); });
    menu.addSeparator();
    menu.addAction(tr("Export SVG…"), this, [this] { Q_EMIT exportRequested(Export::Svg); });
    menu.addAction(tr("Export PNG…"), this, [this] { Q_EMIT exportRequested(Export::Png); });
    menu.addAction(tr("Export ASCII Diagram…"), this, [this] { Q_EMIT exportRequested(Export::Ascii); });
    menu.exec(event->globalPos());
}

} // namespace wirebench
