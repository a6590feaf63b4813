// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree.h"

#include "widgets/structure_tree_delegate.h"
#include "widgets/structure_tree_model.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

constexpr std::size_t kMostMatches = 2000;
constexpr int kMostOpened = 5000;
constexpr int kTypingPause = 150; // milliseconds

} // namespace

StructureTree::StructureTree(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_view(new QTreeView(this))
    , m_hint(new QLabel(m_view))
    , m_model(new StructureModel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 4, 6, 4);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_count);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    m_filter->setPlaceholderText(tr("Filter by name, value or path"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter of the structure"));
    m_filter->installEventFilter(this);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    setUpView();
    connectView();
    updateHint();
    setFocusProxy(m_view);
}

StructureTree::~StructureTree()
{
    stopSearch();
    // The view still sends signals while it goes; they must find a whole StructureTree.
    m_view->removeEventFilter(this);
    m_view->viewport()->removeEventFilter(this);
    delete m_view;
}

void StructureTree::setUpView()
{
    auto* delegate = new StructureDelegate(m_model, this);
    connect(delegate, &StructureDelegate::valueEdited, this, &StructureTree::valueEdited);
    connect(delegate, &StructureDelegate::refused, this, &StructureTree::messageRequested);
    m_view->setModel(m_model);
    m_view->setItemDelegate(delegate);
    m_view->setAccessibleName(tr("Structure"));
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(false);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setMouseTracking(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setIndentation(16);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_view->header()->setHighlightSections(false);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->setMinimumSectionSize(fontMetrics().horizontalAdvance(QStringLiteral("00 B")));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void StructureTree::connectView()
{
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &StructureTree::startSearch);
    connect(&m_search, &QFutureWatcher<StructureMatches>::finished, this, &StructureTree::searchFinished);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &StructureTree::rowChosen);
    connect(m_view, &QTreeView::clicked, this, &StructureTree::rowChosen);
    connect(m_view->header(), &QHeaderView::sectionResized, this,
            [this] { m_widthsByHand = m_widthsByHand || QGuiApplication::mouseButtons() != Qt::NoButton; });
    connect(m_view, &QTreeView::expanded, this, &StructureTree::growColumns);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &StructureTree::growColumns);
    connect(m_view, &QTreeView::entered, this, &StructureTree::hover);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &StructureTree::showMenu);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!m_model->editable(index))
            m_view->setExpanded(index.siblingAtColumn(0), !m_view->isExpanded(index.siblingAtColumn(0)));
    });
}

void StructureTree::setTheme(const Theme& theme)
{
    m_model->setTheme(theme);
}

void StructureTree::setEditable(bool editable)
{
    m_editable = editable;
    m_view->setEditTriggers(editable ? QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                                     : QAbstractItemView::NoEditTriggers);
}

void StructureTree::setTree(std::shared_ptr<const AnnotationTree> tree)
{
    m_tree = std::move(tree);
    // With a filter, the rows of the old tree stay until the new one has been searched.
    if (!m_tree || !m_model->filtered())
        showTree(m_tree);
    if (m_tree && !m_filter->text().trimmed().isEmpty())
        startSearch();
}

void StructureTree::showTree(std::shared_ptr<const AnnotationTree> tree)
{
    const bool first = m_model->rowCount() == 0;
    const Folding before = folding();
    if (!m_model->setTree(std::move(tree))) {
        if (first)
            openFirstLevels();
        else
            restore(before);
    }
    updateHint();
    showSelection();
    growColumns();
}

void StructureTree::updateHint()
{
    const bool empty = m_model->rowCount() == 0;
    if (empty && m_model->filtered())
        m_hint->setText(
            tr("Nothing matches “%1”.\nTry a shorter text, or clear the filter (Esc).").arg(m_filter->text()));
    else
        m_hint->setText(
            tr("Nothing decoded yet.\nOpen a schema and a buffer, or paste hex, and every field is listed here."));
    m_hint->setVisible(empty);
    m_hint->setGeometry(m_view->viewport()->geometry().adjusted(16, 16, -16, -16));
}

/// Shares the width among the columns until somebody moves a border.
void StructureTree::shareWidth()
{
    if (m_widthsByHand)
        return;
    // Names come first: in a narrow dock the raw bytes at the end make room.
    constexpr int shares[] = {28, 14, 24, 15, 10, 20};
    constexpr int leastCharacters[] = {24, 9, 14, 9, 11};
    constexpr int all = 28 + 14 + 24 + 15 + 10 + 20;
    const int character = fontMetrics().averageCharWidth();
    // Not the view's own width: while this widget is resized the view still has its old one.
    const int room = contentsRect().width() - m_view->verticalScrollBar()->sizeHint().width();
    const int width = std::max(room, character * 66);
    for (int i = 0; i + 1 < StructureModel::ColumnCount; ++i)
        m_view->header()->resizeSection(i, std::max(width * shares[i] / all, leastCharacters[i] * character));
    growColumns();
}

/// Deep rows need room for their indentation; places and sizes say nothing in parts. It is not taken back while one
/// folds and unfolds, so that nothing jumps.
void StructureTree::growColumns()
{
    if (m_widthsByHand)
        return;
    const QAbstractItemView* view = m_view; // public there
    const int most = contentsRect().width() / 2;
    const int wanted = std::min(most, view->sizeHintForColumn(StructureModel::FieldColumn));
    if (wanted > m_view->header()->sectionSize(StructureModel::FieldColumn))
        m_view->header()->resizeSection(StructureModel::FieldColumn, wanted);
    for (const int column : {StructureModel::OffsetColumn, StructureModel::SizeColumn}) {
        const int whole = view->sizeHintForColumn(column);
        if (whole > m_view->header()->sectionSize(column))
            m_view->header()->resizeSection(column, whole);
    }
}

void StructureTree::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    shareWidth();
    updateHint();
}

void StructureTree::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateHint();
}

void StructureTree::setFilter(const QString& text)
{
    m_filter->setText(text);
    m_typing.stop();
    startSearch();
}

void StructureTree::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void StructureTree::stopSearch()
{
    if (m_stop)
        *m_stop = true;
    m_stop.reset();
}

void StructureTree::startSearch()
{
    stopSearch();
    const QString text = m_filter->text().trimmed();
    if (text.isEmpty() || !m_tree) {
        m_count->clear();
        if (m_model->filtered()) {
            m_model->clearMatches();
            showTree(m_tree);
            restore(m_beforeFilter);
            showSelection();
        }
        Q_EMIT filterApplied(0);
        return;
    }
    m_count->setText(tr("searching…"));
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_search.setFuture(QtConcurrent::run([tree = m_tree, needle = text.toStdString(), stop = m_stop] {
        return searchStructure(tree, needle, kMostMatches, *stop);
    }));
}

void StructureTree::searchFinished()
{
    if (!m_stop || *m_stop)
        return;
    const StructureMatches found = m_search.result();
    if (found.tree != m_tree)
        return;
    if (!m_model->filtered())
        m_beforeFilter = folding();
    const bool hadFilter = m_model->filtered();
    const Folding before = folding();
    m_model->setTree(m_tree);
    m_model->setMatches(found.chains);
    const auto count = int(found.chains.size());
    m_count->setText(found.more       ? tr("first %1 matches").arg(count)
                         : count == 1 ? tr("1 match")
                                      : tr("%1 matches").arg(count));
    if (hadFilter)
        restore(before);
    for (const auto& chain : found.chains) {
        for (QModelIndex index = m_model->indexOf(chain).parent(); index.isValid(); index = index.parent())
            m_view->setExpanded(index, true);
    }
    updateHint();
    showSelection();
    Q_EMIT filterApplied(count);
}

StructureTree::Folding StructureTree::folding() const
{
    Folding folding;
    const auto pathOf = [](QModelIndex index) {
        RowPath path;
        for (; index.isValid(); index = index.parent())
            path.insert(path.begin(), index.row());
        return path;
    };
    std::vector<QModelIndex> open{QModelIndex()};
    while (!open.empty() && folding.open.size() < std::size_t(kMostOpened)) {
        const QModelIndex parent = open.back();
        open.pop_back();
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!m_view->isExpanded(index))
                continue;
            folding.open.insert(pathOf(index));
            open.push_back(index);
        }
    }
    folding.current = pathOf(m_view->currentIndex().siblingAtColumn(0));
    folding.scroll = m_view->verticalScrollBar()->value();
    return folding;
}

void StructureTree::restore(const Folding& folding)
{
    const auto find = [this](const RowPath& path) {
        QModelIndex index;
        for (const int row : path) {
            if (m_model->canFetchMore(index))
                m_model->fetchMore(index);
            index = m_model->index(row, 0, index);
            if (!index.isValid())
                break;
        }
        return index;
    };
    // In the order of the set a parent comes before its children.
    for (const RowPath& path : folding.open)
        m_view->setExpanded(find(path), true);
    m_settingCurrent = true;
    const QModelIndex current = find(folding.current);
    if (current.isValid())
        m_view->setCurrentIndex(current);
    m_settingCurrent = false;
    m_view->verticalScrollBar()->setValue(folding.scroll);
}

void StructureTree::openFirstLevels()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex top = m_model->index(row, 0);
        m_view->setExpanded(top, true);
        // A single wrapper around a list is opened, too: its rows are what one wants to see.
        if (m_model->rowCount(top) <= 3) {
            for (int child = 0; child < m_model->rowCount(top); ++child)
                m_view->setExpanded(m_model->index(child, 0, top), true);
        }
    }
}

int StructureTree::openBelow(const QModelIndex& index, int budget)
{
    if (m_model->canFetchMore(index))
        m_model->fetchMore(index);
    const int rows = m_model->rowCount(index);
    budget -= rows;
    for (int row = 0; row < rows && budget > 0; ++row) {
        const QModelIndex child = m_model->index(row, 0, index);
        if (!m_model->hasChildren(child))
            continue;
        budget = openBelow(child, budget);
        m_view->setExpanded(child, true);
    }
    return budget;
}

void StructureTree::expandAll()
{
    if (openBelow({}, kMostOpened) <= 0)
        Q_EMIT messageRequested(tr("The first %1 rows are open; use the filter to reach the others.").arg(kMostOpened));
}

void StructureTree::collapseAll()
{
    m_view->collapseAll();
}

} // namespace wirebench
