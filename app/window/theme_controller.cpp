// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/theme_controller.h"

#include <QApplication>
#include <QDBusConnection>

namespace wirebench {

ThemeController::ThemeController(ThemeChoice choice, QObject* parent) : QObject(parent), m_choice(choice)
{
    update();
    // Without an address a bus would be started just for this.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) {
        // The signal's third argument (the new value) is left out: it is read afresh.
        bus.connect("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                    "org.freedesktop.portal.Settings", "SettingChanged", this, SLOT(systemChanged(QString, QString)));
    }
}

void ThemeController::choose(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    update();
    Q_EMIT changed();
}

QString ThemeController::name(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

ThemeChoice ThemeController::fromName(const QString& name)
{
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void ThemeController::systemChanged(const QString& group, const QString& key)
{
    if (m_choice != ThemeChoice::System || group != QLatin1String("org.freedesktop.appearance")
        || key != QLatin1String("color-scheme"))
        return;
    update();
    Q_EMIT changed();
}

void ThemeController::update()
{
    // What the system prefers may have to be told from its own palette, not from ours.
    if (m_choice == ThemeChoice::System)
        QApplication::setPalette(QPalette());
    const bool dark = m_choice == ThemeChoice::System ? systemPrefersDark() : m_choice == ThemeChoice::Dark;
    m_theme = makeTheme(dark);
    applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), m_theme);
}

} // namespace wirebench
