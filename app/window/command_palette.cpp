// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/command_palette.h"

#include "app/window/action_list.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

constexpr int kActionRole = Qt::UserRole;
constexpr int kKeysRole = Qt::UserRole + 1;

/// Draws the keys of an action at the right edge of its row.
class ActionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString keys = index.data(kKeysRole).toString();
        if (keys.isEmpty())
            return;
        painter->save();
        const bool selected = option.state & QStyle::State_Selected;
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, keys);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), option.fontMetrics.height() + 12)};
    }
};

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint)
    , m_actions(actions)
    , m_input(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setWindowTitle(tr("Command Palette"));
    setObjectName(QStringLiteral("commandPalette"));
    m_input->setPlaceholderText(tr("Type a command"));
    m_input->setClearButtonEnabled(true);
    m_input->installEventFilter(this);
    m_list->setItemDelegate(new ActionDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    resize(520, 420);
    if (parent)
        move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, 60)));
    fill();
}

int CommandPalette::rank(const QString& text, const QString& typed)
{
    if (typed.isEmpty())
        return 1;
    const qsizetype whole = text.indexOf(typed, 0, Qt::CaseInsensitive);
    if (whole >= 0)
        return startsWord(text, whole) ? 1000 - int(whole) : 500 - int(whole);
    int points = 0;
    qsizetype at = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        const qsizetype found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0)
            return 0;
        points += startsWord(text, found) ? 8 : 1;
        at = found + 1;
    }
    return points;
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::fill()
{
    const QString typed = m_input->text().trimmed();
    QList<std::pair<int, QAction*>> hits;
    for (QAction* action : std::as_const(m_actions)) {
        const int points = rank(ActionList::plainText(action), typed);
        if (points > 0 && action->isEnabled() && action->isVisible())
            hits.append({points, action});
    }
    std::ranges::sort(hits, [](const auto& a, const auto& b) {
        if (a.first != b.first)
            return a.first > b.first;
        return ActionList::plainText(a.second).localeAwareCompare(ActionList::plainText(b.second)) < 0;
    });
    m_list->clear();
    for (const auto& [points, action] : std::as_const(hits)) {
        auto* item = new QListWidgetItem(action->icon(), ActionList::plainText(action), m_list);
        item->setData(kActionRole, QVariant::fromValue(static_cast<QObject*>(action)));
        item->setData(kKeysRole, action->shortcut().toString(QKeySequence::NativeText));
        item->setToolTip(action->statusTip());
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return;
    auto* action = qobject_cast<QAction*>(item->data(kActionRole).value<QObject*>());
    accept();
    // After the palette is gone, so that the action finds the view that had the focus.
    QTimer::singleShot(0, action, &QAction::trigger);
}

} // namespace wirebench
