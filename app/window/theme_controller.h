// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QObject>
#include <QString>

namespace wirebench {

enum class ThemeChoice : std::uint8_t { System, Light, Dark };

/// The theme of the whole application: the user's choice, or the desktop's, followed while the program runs.
class ThemeController final : public QObject {
    Q_OBJECT

public:
    explicit ThemeController(ThemeChoice choice, QObject* parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    const Theme& theme() const { return m_theme; }
    void choose(ThemeChoice choice);

    static QString name(ThemeChoice choice); ///< "system", "light", "dark": for settings and the command line.
    static ThemeChoice fromName(const QString& name);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void systemChanged(const QString& group, const QString& key);

private:
    void update();

    ThemeChoice m_choice;
    Theme m_theme;
};

} // namespace wirebench
