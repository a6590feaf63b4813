// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/outline_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace wirebench {

namespace {

enum Role { BeginRole = Qt::UserRole + 1, EndRole, NameBeginRole, NameEndRole, FileRole, KindRole, PathRole };

bool sameOutline(const std::vector<OutlineItem>& a, const std::vector<OutlineItem>& b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].name != b[i].name || a[i].detail != b[i].detail || a[i].kind != b[i].kind
            || !(a[i].range == b[i].range) || !(a[i].nameRange == b[i].nameRange)
            || !sameOutline(a[i].children, b[i].children))
            return false;
    return true;
}

} // namespace

OutlineView::OutlineView(QWidget* parent) : QWidget(parent)
{
    m_model = new QStandardItemModel(this);
    m_filter = new QSortFilterProxyModel(this);
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setAutoAcceptChildRows(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("outlineFilter"));
    m_search->setPlaceholderText(tr("Filter"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setModel(m_filter);
    m_tree->setUniformRowHeights(true);
    m_tree->setHeaderHidden(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setIndentation(16);
    m_tree->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(6, 4, 6, 4);
    top->addWidget(m_search);
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    connect(m_search, &QLineEdit::textChanged, this, &OutlineView::filter);
    connect(m_tree, &QTreeView::clicked, this, &OutlineView::activate);
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!m_filling)
            m_folded << index.data(PathRole).toString();
    });
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!m_filling)
            m_folded.removeAll(index.data(PathRole).toString());
    });
    setTheme(makeTheme(false));
}

void OutlineView::setTheme(const Theme& theme)
{
    m_theme = theme;
    paintItems(m_model->invisibleRootItem());
}

void OutlineView::paintItems(QStandardItem* parent)
{
    for (int row = 0; row < parent->rowCount(); ++row) {
        QStandardItem* name = parent->child(row, 0);
        name->setIcon(themedIcon(m_theme, tokenIconName(static_cast<TokenKind>(name->data(KindRole).toInt()))));
        parent->child(row, 1)->setForeground(m_theme.muted);
        paintItems(name);
    }
}

void OutlineView::setOutline(const std::vector<OutlineItem>& items)
{
    if (sameOutline(items, m_items))
        return;
    m_items = items;
    m_filling = true;
    const QString current = m_tree->currentIndex().siblingAtColumn(0).data(PathRole).toString();
    m_model->clear();
    m_model->setColumnCount(2);
    fill(m_model->invisibleRootItem(), items, QString());
    paintItems(m_model->invisibleRootItem());
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(true);
    restoreFolds({});
    const QModelIndexList again
        = m_filter->match(m_filter->index(0, 0), PathRole, current, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!current.isEmpty() && !again.isEmpty())
        m_tree->setCurrentIndex(again.constFirst());
    m_filling = false;
}

void OutlineView::fill(QStandardItem* parent, const std::vector<OutlineItem>& items, const QString& path)
{
    for (const OutlineItem& item : items) {
        auto* name = new QStandardItem(QString::fromStdString(item.name));
        auto* detail = new QStandardItem(QString::fromStdString(item.detail));
        name->setData(item.range.begin, BeginRole);
        name->setData(item.range.end, EndRole);
        name->setData(item.nameRange.begin, NameBeginRole);
        name->setData(item.nameRange.end, NameEndRole);
        name->setData(item.nameRange.file, FileRole);
        name->setData(static_cast<int>(item.kind), KindRole);
        const QString own = path + QLatin1Char('/') + name->text();
        name->setData(own, PathRole);
        name->setToolTip(detail->text().isEmpty() ? name->text()
                                                  : QStringLiteral("%1: %2").arg(name->text(), detail->text()));
        fill(name, item.children, own);
        parent->appendRow({name, detail});
    }
}

void OutlineView::restoreFolds(const QModelIndex& parent)
{
    const bool filtered = !m_search->text().isEmpty();
    for (int row = 0; row < m_filter->rowCount(parent); ++row) {
        const QModelIndex index = m_filter->index(row, 0, parent);
        m_tree->setExpanded(index, filtered || !m_folded.contains(index.data(PathRole).toString()));
        restoreFolds(index);
    }
}

void OutlineView::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void OutlineView::filter(const QString& text)
{
    m_filling = true;
    m_filter->setFilterFixedString(text);
    restoreFolds({});
    m_filling = false;
}

void OutlineView::activate(const QModelIndex& index)
{
    const QModelIndex name = index.siblingAtColumn(0);
    if (!name.isValid())
        return;
    Q_EMIT goTo(
        TextRange{name.data(NameBeginRole).toUInt(), name.data(NameEndRole).toUInt(), name.data(FileRole).toUInt()});
}

void OutlineView::setCursor(std::uint32_t offset)
{
    QModelIndex found;
    for (bool deeper = true; deeper;) {
        deeper = false;
        for (int row = 0; row < m_filter->rowCount(found); ++row) {
            const QModelIndex index = m_filter->index(row, 0, found);
            if (index.data(BeginRole).toUInt() <= offset && offset < index.data(EndRole).toUInt()) {
                found = index;
                deeper = true;
                break;
            }
        }
    }
    if (found.isValid() && m_tree->currentIndex().siblingAtColumn(0) != found) {
        m_tree->setCurrentIndex(found);
        m_tree->scrollTo(found);
    }
}

bool OutlineView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_search && key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (watched == m_search && key == Qt::Key_Down) {
        m_tree->setFocus();
        m_tree->setCurrentIndex(m_filter->index(0, 0));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        activate(watched == m_search ? m_filter->index(0, 0) : m_tree->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace wirebench
