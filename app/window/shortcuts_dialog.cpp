// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/shortcuts_dialog.h"

#include "app/window/action_list.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace wirebench {

ShortcutsDialog::ShortcutsDialog(ActionList& actions, QWidget* parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_filter(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_assign(new QPushButton(tr("Assign"), this))
    , m_reset(new QPushButton(tr("Default"), this))
    , m_message(new QLabel(this))
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    setObjectName(QStringLiteral("shortcutsDialog"));
    build();
    for (QAction* action : m_actions.all()) {
        auto* row = new QTreeWidgetItem(m_tree, {ActionList::plainText(action)});
        row->setIcon(0, action->icon());
        row->setData(0, Qt::UserRole, action->objectName());
        updateRow(row);
    }
    m_tree->sortItems(0, Qt::AscendingOrder);
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
    resize(560, 520);
}

void ShortcutsDialog::build()
{
    m_filter->setPlaceholderText(tr("Filter by name or keys"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setHeaderLabels({tr("Command"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_message->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("New keys:"), this));
    row->addWidget(m_keys, 1);
    row->addWidget(m_assign);
    row->addWidget(m_reset);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addLayout(row);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::showCurrent);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutsDialog::assign);
    connect(m_reset, &QPushButton::clicked, this, &ShortcutsDialog::reset);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ShortcutsDialog::filter(const QString& text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* row = m_tree->topLevelItem(i);
        row->setHidden(!row->text(0).contains(text, Qt::CaseInsensitive)
                       && !row->text(1).contains(text, Qt::CaseInsensitive));
    }
}

void ShortcutsDialog::showCurrent()
{
    const QAction* action = currentAction();
    m_keys->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_message->setText(action ? action->statusTip() : QString());
}

void ShortcutsDialog::assign()
{
    QAction* action = currentAction();
    if (!action)
        return;
    QList<QKeySequence> keys;
    if (!m_keys->keySequence().isEmpty())
        keys.append(m_keys->keySequence());
    if (const QAction* other = m_actions.conflict(action, keys)) {
        m_message->setText(tr("%1 already belongs to “%2”. Choose other keys, or change those of “%2” first.")
                               .arg(keys.first().toString(QKeySequence::NativeText), ActionList::plainText(other)));
        return;
    }
    m_actions.setKeys(action, keys);
    updateRow(m_tree->currentItem());
    showCurrent();
}

void ShortcutsDialog::reset()
{
    QAction* action = currentAction();
    if (!action)
        return;
    m_actions.setKeys(action, m_actions.defaultKeys(action));
    updateRow(m_tree->currentItem());
    showCurrent();
}

QAction* ShortcutsDialog::currentAction() const
{
    const QTreeWidgetItem* row = m_tree->currentItem();
    return row ? m_actions.find(row->data(0, Qt::UserRole).toString()) : nullptr;
}

void ShortcutsDialog::updateRow(QTreeWidgetItem* row)
{
    const QAction* action = m_actions.find(row->data(0, Qt::UserRole).toString());
    row->setText(1, QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
}

} // namespace wirebench
