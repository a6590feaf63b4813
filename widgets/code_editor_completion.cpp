// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_completion.h"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

constexpr int kMaxRows = 10;
constexpr std::size_t kMaxShown = 300;
constexpr int kDetailRole = Qt::UserRole + 1;

/// Label on the left, detail in muted colour on the right.
class CompletionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QColor muted;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString detail = index.data(kDetailRole).toString();
        const int label = option.fontMetrics.horizontalAdvance(index.data().toString());
        const QRect room = option.rect.adjusted(label + 44, 0, -8, 0);
        painter->setPen(muted);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(detail, Qt::ElideRight, room.width()));
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.rwidth() += option.fontMetrics.horizontalAdvance(index.data(kDetailRole).toString()) + 36;
        return size;
    }
};

QString fromUtf8(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

int completionScore(const QString& label, const QString& word)
{
    if (word.isEmpty() || label.startsWith(word))
        return 4;
    if (label.startsWith(word, Qt::CaseInsensitive))
        return 3;
    if (label.contains(word, Qt::CaseInsensitive))
        return 2;
    qsizetype at = 0; // the letters in order, not side by side
    for (const QChar c : word) {
        at = label.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        ++at;
    }
    return word.size() > 1 ? 1 : 0;
}

CompletionPopup::CompletionPopup(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("completionPopup"));
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    m_list = new QListWidget(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize(QSize(16, 16));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new CompletionDelegate(m_list));
    m_documentation = new QLabel(this);
    m_documentation->setObjectName(QStringLiteral("completionDocumentation"));
    m_documentation->setTextFormat(Qt::PlainText);
    m_documentation->setWordWrap(true);
    m_documentation->setMargin(7);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_documentation);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionPopup::showDocumentation);
    connect(m_list, &QListWidget::itemClicked, this, &CompletionPopup::choose);
    hide();
}

void CompletionPopup::setTheme(const Theme& theme)
{
    m_theme = theme;
    static_cast<CompletionDelegate*>(m_list->itemDelegate())->muted = theme.muted;
    m_list->setFont(theme.monospace);
    const QString raised = theme.palette.color(QPalette::Window).name();
    setStyleSheet(QStringLiteral("#completionPopup { background: %1; border: 1px solid %2; border-radius: 4px; }"
                                 "#completionPopup QListWidget { background: %1; }"
                                 "#completionPopup QListWidget::item:selected { background: %3; color: %5; }"
                                 "#completionDocumentation { background: %1; color: %4; border-top: 1px solid %2; }")
                      .arg(raised, theme.palette.color(QPalette::Mid).name(), theme.selection.name(),
                           theme.muted.name(), theme.editorText.name()));
}

void CompletionPopup::setCandidates(std::vector<Completion> candidates)
{
    m_candidates = std::move(candidates);
    m_word.reset();
}

void CompletionPopup::filter(const QString& word, bool explicitly)
{
    if (m_word == word)
        return; // the choice among the shown ones stays
    m_word = word;
    std::vector<std::pair<int, std::size_t>> fitting;
    for (std::size_t i = 0; i < m_candidates.size(); ++i)
        if (const int score = completionScore(fromUtf8(m_candidates[i].label), word); score > 0)
            fitting.emplace_back(-score, i);
    std::stable_sort(fitting.begin(), fitting.end(), [](auto& a, auto& b) { return a.first < b.first; });
    if (fitting.size() > kMaxShown)
        fitting.resize(kMaxShown);
    const bool nothingToAdd = fitting.size() == 1 && fromUtf8(m_candidates[fitting[0].second].insert) == word;
    m_shown.clear();
    m_list->clear();
    if (fitting.empty() || (nothingToAdd && !explicitly)) {
        hide();
        return;
    }
    for (const auto& [score, index] : fitting) {
        const Completion& candidate = m_candidates[index];
        auto* item = new QListWidgetItem(themedIcon(m_theme, tokenIconName(candidate.kind)), fromUtf8(candidate.label));
        item->setData(kDetailRole, fromUtf8(candidate.detail));
        m_list->addItem(item);
        m_shown.push_back(index);
    }
    m_list->setCurrentRow(0);
}

void CompletionPopup::placeBeside(const QRect& line)
{
    const int rowHeight = qMax(18, m_list->sizeHintForRow(0));
    const int rows = qMin(kMaxRows, m_list->count());
    const int width
        = qBound(240, m_list->sizeHintForColumn(0) + 24, qMin(500, qMax(240, parentWidget()->width() - 16)));
    m_list->setFixedHeight(rows * rowHeight + 2);
    setFixedWidth(width);
    const int text = m_documentation->isVisibleTo(this) ? m_documentation->heightForWidth(width - 2) : 0;
    const int height = rows * rowHeight + 4 + text;
    const int below = parentWidget()->height() - line.bottom();
    const bool above = below < height && line.top() > below;
    const int x = qBound(0, line.left(), qMax(0, parentWidget()->width() - width));
    setGeometry(x, above ? qMax(0, line.top() - height) : line.bottom() + 1, width, height);
    raise();
    show();
}

bool CompletionPopup::handleKey(int key)
{
    const int row = m_list->currentRow();
    const int last = m_list->count() - 1;
    switch (key) {
    case Qt::Key_Down:
        m_list->setCurrentRow(row == last ? 0 : row + 1);
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(row <= 0 ? last : row - 1);
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(qMin(last, row + kMaxRows));
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(qMax(0, row - kMaxRows));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        choose();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

const Completion* CompletionPopup::current() const
{
    const int row = m_list->currentRow();
    return row < 0 || static_cast<std::size_t>(row) >= m_shown.size()
        ? nullptr
        : &m_candidates[m_shown[static_cast<std::size_t>(row)]];
}

int CompletionPopup::count() const
{
    return m_list->count();
}

void CompletionPopup::showDocumentation()
{
    const Completion* completion = current();
    const QString text = completion == nullptr ? QString() : fromUtf8(completion->documentation);
    m_documentation->setText(text);
    m_documentation->setVisible(!text.isEmpty());
    if (isVisible())
        resize(width(), m_list->height() + 4 + (text.isEmpty() ? 0 : m_documentation->heightForWidth(width() - 2)));
}

void CompletionPopup::choose()
{
    const Completion* completion = current();
    hide();
    if (completion == nullptr)
        return;
    const Completion copy = *completion; // the receiver may set new candidates
    Q_EMIT chosen(copy);
}

} // namespace wirebench
