// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/problems_view.h"

#include "core/formats/registry.h"
#include "widgets/problems_view_model.h"
#include "widgets/problems_view_text.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

constexpr int kDetailsFromWidth = 620; // narrower docks have room for the list alone
constexpr int kCodeFromCharacters = 62;
constexpr int kSourceFromCharacters = 80;

/// The mark of a fix stands behind the code, so that codes stay aligned.
class CodeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->decorationPosition = QStyleOptionViewItem::Right;
    }
};

QString paragraph(const QString& heading, const QString& text, const QString& colour)
{
    return QStringLiteral("<p style='margin:6px 0 0 0'><span style='color:%1'>%2</span><br>%3</p>")
        .arg(colour, heading, text);
}

} // namespace

ProblemsView::ProblemsView(QWidget* parent) : QWidget(parent)
{
    m_model = new ProblemsModel(this);
    m_filter = new ProblemsFilter(this);
    m_filter->setSourceModel(m_model);
    buildList();
    m_details = new QTextBrowser(this);
    m_details->setObjectName(QStringLiteral("problemDetails"));
    m_details->setOpenLinks(false);
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->document()->setDocumentMargin(9);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setHandleWidth(1);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_splitter);
    m_pages->addWidget(buildEmptyPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_list);
    connect(m_details, &QTextBrowser::anchorClicked, this, &ProblemsView::followLink);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProblemsView::showDetails);
    setTheme(makeTheme(false));
}

QWidget* ProblemsView::buildBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(4);
    for (int i = 0; i < 3; ++i) {
        const auto severity = static_cast<Severity>(i);
        auto* toggle = new QToolButton(bar);
        toggle->setObjectName(QStringLiteral("show-") + severityIconName(severity));
        toggle->setCheckable(true);
        toggle->setChecked(true);
        toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(toggle);
        m_toggles[static_cast<std::size_t>(i)] = toggle;
        connect(toggle, &QToolButton::toggled, this, [this, severity](bool on) {
            m_filter->setSeverityShown(severity, on);
            updateCounts();
        });
    }
    layout->addStretch(1);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("problemFilter"));
    m_search->setPlaceholderText(tr("Filter problems"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(260);
    layout->addWidget(m_search, 2);
    m_copy = new QToolButton(bar);
    m_copy->setToolTip(tr("Copy the chosen problems, or all that are shown"));
    m_copy->setAccessibleName(tr("Copy"));
    layout->addWidget(m_copy);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        updateCounts();
    });
    connect(m_copy, &QToolButton::clicked, this, &ProblemsView::copy);
    return bar;
}

void ProblemsView::buildList()
{
    m_list = new QTreeView(this);
    m_list->setObjectName(QStringLiteral("problemList"));
    m_list->setModel(m_filter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(-1, Qt::AscendingOrder); // as the sources give them, until a header is clicked
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_list->setItemDelegateForColumn(ProblemsModel::CodeColumn, new CodeDelegate(m_list));
    QHeaderView* header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::Stretch);
    const QFontMetrics metrics(font());
    header->resizeSection(ProblemsModel::CodeColumn,
                          metrics.horizontalAdvance(QStringLiteral("unknown-enum-value")) + 40);
    header->resizeSection(ProblemsModel::PlaceColumn, metrics.horizontalAdvance(QStringLiteral("0x0000 bit 0")) + 24);
    header->resizeSection(ProblemsModel::SourceColumn,
                          metrics.horizontalAdvance(QStringLiteral("some_schema.json")) + 24);
    connect(m_list, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        const ProblemsModel::Row row = m_filter->row(index); // a copy: the receiver may bring new problems
        Q_EMIT chosen(row.diagnostic, row.source);
    });
    connect(m_list, &QTreeView::activated, this, &ProblemsView::activate);
    connect(m_list, &QTreeView::customContextMenuRequested, this, &ProblemsView::showContextMenu);
}

QWidget* ProblemsView::buildEmptyPage()
{
    auto* page = new QWidget(this);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(page);
    m_emptyText->setObjectName(QStringLiteral("noProblems"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(2);
    layout->addWidget(m_emptyIcon);
    layout->addWidget(m_emptyText);
    layout->addStretch(3);
    return page;
}

void ProblemsView::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_model->setTheme(theme);
    for (int i = 0; i < 3; ++i)
        m_toggles[static_cast<std::size_t>(i)]->setIcon(themedIcon(theme, severityIconName(static_cast<Severity>(i))));
    m_copy->setIcon(themedIcon(theme, QStringLiteral("copy")));
    updateCounts();
    showDetails();
}

void ProblemsView::setProblems(const QString& source, const Diagnostics& diagnostics, std::string_view text)
{
    const QModelIndex current = m_list->currentIndex();
    const QString chosen = current.isValid() ? problemLine(m_filter->row(current)) : QString();
    m_model->setProblems(source, diagnostics, text);
    for (int i = 0; !chosen.isEmpty() && i < m_filter->rowCount(); ++i)
        if (const QModelIndex index = m_filter->index(i, 0); problemLine(m_filter->row(index)) == chosen) {
            m_list->setCurrentIndex(index);
            break;
        }
    updateCounts();
    showDetails();
}

void ProblemsView::setFormat(const Format* format)
{
    if (format == m_format)
        return;
    m_format = format;
    showDetails();
}

std::array<int, 3> ProblemsView::counts() const
{
    return m_model->counts();
}

void ProblemsView::updateCounts()
{
    const std::array<int, 3> counts = m_model->counts();
    const std::array<QString, 3> names{counts[0] == 1 ? tr("1 error") : tr("%1 errors").arg(counts[0]),
                                       counts[1] == 1 ? tr("1 warning") : tr("%1 warnings").arg(counts[1]),
                                       counts[2] == 1 ? tr("1 note") : tr("%1 notes").arg(counts[2])};
    for (std::size_t i = 0; i < 3; ++i) {
        m_toggles[i]->setText(QString::number(counts[i]));
        m_toggles[i]->setToolTip(names[i]);
        m_toggles[i]->setAccessibleName(names[i]);
    }
    const bool none = m_model->rowCount() == 0;
    m_pages->setCurrentIndex(m_filter->rowCount() == 0 ? 1 : 0);
    const QString icon = none ? QStringLiteral("check") : QStringLiteral("filter");
    m_emptyIcon->setPixmap(themedIcon(m_theme, icon).pixmap(QSize(36, 36), devicePixelRatioF()));
    m_emptyText->setText(none ? tr("No problems") : tr("Hidden by the filter: %1").arg(m_model->rowCount()));
    Q_EMIT countsChanged(counts[0], counts[1], counts[2]);
}

void ProblemsView::activate(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const ProblemsModel::Row row = m_filter->row(index); // a copy: the receiver may bring new problems
    Q_EMIT activated(row.diagnostic, row.source);
}

void ProblemsView::next()
{
    step(1);
}

void ProblemsView::previous()
{
    step(-1);
}

void ProblemsView::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ProblemsView::step(int direction)
{
    const int count = m_filter->rowCount();
    if (count == 0)
        return;
    const QModelIndex current = m_list->currentIndex();
    int row = direction > 0 ? 0 : count - 1;
    if (current.isValid())
        row = (current.row() + direction + count) % count;
    const QModelIndex index = m_filter->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    activate(index);
}

void ProblemsView::copy()
{
    QModelIndexList rows = m_list->selectionModel()->selectedRows();
    if (rows.isEmpty())
        for (int i = 0; i < m_filter->rowCount(); ++i)
            rows << m_filter->index(i, 0);
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& index : rows)
        lines << problemLine(m_filter->row(index));
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

bool ProblemsView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            activate(m_list->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ProblemsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_details->setVisible(width() >= kDetailsFromWidth);
    // In a narrow dock the sentence needs the room; the tool tip has the rest.
    const int character = fontMetrics().averageCharWidth();
    m_list->setColumnHidden(ProblemsModel::CodeColumn, width() < character * kCodeFromCharacters);
    m_list->setColumnHidden(ProblemsModel::SourceColumn, width() < character * kSourceFromCharacters);
}

void ProblemsView::showContextMenu(const QPoint& at)
{
    const QModelIndex index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    const ProblemsModel::Row row = m_filter->row(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(themedIcon(m_theme, QStringLiteral("go-to")), tr("Go to")), &QAction::triggered, this,
            [this, row] { Q_EMIT activated(row.diagnostic, row.source); });
    connect(menu->addAction(themedIcon(m_theme, QStringLiteral("copy")), tr("Copy")), &QAction::triggered, this,
            &ProblemsView::copy);
    if (!row.diagnostic.fixes.empty())
        menu->addSeparator();
    for (std::size_t i = 0; i < row.diagnostic.fixes.size(); ++i)
        connect(menu->addAction(themedIcon(m_theme, QStringLiteral("fix")), messageText(row.diagnostic.fixes[i].title)),
                &QAction::triggered, this,
                [this, row, i] { Q_EMIT fixRequested(row.diagnostic, static_cast<int>(i)); });
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void ProblemsView::showDetails()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        m_details->setHtml(detailsHtml(m_filter->row(current).diagnostic));
    else
        m_details->setHtml(QStringLiteral("<p style='color:%1'>%2</p>")
                               .arg(m_theme.muted.name(),
                                    tr("Choose a problem to see what it means and what to do.").toHtmlEscaped()));
}

QString ProblemsView::detailsHtml(const Diagnostic& problem) const
{
    const QString muted = m_theme.muted.name();
    const QString link = m_theme.palette.color(QPalette::Link).name();
    QString html = QStringLiteral("<p style='margin:0'><b style='color:%1'>%2</b> %3</p>")
                       .arg(severityColour(m_theme, problem.severity).name(), severityText(problem.severity),
                            messageText(problem.message).toHtmlEscaped());
    if (!problem.path.empty())
        html += paragraph(tr("Field"), QString::fromStdString(problem.path).toHtmlEscaped(), muted);
    for (std::size_t i = 0; i < problem.related.size(); ++i)
        html += QStringLiteral("<p style='margin:6px 0 0 0'><a href='related:%1' style='color:%2'>%3</a></p>")
                    .arg(i)
                    .arg(link, messageText(problem.related[i].message).toHtmlEscaped());
    for (std::size_t i = 0; i < problem.fixes.size(); ++i)
        html += QStringLiteral("<p style='margin:6px 0 0 0'>%1 <a href='fix:%2' style='color:%3'>%4</a></p>")
                    .arg(tr("Fix:"))
                    .arg(i)
                    .arg(link, messageText(problem.fixes[i].title).toHtmlEscaped());
    if (const CodeHelp* help = findCodeHelp(problem.code, m_format); help != nullptr) {
        html += paragraph(fromUtf8(problem.code), fromUtf8(help->meaning).toHtmlEscaped(), muted);
        if (!help->remedy.empty())
            html += paragraph(tr("What to do"), fromUtf8(help->remedy).toHtmlEscaped(), muted);
        if (!help->example.empty())
            html += QStringLiteral("<p style='margin:6px 0 0 0;color:%1'>%2</p><pre style='margin:2px 0'>%3</pre>")
                        .arg(muted, tr("Example"), fromUtf8(help->example).toHtmlEscaped());
    }
    return html;
}

void ProblemsView::followLink(const QUrl& link)
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const ProblemsModel::Row row = m_filter->row(current);
    const auto index = static_cast<std::size_t>(link.path().toUInt());
    if (link.scheme() == QLatin1String("fix") && index < row.diagnostic.fixes.size())
        Q_EMIT fixRequested(row.diagnostic, static_cast<int>(index));
    else if (link.scheme() == QLatin1String("related") && index < row.diagnostic.related.size())
        Q_EMIT placeActivated(row.diagnostic.related[index].place, row.source);
}

} // namespace wirebench
