// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include "widgets/hex_view_find.h"
#include "widgets/hex_view_goto.h"
#include "widgets/hex_view_overview.h"
#include "widgets/hex_view_painter.h"

#include <QAccessible>
#include <QLayout>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <limits>
#include <utility>

namespace wirebench {

HexView::HexView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(makeTheme(false))
    , m_overview(new HexOverview(this))
    , m_bar(new HexGoToBar(this))
    , m_find(new HexFindBar([this] { return m_document ? m_document->snapshot() : nullptr; }, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Hex view"));
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    m_bar->hide();
    m_find->hide();
    connect(m_bar, &HexGoToBar::closed, this, &HexView::closeBar);
    connect(m_bar, &HexGoToBar::submitted, this, &HexView::submitBar);
    connect(m_find, &HexFindBar::closed, this, &HexView::closeBar);
    connect(m_find, &HexFindBar::found, this, &HexView::matchesFound);
    connect(m_find, &HexFindBar::nextRequested, this, &HexView::findStep);
    connect(m_find, &HexFindBar::heightChanged, this, &HexView::relayout);
    connect(m_overview, &HexOverview::jumped, this, [this](quint64 byte) {
        const quint64 row = byte / m_metrics.columns;
        const auto half = quint64(visibleRows() / 2);
        verticalScrollBar()->setValue(int((row - std::min(row, half)) / m_rowsPerStep));
    });
    setTheme(m_theme);
}

HexView::~HexView() = default;

void HexView::setDocument(ByteDocument* document)
{
    if (m_document == document)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_tree.reset();
    m_mapping = {};
    m_caret = 0;
    m_digit = 0;
    m_anchor.reset();
    m_ownSelection = false;
    setBookmarks({});
    if (document) {
        connect(document, &ByteDocument::changed, this, &HexView::documentChanged);
        connect(document, &ByteDocument::modifiedChanged, viewport(), qOverload<>(&QWidget::update));
        connect(document, &QObject::destroyed, this, &HexView::contentsChanged);
    }
    verticalScrollBar()->setValue(0);
    contentsChanged();
}

void HexView::setTree(std::shared_ptr<const AnnotationTree> tree)
{
    m_tree = std::move(tree);
    m_mapping = m_tree && m_document ? HexMapping(m_tree->decoded(), m_document->snapshot()) : HexMapping();
    // The field under the cursor may lie elsewhere now; it is still what was selected.
    if (m_ownSelection)
        commit(m_caretBit);
    updateOverview();
    viewport()->update();
}

void HexView::setTheme(const Theme& theme)
{
    m_theme = theme;
    viewport()->setFont(theme.monospace);
    m_overview->setTheme(theme);
    m_find->setTheme(theme);
    relayout();
}

void HexView::setSelection(Selection* selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    if (selection) {
        connect(selection, &Selection::changed, this, &HexView::selectionChanged);
        connect(selection, &Selection::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    }
    viewport()->update();
}

void HexView::setOptions(const HexViewOptions& options)
{
    if (m_options == options)
        return;
    m_options = options;
    m_digit = 0;
    relayout();
    showByte(m_caret);
    Q_EMIT optionsChanged();
}

void HexView::contentsChanged()
{
    m_find->contentsChanged();
    relayout();
    updateOverview();
    viewport()->update();
}

void HexView::documentChanged(quint64 offset, quint64 removed, quint64 inserted)
{
    m_mapping.edited(offset, removed, inserted);
    if (m_caret > offset && removed != inserted)
        m_caret = m_caret >= offset + removed ? m_caret - removed + inserted : offset;
    m_caret = std::min(m_caret, size());
    if (removed != inserted)
        m_anchor.reset();
    moveBookmarks(offset, removed, inserted);
    contentsChanged();
}

void HexView::relayout()
{
    layoutEdges();
    m_metrics = HexMetrics::make(QFontMetricsF(m_theme.monospace), m_options, size(), viewport()->width());
    const quint64 rows = size() / m_metrics.columns + 1;
    const auto visible = quint64(std::max(1, visibleRows()));
    const quint64 hidden = rows > visible ? rows - visible : 0;
    m_rowsPerStep = hidden / std::numeric_limits<int>::max() + 1;
    verticalScrollBar()->setRange(0, int((hidden + m_rowsPerStep - 1) / m_rowsPerStep));
    verticalScrollBar()->setPageStep(int(std::max<quint64>(1, visible / m_rowsPerStep)));
    verticalScrollBar()->setSingleStep(1);
    const int wide = size() == 0 ? 0 : m_metrics.width - viewport()->width();
    horizontalScrollBar()->setRange(0, std::max(0, wide));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_metrics.charWidth * 3);
    viewport()->update();
}

QSize HexView::sizeHint() const
{
    const int edges = m_overview->width() + verticalScrollBar()->sizeHint().width() + 2 * frameWidth();
    return {m_metrics.width + edges, m_metrics.headerHeight + 16 * m_metrics.rowHeight};
}

void HexView::layoutEdges()
{
    const bool strip = m_options.showOverview && size() > 0;
    QWidget* bar = m_find->isVisibleTo(this) ? static_cast<QWidget*>(m_find) : m_bar;
    const int room = width() - 2 * frameWidth();
    const int barHeight = !bar->isVisibleTo(this) ? 0
        : bar->layout()->hasHeightForWidth()      ? bar->layout()->totalHeightForWidth(room)
                                                  : bar->sizeHint().height();
    const QMargins margins(0, 0, strip ? m_overview->width() : 0, barHeight);
    if (viewportMargins() != margins)
        setViewportMargins(margins);
    const QRect view = viewport()->geometry();
    m_overview->setVisible(strip);
    m_overview->setGeometry(view.right() + 1, view.top(), m_overview->width(), view.height());
    bar->setGeometry(view.left(), view.bottom() + 1, view.width() + margins.right(), barHeight);
}

quint64 HexView::firstRow() const
{
    return quint64(verticalScrollBar()->value()) * m_rowsPerStep;
}

int HexView::visibleRows() const
{
    return (viewport()->height() - m_metrics.headerHeight) / m_metrics.rowHeight;
}

void HexView::showByte(quint64 byte)
{
    const quint64 row = byte / m_metrics.columns;
    const auto rows = quint64(std::max(1, visibleRows()));
    if (row < firstRow())
        verticalScrollBar()->setValue(int(row / m_rowsPerStep));
    else if (row >= firstRow() + rows)
        verticalScrollBar()->setValue(int((row - rows + m_rowsPerStep) / m_rowsPerStep));
    const QRect cell = m_column == Column::Cells ? m_metrics.cell(unsigned(byte % m_metrics.columns))
                                                 : m_metrics.textCell(unsigned(byte % m_metrics.columns));
    const int left = horizontalScrollBar()->value();
    if (cell.left() < left)
        horizontalScrollBar()->setValue(cell.left() - m_metrics.charWidth);
    else if (cell.right() > left + viewport()->width())
        horizontalScrollBar()->setValue(cell.right() - viewport()->width() + m_metrics.charWidth);
    viewport()->update();
}

QRect HexView::cellRect(quint64 byte, Column column) const
{
    const quint64 row = byte / m_metrics.columns;
    if (row < firstRow() || row > firstRow() + quint64(std::max(0, visibleRows())))
        return {};
    const auto index = unsigned(byte % m_metrics.columns);
    const QRect cell = column == Column::Cells ? m_metrics.cell(index) : m_metrics.textCell(index);
    return cell.translated(-horizontalScrollBar()->value(),
                           m_metrics.headerHeight + int(row - firstRow()) * m_metrics.rowHeight);
}

void HexView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setFont(m_theme.monospace);
    if (size() == 0) {
        paintEmpty(painter);
        return;
    }
    HexScene scene{.theme = m_theme, .options = m_options, .metrics = m_metrics};
    scene.viewport = viewport()->size();
    scene.scrollX = horizontalScrollBar()->value();
    scene.size = size();
    scene.firstRow = firstRow();
    scene.rows = visibleRows() + 1;
    const quint64 first = scene.firstRow * m_metrics.columns;
    scene.bytes = m_document->bytes(first, quint64(scene.rows) * m_metrics.columns);
    const quint64 end = first + scene.bytes.size();
    // One byte more on either side tells whether a field goes on there.
    if (m_tree)
        scene.page = HexPage(*m_tree, m_mapping, first - std::min<quint64>(first, 1), std::min(end + 1, size()));
    for (const ByteChange& change : m_document->changes()) {
        if (change.offset <= end && change.offset + change.inserted >= first)
            scene.changes.push_back(change);
    }
    if (m_selection) {
        scene.selected = toDocument(m_selection->state().bits);
        scene.hovered = toDocument(m_selection->hover().bits);
    }
    std::tie(scene.rangeBegin, scene.rangeEnd) = pickedBytes();
    scene.caret = m_caret;
    scene.caretDigit = m_digit;
    scene.caretInText = m_column == Column::Text;
    scene.insertMode = m_insert;
    scene.focused = hasFocus();
    scene.matches = matchesWithin(first, end);
    const auto marks = std::ranges::lower_bound(m_bookmarks, first);
    scene.bookmarks.assign(marks, std::ranges::lower_bound(m_bookmarks, end));
    HexPainter(painter, scene).paint();
    m_overview->setVisibleBytes(first, end);
}

void HexView::paintEmpty(QPainter& painter) const
{
    painter.fillRect(viewport()->rect(), m_theme.editorBackground);
    painter.setFont(font());
    const QRect area = viewport()->rect().adjusted(24, 24, -24, -24);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    painter.setFont(large);
    painter.setPen(m_theme.editorText);
    const QRect half(area.left(), area.top(), area.width(), area.height() / 2 - 4);
    painter.drawText(half, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, tr("No bytes yet"));
    painter.setFont(font());
    painter.setPen(m_theme.muted);
    painter.drawText(QRect(area.left(), area.center().y() + 4, area.width(), area.height() / 2),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Paste hex here (Ctrl+V), open a file (Ctrl+O), drop one, or just type hex digits."));
    if (hasFocus() && m_document) {
        painter.setPen(QPen(m_theme.selectionEdge, 1));
        painter.drawRect(viewport()->rect().adjusted(4, 4, -5, -5));
    }
}

void HexView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void HexView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void HexView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        relayout();
}

void HexView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void HexView::updateOverview()
{
    m_overview->setContents(m_tree, m_mapping, size());
}

void HexView::announceCaret()
{
    if (QAccessible::isActive()) {
        setAccessibleDescription(caretText());
        QAccessibleEvent spoken(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&spoken);
    }
    Q_EMIT caretMoved(m_caret, m_digit);
    const auto picked = m_anchor ? pickedBytes() : std::pair<quint64, quint64>();
    if (picked == m_announcedPick)
        return;
    m_announcedPick = picked;
    Q_EMIT pickedChanged(picked.first, picked.second);
}

} // namespace wirebench
