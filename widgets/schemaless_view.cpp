// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schemaless_view.h"

#include "core/formats/registry.h"
#include "widgets/schemaless_model.h"
#include "widgets/selection.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
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
#include <utility>

namespace wirebench {

namespace {

constexpr int kMostOpenedRows = 200;
constexpr int kLowFit = 40; // below it the bytes are rather something else

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

SchemalessView::SchemalessView(QWidget* parent) : QWidget(parent), m_model(new SchemalessModel(this))
{
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
    m_pages->setCurrentIndex(1);
}

SchemalessView::~SchemalessView() = default;

QWidget* SchemalessView::buildBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(9, 4, 6, 4);
    layout->setSpacing(6);
    auto* label = new QLabel(tr("Read as:"), bar);
    m_formats = new QComboBox(bar);
    m_formats->setObjectName(QStringLiteral("schemalessFormat"));
    m_formats->setToolTip(tr("The wire format that the bytes are read as without a schema"));
    m_formats->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_formats->addItem(tr("Best fit"), QString());
    for (const Format* format : allFormats()) {
        if (format->schemalessDialect())
            m_formats->addItem(utf8(format->title()), utf8(format->id()));
    }
    label->setBuddy(m_formats);
    m_summary = new QLabel(bar);
    m_summary->setObjectName(QStringLiteral("schemalessSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_draft = new QToolButton(bar);
    m_draft->setObjectName(QStringLiteral("draftSchema"));
    m_draft->setText(tr("Draft a Schema…"));
    m_draft->setToolTip(tr("Makes a schema of what the bytes seem to be, to start from: numbers and wire types are "
                           "theirs, names and types are guesses"));
    m_draft->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout->addWidget(label);
    layout->addWidget(m_formats);
    layout->addWidget(m_summary, 1);
    layout->addWidget(m_draft);
    connect(m_formats, &QComboBox::activated, this,
            [this](int item) { Q_EMIT formatChosen(m_formats->itemData(item).toString()); });
    connect(m_draft, &QToolButton::clicked, this, &SchemalessView::draftRequested);
    return bar;
}

void SchemalessView::buildList()
{
    m_list = new QTreeView(this);
    m_list->setObjectName(QStringLiteral("schemalessList"));
    m_list->setAccessibleName(tr("Fields without a schema"));
    m_list->setModel(m_model);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setIndentation(16);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setExpandsOnDoubleClick(false);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    m_list->header()->setHighlightSections(false);
    m_list->header()->setStretchLastSection(false);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SchemalessView::chosen);
    connect(m_list, &QTreeView::doubleClicked, this, &SchemalessView::activated);
    connect(m_list, &QTreeView::customContextMenuRequested, this, &SchemalessView::showContextMenu);
}

QWidget* SchemalessView::buildEmptyPage()
{
    auto* page = new QWidget(this);
    m_emptyIcon = new QLabel(page);
    m_emptyIcon->setAlignment(Qt::AlignCenter);
    m_emptyText = new QLabel(tr("Bytes of the chosen wire format have no tags: without a schema they say nothing. "
                                "Choose another format above, or write or open a schema."),
                             page);
    m_emptyText->setObjectName(QStringLiteral("noReading"));
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

void SchemalessView::setTheme(const Theme& theme)
{
    m_theme = theme;
    showSummary();
    m_model->setTheme(theme);
    m_draft->setIcon(themedIcon(theme, QStringLiteral("schema")));
    m_emptyIcon->setPixmap(themedIcon(theme, QStringLiteral("tree")).pixmap(QSize(36, 36), devicePixelRatioF()));
    fitColumns();
}

void SchemalessView::fitColumns()
{
    const QFontMetrics words(font());
    const QFontMetrics digits(m_theme.monospace);
    constexpr int kPadding = 18;
    const auto fit = [&](int column, const QFontMetrics& metrics, const QStringList& texts) {
        int width = m_list->header()->sectionSizeHint(column);
        for (const QString& text : texts)
            width = std::max(width, metrics.horizontalAdvance(text) + kPadding);
        m_list->header()->resizeSection(column, width);
    };
    QStringList wireTypes;
    for (std::size_t i = 0; m_read && i < m_read->dialect->names.size(); ++i)
        wireTypes << utf8(m_read->dialect->names.at(i));
    fit(SchemalessModel::FieldColumn, words, {QStringLiteral("00000")});
    m_list->header()->resizeSection(SchemalessModel::FieldColumn,
                                    m_list->header()->sectionSize(SchemalessModel::FieldColumn)
                                        + 2 * m_list->indentation());
    fit(SchemalessModel::WireTypeColumn, words, wireTypes);
    fit(SchemalessModel::ReadingColumn, words, {QStringLiteral("packed varints"), tr("other readings")});
    fit(SchemalessModel::FitColumn, words, {QStringLiteral("100 %")});
    fit(SchemalessModel::OffsetColumn, digits, {QStringLiteral("0x0000")});
    fit(SchemalessModel::SizeColumn, digits, {QStringLiteral("0,000")});
    shareWidth();
}

/// The values take what is left, and never too little to be read.
void SchemalessView::shareWidth()
{
    const QHeaderView* header = m_list->header();
    const int others = header->length() - header->sectionSize(SchemalessModel::ValueColumn);
    const int least = QFontMetrics(m_theme.monospace).horizontalAdvance(QStringLiteral("0000000000000000"));
    m_list->header()->resizeSection(SchemalessModel::ValueColumn,
                                    std::max(least, m_list->viewport()->width() - others));
}

void SchemalessView::setSelection(Selection* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (m_selection)
        connect(m_selection, &Selection::changed, this, &SchemalessView::follow);
}

void SchemalessView::setReading(std::shared_ptr<const UnknownBytes> read, const Format* format, bool chosen)
{
    showFormat(format, chosen);
    m_pages->setCurrentIndex(read ? 0 : 1);
    if (read == m_read)
        return;
    m_read = std::move(read);
    {
        const QScopedValueRollback following(m_following, true);
        m_model->setReading(m_read);
        openFirstLevels();
    }
    fitColumns();
    m_format = format;
    showSummary();
    follow(nullptr);
}

void SchemalessView::showFormat(const Format* format, bool chosen)
{
    const QString title = format ? utf8(format->title()) : QString();
    m_formats->setItemText(0, chosen || title.isEmpty() ? tr("Best fit") : tr("Best fit: %1").arg(title));
    m_formats->setCurrentIndex(chosen && format ? m_formats->findData(utf8(format->id())) : 0);
}

void SchemalessView::showSummary()
{
    if (!m_read) {
        m_summary->clear();
        m_summary->setToolTip({});
        return;
    }
    const QLocale locale;
    std::uint64_t whole = 0;
    std::uint64_t unread = 0;
    for (const GuessedField& field : m_read->fields) {
        whole += field.raw.state == RawState::Whole ? 1u : 0u;
        unread += field.raw.state == RawState::Whole ? 0 : field.raw.end - field.raw.begin;
    }
    QString text = whole == 1 ? tr("1 field") : tr("%1 fields").arg(locale.toString(qulonglong(whole)));
    if (unread > 0)
        text = tr("%1; %2 of %3 bytes are no field")
                   .arg(text, locale.toString(qulonglong(unread)), locale.toString(qulonglong(m_read->bytes->size())));
    else if (m_read->confidence < kLowFit)
        text = tr("%1, hardly plausible").arg(text);
    m_summary->setStyleSheet(unread > 0 ? QStringLiteral("color: %1").arg(m_theme.warning.name()) : QString());
    m_summary->setText(text);
    m_summary->setToolTip(unread > 0 || m_read->confidence < kLowFit
                              ? tr("The bytes may be of another wire format than %1, begin in the middle of a message, "
                                   "be compressed, or have no tags at all.")
                                    .arg(utf8(m_format->title()))
                              : tr("Every byte belongs to a field."));
}

/// Opens messages as long as they do not fill the view.
void SchemalessView::openFirstLevels()
{
    int rows = m_model->rowCount();
    std::vector<QModelIndex> level;
    level.reserve(std::size_t(std::min(rows, kMostOpenedRows)));
    for (int row = 0; row < std::min(rows, kMostOpenedRows); ++row)
        level.push_back(m_model->index(row, 0));
    while (!level.empty()) {
        std::vector<QModelIndex> next;
        for (const QModelIndex& index : level) {
            if (!m_model->opensAtOnce(index))
                continue;
            const int inside = m_model->rowCount(index);
            if (rows + inside > kMostOpenedRows)
                return;
            rows += inside;
            m_list->expand(index);
            for (int row = 0; row < inside; ++row)
                next.push_back(m_model->index(row, 0, index));
        }
        level = std::move(next);
    }
}

void SchemalessView::chosen(const QModelIndex& index)
{
    if (m_following || !m_selection || !index.isValid())
        return;
    const BitRange bits = m_model->bitsOf(index);
    if (bits.count > 0)
        m_selection->select({{bits}, {}, kNoIndex}, this);
}

void SchemalessView::follow(const QObject* origin)
{
    if (origin == this || !m_selection || !m_read)
        return;
    const QScopedValueRollback following(m_following, true);
    const std::vector<BitRange>& bits = m_selection->state().bits;
    const QModelIndex field = bits.empty() ? QModelIndex() : m_model->fieldAt(bits.front().first);
    if (!field.isValid()) {
        m_list->selectionModel()->clear();
        return;
    }
    m_list->setCurrentIndex(field);
    m_list->scrollTo(field);
}

void SchemalessView::copy()
{
    if (m_list->currentIndex().isValid())
        QApplication::clipboard()->setText(m_model->line(m_list->currentIndex()));
}

bool SchemalessView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::Resize)
        shareWidth();
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_list->currentIndex().isValid()) {
            Q_EMIT activated();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SchemalessView::showContextMenu(const QPoint& at)
{
    if (!m_list->indexAt(at).isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(m_theme, QStringLiteral("go-to")), tr("Go to Bytes"), this, &SchemalessView::activated);
    menu->addAction(themedIcon(m_theme, QStringLiteral("copy")), tr("Copy"), this, &SchemalessView::copy);
    menu->addSeparator();
    menu->addAction(m_draft->icon(), m_draft->text(), this, &SchemalessView::draftRequested);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace wirebench
