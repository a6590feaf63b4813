// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace wirebench {

/// All actions by name: type some letters of it, Enter runs it. Words and first letters of words match
/// ("gto" finds "Go to Offset").
class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const QList<QAction*>& actions, QWidget* parent);

    /// How well `text` fits what was typed: 0 not at all, more is better.
    static int rank(const QString& text, const QString& typed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void runCurrent();

    QList<QAction*> m_actions;
    QLineEdit* m_input = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace wirebench
