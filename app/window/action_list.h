// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class QSettings;

namespace wirebench {

/// One action as menus, tool bar and palette show it.
struct ActionSpec {
    QString id; ///< Stable: settings and tests know the action by it.
    QString text; ///< With its mnemonic: "&Save".
    QString icon; ///< Name of a line icon; may be empty.
    QList<QKeySequence> keys;
    QString tip; ///< What it does, for the status bar and the palette; may be empty.
};

/// All actions of a window, with keys that can be changed and are remembered.
class ActionList final : public QObject {
    Q_OBJECT

public:
    /// `settings` outlives the list.
    ActionList(QSettings& settings, QObject* parent);

    /// Makes an action; its keys are the user's where the user chose some.
    QAction* add(const ActionSpec& spec, std::function<void()> run);
    /// Takes in an action made elsewhere (a dock's toggle) under an id. Its own text is what menus show; `spec.text`
    /// is its name in lists of all actions.
    void adopt(QAction* action, const ActionSpec& spec);

    /// Null when there is none.
    QAction* find(const QString& id) const;
    const QList<QAction*>& all() const { return m_actions; }
    /// The action's name without mnemonic and dots.
    static QString plainText(const QAction* action);

    QList<QKeySequence> defaultKeys(const QAction* action) const;
    void setKeys(QAction* action, const QList<QKeySequence>& keys);
    /// Another action that has one of these keys; null when they are free.
    QAction* conflict(const QAction* action, const QList<QKeySequence>& keys) const;

    void setTheme(const Theme& theme);

private:
    void setToolTip(QAction* action) const;

    QSettings& m_settings;
    QList<QAction*> m_actions;
    QHash<QString, QAction*> m_byId;
    QHash<const QAction*, ActionSpec> m_specs;
};

} // namespace wirebench
