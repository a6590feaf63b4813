// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace wirebench {

class ActionList;

/// Shows every action with its keys and lets them be changed. A change holds at once; keys that another action has
/// are refused with its name.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(ActionList& actions, QWidget* parent);

private:
    void build();
    void filter(const QString& text);
    void showCurrent();
    void assign();
    void reset();
    QAction* currentAction() const;
    void updateRow(QTreeWidgetItem* row);

    ActionList& m_actions;
    QLineEdit* m_filter = nullptr;
    QTreeWidget* m_tree = nullptr;
    QKeySequenceEdit* m_keys = nullptr;
    QPushButton* m_assign = nullptr;
    QPushButton* m_reset = nullptr;
    QLabel* m_message = nullptr;
};

} // namespace wirebench
