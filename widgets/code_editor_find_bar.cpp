// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_find_bar.h"

#include "widgets/code_editor_area.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

FindBar::FindBar(CodeArea& area, QWidget* parent) : QWidget(parent), m_area(area)
{
    setObjectName(QStringLiteral("findBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_pattern = new QLineEdit(this);
    m_pattern->setObjectName(QStringLiteral("findPattern"));
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setClearButtonEnabled(true);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_matchCase = addOption(QStringLiteral("case"), tr("Match case"));
    m_wholeWord = addOption(QStringLiteral("whole-word"), tr("Whole words only"));
    m_regex = addOption(QStringLiteral("regex"), tr("Regular expression"));
    QToolButton* previous = addButton(QStringLiteral("previous"), tr("Previous hit (Shift+F3)"));
    QToolButton* next = addButton(QStringLiteral("next"), tr("Next hit (F3)"));
    QToolButton* closeButton = addButton(QStringLiteral("close"), tr("Close (Esc)"));

    auto* findRow = new QHBoxLayout;
    findRow->setSpacing(3);
    findRow->addWidget(m_pattern, 1);
    for (QToolButton* button : {m_matchCase, m_wholeWord, m_regex})
        findRow->addWidget(button);
    findRow->addSpacing(6);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("No results")));
    findRow->addWidget(m_count);
    for (QToolButton* button : {previous, next, closeButton})
        findRow->addWidget(button);

    m_replaceRow = new QWidget(this);
    m_replacement = new QLineEdit(m_replaceRow);
    m_replacement->setObjectName(QStringLiteral("findReplacement"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    auto* replaceOne = new QPushButton(tr("Replace"), m_replaceRow);
    auto* replaceEvery = new QPushButton(tr("Replace all"), m_replaceRow);
    replaceOne->setObjectName(QStringLiteral("replaceOne"));
    replaceEvery->setObjectName(QStringLiteral("replaceAll"));
    auto* replaceLayout = new QHBoxLayout(m_replaceRow);
    replaceLayout->setContentsMargins(0, 0, 0, 0);
    replaceLayout->addWidget(m_replacement, 1);
    replaceLayout->addWidget(replaceOne);
    replaceLayout->addWidget(replaceEvery);

    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 6, 6, 6);
    rows->setSpacing(5);
    rows->addLayout(findRow);
    rows->addWidget(m_replaceRow);

    connect(m_pattern, &QLineEdit::textChanged, this, &FindBar::search);
    for (QToolButton* option : {m_matchCase, m_wholeWord, m_regex})
        connect(option, &QToolButton::toggled, this, &FindBar::search);
    connect(previous, &QToolButton::clicked, this, [this] { findNext(true); });
    connect(next, &QToolButton::clicked, this, [this] { findNext(false); });
    connect(closeButton, &QToolButton::clicked, this, &FindBar::close);
    connect(replaceOne, &QPushButton::clicked, this, &FindBar::replaceCurrent);
    connect(replaceEvery, &QPushButton::clicked, this, &FindBar::replaceAllHits);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &FindBar::refresh);
    connect(&m_area, &CodeArea::changed, this, [this] {
        m_stale = true;
        if (isVisible())
            m_refresh.start(60);
    });
    connect(&m_area, &CodeArea::cursorMoved, this, &FindBar::showCount);
    hide();
}

QToolButton* FindBar::addButton(const QString& icon, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_icons.emplace_back(button, icon);
    return button;
}

QToolButton* FindBar::addOption(const QString& icon, const QString& text)
{
    QToolButton* button = addButton(icon, text);
    button->setCheckable(true);
    button->setObjectName(QStringLiteral("find-") + icon);
    return button;
}

void FindBar::setTheme(const Theme& theme)
{
    for (const auto& [button, icon] : m_icons)
        button->setIcon(themedIcon(theme, icon));
}

SearchQuery FindBar::query() const
{
    return {m_pattern->text(), m_matchCase->isChecked(), m_wholeWord->isChecked(), m_regex->isChecked()};
}

void FindBar::open(bool withReplace)
{
    const TextRange selection = m_area.selectedRange();
    const std::string_view selected = m_area.view().substr(selection.begin, selection.size());
    if (!selected.empty() && selected.size() < 200 && selected.find_first_of("\r\n") == std::string_view::npos) {
        const QSignalBlocker quiet(m_pattern); // the cursor stays at the selection
        m_pattern->setText(QString::fromUtf8(selected.data(), static_cast<qsizetype>(selected.size())));
    }
    m_replaceRow->setVisible(withReplace && !m_area.isReadOnly());
    show();
    m_pattern->setFocus();
    m_pattern->selectAll();
    m_stale = true;
    refresh();
}

void FindBar::close()
{
    hide();
    m_area.setSearchHits({});
    m_area.setFocus();
    Q_EMIT closed();
}

void FindBar::refresh()
{
    if (m_stale || !(m_searched == query())) {
        m_searched = query();
        m_result = findAll(m_area.view(), m_searched);
        m_stale = false;
        const bool invalid = !m_result.error.isEmpty();
        m_pattern->setToolTip(m_result.error);
        m_pattern->setProperty("invalid", invalid);
        m_pattern->style()->unpolish(m_pattern);
        m_pattern->style()->polish(m_pattern);
    }
    if (isVisible())
        m_area.setSearchHits(m_result.hits);
    showCount();
}

void FindBar::search()
{
    m_stale = true;
    refresh();
    if (m_result.hits.empty())
        return;
    // As one types, the hit at or behind the start of the selection is shown.
    const std::uint32_t from = m_area.selectedRange().begin;
    const auto hit = std::find_if(m_result.hits.begin(), m_result.hits.end(),
                                  [from](const TextRange& range) { return range.begin >= from; });
    m_area.reveal(hit == m_result.hits.end() ? m_result.hits.front() : *hit);
    showCount();
}

void FindBar::findNext(bool backwards)
{
    refresh();
    if (m_result.hits.empty())
        return;
    const TextRange selection = m_area.selectedRange();
    const TextRange* found = backwards ? &m_result.hits.back() : &m_result.hits.front();
    if (backwards) {
        for (const TextRange& hit : m_result.hits)
            if (hit.begin < selection.begin)
                found = &hit;
    } else {
        const std::uint32_t from = selection.size() > 0 ? selection.begin + 1 : selection.begin;
        const auto next = std::find_if(m_result.hits.begin(), m_result.hits.end(),
                                       [from](const TextRange& hit) { return hit.begin >= from; });
        if (next != m_result.hits.end())
            found = &*next;
    }
    m_area.reveal(*found);
    showCount();
}

void FindBar::replaceCurrent()
{
    refresh();
    if (m_area.isReadOnly())
        return;
    const TextRange selection = m_area.selectedRange();
    for (TextEdit& edit : replaceAllEdits(m_area.view(), query(), m_replacement->text()))
        if (edit.range == selection) {
            const auto end = selection.begin + static_cast<std::uint32_t>(edit.replacement.size());
            m_area.applyEdits({std::move(edit)});
            m_area.sci(QsciScintillaBase::SCI_GOTOPOS, end);
            break;
        }
    findNext(false);
}

void FindBar::replaceAllHits()
{
    if (m_area.isReadOnly())
        return;
    std::vector<TextEdit> edits = replaceAllEdits(m_area.view(), query(), m_replacement->text());
    const auto count = static_cast<int>(edits.size());
    if (count > 0)
        m_area.applyEdits(std::move(edits));
    refresh();
    m_count->setText(tr("Replaced: %1").arg(count));
}

void FindBar::showCount()
{
    if (!isVisible())
        return;
    if (!m_result.error.isEmpty()) {
        m_count->setText(tr("Bad pattern"));
        return;
    }
    if (m_result.hits.empty()) {
        m_count->setText(m_pattern->text().isEmpty() ? QString() : tr("No results"));
        return;
    }
    const TextRange selection = m_area.selectedRange();
    const auto current = std::find(m_result.hits.begin(), m_result.hits.end(), selection);
    const QString total
        = m_result.complete ? QString::number(m_result.hits.size()) : QStringLiteral("%1+").arg(m_result.hits.size());
    m_count->setText(current == m_result.hits.end()
                         ? tr("Hits: %1").arg(total)
                         : tr("%1 of %2").arg(current - m_result.hits.begin() + 1).arg(total));
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && m_replacement->hasFocus() && (event->modifiers() & Qt::ControlModifier) != 0)
        replaceAllHits();
    else if (enter && m_replacement->hasFocus())
        replaceCurrent();
    else if (enter || event->key() == Qt::Key_F3)
        findNext((event->modifiers() & Qt::ShiftModifier) != 0);
    else if (event->key() == Qt::Key_H && event->modifiers() == Qt::ControlModifier)
        m_replaceRow->setVisible(!m_area.isReadOnly());
    else
        QWidget::keyPressEvent(event);
}

} // namespace wirebench
