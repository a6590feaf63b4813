// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, menu and the one selection of the structure tree.
#include "widgets/structure_tree.h"

#include "widgets/structure_tree_copy.h"
#include "widgets/structure_tree_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

namespace wirebench {

void StructureTree::setSelection(Selection* selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    if (selection)
        connect(selection, &Selection::changed, this, &StructureTree::selectionChanged);
    showSelection();
}

SelectionState StructureTree::stateFor(const QModelIndex& index) const
{
    SelectionState state;
    const auto item = m_model->item(index);
    if (!item)
        return state;
    if (item->bits.count > 0)
        state.bits = {item->bits};
    state.path = m_model->path(index);
    state.slot = item->slot;
    return state;
}

void StructureTree::rowChosen()
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    if (m_settingCurrent || !m_selection || rows.isEmpty() || !m_model->item(rows.first()))
        return;
    m_selection->select(stateFor(rows.first()), this);
}

void StructureTree::selectionChanged(const QObject* origin)
{
    if (origin != this)
        showSelection();
}

std::vector<Item> StructureTree::chainFor(const SelectionState& state) const
{
    const auto& tree = m_model->tree();
    if (!tree)
        return {};
    if (state.bits.empty())
        return state.path.isEmpty() ? std::vector<Item>() : tree->chainOf(state.path.toStdString());
    const BitRange bits{state.bits.front().first, state.bits.back().end() - state.bits.front().first};
    std::vector<Item> chain = tree->chainAt(bits.first);
    // The outermost part that is exactly what is selected, else the innermost that holds all of it.
    const auto exact = std::find_if(chain.begin(), chain.end(), [&](const Item& item) { return item.bits == bits; });
    if (exact != chain.end()) {
        chain.erase(exact + 1, chain.end());
        return chain;
    }
    while (!chain.empty() && chain.back().bits.end() < bits.end())
        chain.pop_back();
    return chain;
}

void StructureTree::showSelection()
{
    if (!m_selection || m_model->rowCount() == 0)
        return;
    std::vector<Item> chain = chainFor(m_selection->state());
    QModelIndex index;
    // What the filter hides is shown by what is left of its ancestors.
    while (!chain.empty() && !index.isValid()) {
        index = m_model->indexOf(chain);
        chain.pop_back();
    }
    m_settingCurrent = true;
    if (!index.isValid()) {
        m_view->selectionModel()->clear();
    } else if (m_view->currentIndex().siblingAtColumn(0) != index || !m_view->selectionModel()->hasSelection()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
    m_settingCurrent = false;
}

void StructureTree::hover(const QModelIndex& index)
{
    if (m_selection)
        m_selection->setHover(stateFor(index), this);
}

bool StructureTree::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_view->viewport()) {
        if (event->type() == QEvent::Leave)
            hover({});
        if (event->type() == QEvent::Resize)
            updateHint();
    }
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (object == m_view)
            return handleKey(key);
        if (object == m_filter && key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            setFilter({});
            return true;
        }
        if (object == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
            m_view->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

bool StructureTree::handleKey(QKeyEvent* event)
{
    const QModelIndex index = m_view->currentIndex();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        edit(index);
        return true;
    case Qt::Key_Space:
        return toggle(index);
    case Qt::Key_Escape:
        if (m_filter->text().isEmpty())
            return false;
        setFilter({});
        return true;
    default:
        break;
    }
    if (event->matches(QKeySequence::Copy)) {
        copyRow();
        return true;
    }
    if (event->matches(QKeySequence::Find)) {
        focusFilter();
        return true;
    }
    return false;
}

void StructureTree::edit(const QModelIndex& index)
{
    // Enter in an open editor comes here, too, once the editor has had it.
    if (m_view->indexWidget(index.siblingAtColumn(StructureModel::ValueColumn)))
        return;
    if (!m_model->item(index)) {
        if (index.isValid())
            m_view->setExpanded(index.siblingAtColumn(0), !m_view->isExpanded(index.siblingAtColumn(0)));
        return;
    }
    Q_EMIT editRequested(m_model->path(index));
    if (!m_editable)
        return;
    const QModelIndex value = index.siblingAtColumn(StructureModel::ValueColumn);
    if (m_model->editable(index))
        m_view->edit(value);
    else if (m_model->item(index)->leaf)
        Q_EMIT messageRequested(
            tr("This part follows from other values and is written for you; edit the field itself."));
}

bool StructureTree::toggle(const QModelIndex& index)
{
    if (!index.isValid())
        return false;
    const Node* node = m_model->planNode(index);
    if (m_editable && m_model->editable(index) && node->meaning == Meaning::Bool && !m_model->item(index)->null) {
        const bool on = m_model->valueText(index) == QLatin1String("true");
        Q_EMIT valueEdited(m_model->path(index), on ? QStringLiteral("false") : QStringLiteral("true"));
        return true;
    }
    const QModelIndex first = index.siblingAtColumn(0);
    m_view->setExpanded(first, !m_view->isExpanded(first));
    return true;
}

void StructureTree::copyText(const QString& text, const QString& what)
{
    if (text.isEmpty()) {
        Q_EMIT messageRequested(tr("There is nothing to copy here. Choose a row with a %1 first.").arg(what));
        return;
    }
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT messageRequested(tr("Copied the %1.").arg(what));
}

void StructureTree::copyPath()
{
    copyText(m_model->path(m_view->currentIndex()), tr("path"));
}

void StructureTree::copyName()
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(StructureModel::FieldColumn);
    copyText(index.data().toString(), tr("name"));
}

void StructureTree::copyValue()
{
    copyText(m_model->valueText(m_view->currentIndex()), tr("value"));
}

void StructureTree::copyRow()
{
    const QModelIndex index = m_view->currentIndex();
    QStringList cells;
    for (int column = 0; index.isValid() && column < StructureModel::ColumnCount; ++column) {
        const QString path = column == StructureModel::FieldColumn ? m_model->path(index) : QString();
        cells << (path.isEmpty() ? index.siblingAtColumn(column).data().toString() : path);
    }
    copyText(cells.join(QLatin1Char('\t')), tr("row"));
}

void StructureTree::copyJson()
{
    const auto chain = m_model->chain(m_view->currentIndex());
    copyText(chain.empty() ? QString() : QString::fromStdString(subtreeJson(*m_model->tree(), chain)), tr("value"));
}

void StructureTree::copyCsv()
{
    const auto chain = m_model->chain(m_view->currentIndex());
    copyText(chain.empty() ? QString() : QString::fromStdString(subtreeCsv(*m_model->tree(), chain)), tr("table"));
}

void StructureTree::showMenu(const QPoint& point)
{
    const QModelIndex index = m_view->indexAt(point);
    const auto item = m_model->item(index);
    QMenu menu(this);
    const auto add = [&](const QString& text, bool enabled, auto action) {
        menu.addAction(text, this, action)->setEnabled(enabled);
    };
    add(tr("&Edit value"), m_editable && m_model->editable(index), [this, index] { edit(index); });
    const bool optional = item && m_editable && !item->null && item->slot != kNoIndex
        && (m_model->tree()->plan().slots[item->slot].presenceBit || item->role == Role::Optional);
    add(tr("&Set to null"), optional,
        [this, index] { Q_EMIT valueEdited(m_model->path(index), QStringLiteral("null")); });
    menu.addSeparator();
    add(tr("Copy &path"), item && !m_model->path(index).isEmpty(), &StructureTree::copyPath);
    add(tr("Copy &name"), item.has_value(), &StructureTree::copyName);
    add(tr("Copy &value"), !m_model->valueText(index).isEmpty(), &StructureTree::copyValue);
    add(tr("Copy &row"), item.has_value(), &StructureTree::copyRow);
    add(tr("Copy as &JSON"), item.has_value(), &StructureTree::copyJson);
    add(tr("Copy as C&SV"), item.has_value(), &StructureTree::copyCsv);
    menu.addSeparator();
    add(tr("Expand &all"), m_model->rowCount() > 0, &StructureTree::expandAll);
    add(tr("&Collapse all"), m_model->rowCount() > 0, &StructureTree::collapseAll);
    menu.exec(m_view->viewport()->mapToGlobal(point));
}

} // namespace wirebench
