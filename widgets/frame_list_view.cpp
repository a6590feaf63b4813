// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/frame_list_view.h"

#include "widgets/selection.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

FrameListView::FrameListView(QWidget* parent) : QWidget(parent)
{
    m_model = new FrameListModel(this);
    buildList();
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_list);
    m_pages->addWidget(buildEmptyPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_list);
    setTheme(makeTheme(false));
    refresh();
}

FrameListView::~FrameListView() = default;

QWidget* FrameListView::buildBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(9, 4, 6, 4);
    layout->setSpacing(4);
    m_summary = new QLabel(bar);
    m_summary->setObjectName(QStringLiteral("frameSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_unpack = new QToolButton(bar);
    m_unpack->setObjectName(QStringLiteral("openUnpacked"));
    m_unpack->setText(tr("Open Unpacked Message"));
    m_unpack->setToolTip(tr("Opens the chosen message's bytes, put together and decompressed, as a buffer of their "
                            "own, in which they can be edited"));
    m_unpack->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy = new QToolButton(bar);
    m_copy->setObjectName(QStringLiteral("copyFrames"));
    m_copy->setToolTip(tr("Copy the chosen lines, or all of them"));
    m_copy->setAccessibleName(tr("Copy"));
    layout->addWidget(m_summary, 1);
    layout->addWidget(m_unpack);
    layout->addWidget(m_copy);
    connect(m_unpack, &QToolButton::clicked, this, &FrameListView::openUnpacked);
    connect(m_copy, &QToolButton::clicked, this, &FrameListView::copy);
    return bar;
}

void FrameListView::buildList()
{
    m_list = new QTreeView(this);
    m_list->setObjectName(QStringLiteral("frameList"));
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    QHeaderView* header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(FrameListModel::TypeColumn, QHeaderView::Stretch);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FrameListView::select);
    connect(m_list, &QTreeView::doubleClicked, this, &FrameListView::activate);
    connect(m_list, &QTreeView::customContextMenuRequested, this, &FrameListView::showContextMenu);
}

QWidget* FrameListView::buildEmptyPage()
{
    auto* page = new QWidget(this);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(page);
    m_emptyText->setObjectName(QStringLiteral("noFrames"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 0, 24, 0);
    layout->addStretch(2);
    layout->addWidget(m_emptyIcon);
    layout->addWidget(m_emptyText);
    layout->addStretch(3);
    return page;
}

void FrameListView::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_model->setTheme(theme);
    m_unpack->setIcon(themedIcon(theme, QStringLiteral("open-bytes")));
    m_copy->setIcon(themedIcon(theme, QStringLiteral("copy")));
    m_emptyIcon->setPixmap(themedIcon(theme, QStringLiteral("message")).pixmap(QSize(36, 36), devicePixelRatioF()));
    const QFontMetrics words(font());
    const QFontMetrics digits(theme.monospace);
    constexpr int kPadding = 16;
    QHeaderView* header = m_list->header();
    header->resizeSection(FrameListModel::ItemColumn, digits.horizontalAdvance(QStringLiteral("[0000]")) + kPadding);
    header->resizeSection(FrameListModel::OffsetColumn, digits.horizontalAdvance(QStringLiteral("0x0000")) + kPadding);
    header->resizeSection(FrameListModel::SizeColumn, digits.horizontalAdvance(QStringLiteral("000,000")) + kPadding);
    header->resizeSection(FrameListModel::KindColumn, words.horizontalAdvance(QStringLiteral("TRAILER")) + kPadding);
    header->resizeSection(FrameListModel::FlagsColumn,
                          words.horizontalAdvance(QStringLiteral("end, compressed")) + kPadding);
    header->resizeSection(FrameListModel::StatusColumn,
                          words.horizontalAdvance(tr("%1 problems").arg(99)) + 2 * kPadding);
}

void FrameListView::setSelection(Selection* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (m_selection)
        connect(m_selection, &Selection::changed, this, &FrameListView::follow);
}

void FrameListView::setTree(std::shared_ptr<const AnnotationTree> tree,
                            std::shared_ptr<const std::vector<FrameRow>> frames)
{
    if (tree == m_tree && (frames != nullptr) == m_several)
        return;
    m_tree = std::move(tree);
    m_several = frames != nullptr;
    {
        const QScopedValueRollback following(m_following, true);
        m_model->setRows(std::move(frames));
    }
    // Only frames of a stream have flags.
    m_list->setColumnHidden(FrameListModel::FlagsColumn, !m_tree || m_tree->decoded().framing != Framing::Frames);
    follow(nullptr);
}

void FrameListView::refresh()
{
    const int count = m_model->rowCount();
    m_pages->setCurrentIndex(count == 0 ? 1 : 0);
    m_copy->setEnabled(count > 0);
    m_summary->setText(count == 0       ? QString()
                           : count == 1 ? tr("1 entry")
                                        : tr("%1 entries").arg(QLocale().toString(count)));
    if (!m_tree)
        m_emptyText->setText(tr("Nothing decoded yet. Open a schema and a buffer; when it holds several values, they "
                                "are listed here."));
    else if (!m_several)
        m_emptyText->setText(tr("The buffer is read as one value. If it holds several, say how they follow one "
                                "another: Schema → Buffer Holds."));
    else
        m_emptyText->setText(tr("The buffer is empty: there is no frame or message in it yet."));
    std::optional<std::uint64_t> found;
    const QModelIndexList chosen = m_list->selectionModel()->selectedRows();
    if (m_tree && chosen.size() == 1) {
        const std::uint64_t element = m_model->row(chosen.front().row()).element;
        const std::vector<StreamItem>& items = m_tree->decoded().items;
        if (element < items.size() && items[element].message)
            found = element;
    }
    m_unpack->setEnabled(found.has_value());
    if (std::exchange(m_unpackable, found) != found)
        Q_EMIT unpackableChanged();
}

std::optional<std::uint64_t> FrameListView::unpackable() const
{
    return m_unpackable;
}

void FrameListView::select()
{
    refresh();
    if (m_following || !m_selection || !m_tree)
        return;
    QModelIndexList chosen = m_list->selectionModel()->selectedRows();
    if (chosen.isEmpty())
        return;
    std::sort(chosen.begin(), chosen.end());
    SelectionState state;
    const std::string path = m_model->row(chosen.front().row()).path;
    bool one = true;
    for (const QModelIndex& index : chosen) {
        const FrameRow& row = m_model->row(index.row());
        state.bits.push_back(row.bits);
        one = one && row.path == path;
    }
    if (one && !path.empty()) {
        const std::vector<Item> chain = m_tree->chainOf(path);
        state.path = QString::fromStdString(path);
        state.slot = chain.empty() ? kNoIndex : chain.back().slot;
    }
    m_selection->select(std::move(state), this);
}

void FrameListView::follow(const QObject* origin)
{
    if (origin != this) {
        const QScopedValueRollback following(m_following, true);
        const int row = m_selection && !m_selection->state().bits.empty()
            ? m_model->rowAt(m_selection->state().bits.front().first)
            : -1;
        if (row < 0) {
            m_list->selectionModel()->clear();
        } else {
            m_list->setCurrentIndex(m_model->index(row, 0));
            m_list->scrollTo(m_model->index(row, 0));
        }
    }
    refresh();
}

void FrameListView::copy()
{
    QModelIndexList chosen = m_list->selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    QStringList lines;
    for (const QModelIndex& index : chosen)
        lines << m_model->line(index.row());
    for (int row = 0; chosen.isEmpty() && row < m_model->rowCount(); ++row)
        lines << m_model->line(row);
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void FrameListView::openUnpacked()
{
    if (m_unpackable)
        Q_EMIT unpackRequested(*m_unpackable);
}

void FrameListView::activate()
{
    if (m_list->currentIndex().isValid())
        Q_EMIT activated();
}

bool FrameListView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            activate();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FrameListView::showContextMenu(const QPoint& at)
{
    if (!m_list->indexAt(at).isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* unpack = menu->addAction(m_unpack->icon(), m_unpack->text(), this, &FrameListView::openUnpacked);
    unpack->setEnabled(m_unpackable.has_value());
    menu->addAction(themedIcon(m_theme, QStringLiteral("go-to")), tr("Go to Bytes"), this, &FrameListView::activate);
    menu->addAction(m_copy->icon(), tr("Copy"), this, &FrameListView::copy);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace wirebench
