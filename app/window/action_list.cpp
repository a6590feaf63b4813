// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/action_list.h"

#include <QSettings>
#include <QStringList>

namespace wirebench {

namespace {

constexpr auto kNameProperty = "wirebenchName";

QString settingsKey(const QString& id)
{
    return QStringLiteral("keys/") + id;
}

} // namespace

ActionList::ActionList(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings) { }

QAction* ActionList::add(const ActionSpec& spec, std::function<void()> run)
{
    auto* action = new QAction(this);
    action->setText(spec.text);
    adopt(action, spec);
    connect(action, &QAction::triggered, this, std::move(run));
    return action;
}

void ActionList::adopt(QAction* action, const ActionSpec& spec)
{
    action->setObjectName(spec.id);
    action->setStatusTip(spec.tip);
    // Apart from its menu an action needs a name that says all of it.
    action->setProperty(kNameProperty, spec.text);
    m_actions.append(action);
    m_byId.insert(spec.id, action);
    m_specs.insert(action, spec);
    const QVariant chosen = m_settings.value(settingsKey(spec.id));
    action->setShortcuts(chosen.isValid() ? QKeySequence::listFromString(chosen.toString()) : spec.keys);
    setToolTip(action);
}

QAction* ActionList::find(const QString& id) const
{
    return m_byId.value(id);
}

QString ActionList::plainText(const QAction* action)
{
    QString text = action->property(kNameProperty).toString();
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

QList<QKeySequence> ActionList::defaultKeys(const QAction* action) const
{
    return m_specs.value(action).keys;
}

void ActionList::setKeys(QAction* action, const QList<QKeySequence>& keys)
{
    action->setShortcuts(keys);
    setToolTip(action);
    const QString key = settingsKey(action->objectName());
    if (keys == defaultKeys(action))
        m_settings.remove(key);
    else
        m_settings.setValue(key, QKeySequence::listToString(keys));
}

QAction* ActionList::conflict(const QAction* action, const QList<QKeySequence>& keys) const
{
    for (QAction* other : m_actions) {
        if (other == action)
            continue;
        for (const QKeySequence& key : keys) {
            if (!key.isEmpty() && other->shortcuts().contains(key))
                return other;
        }
    }
    return nullptr;
}

void ActionList::setTheme(const Theme& theme)
{
    for (QAction* action : m_actions) {
        const QString icon = m_specs.value(action).icon;
        if (!icon.isEmpty())
            action->setIcon(themedIcon(theme, icon));
    }
}

void ActionList::setToolTip(QAction* action) const
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString tip = m_specs.value(action).tip;
    QString text = tip.isEmpty() ? plainText(action) : tip;
    if (!keys.isEmpty())
        text += QStringLiteral(" (%1)").arg(keys);
    action->setToolTip(text);
}

} // namespace wirebench
