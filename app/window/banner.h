// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QFrame>
#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace wirebench {

/// A line above a view that says something and offers what to do about it, without standing in the way.
class Banner final : public QFrame {
    Q_OBJECT

public:
    struct Choice {
        QString text;
        std::function<void()> run;
    };

    enum class Tone : std::uint8_t {
        Warning, ///< Something is not as it should be.
        Note, ///< Something is good to know.
    };

    explicit Banner(Tone tone, QWidget* parent = nullptr);
    explicit Banner(QWidget* parent = nullptr) : Banner(Tone::Warning, parent) { }

    /// Shows `text` with an icon of the theme and a button for each choice. A choice hides the banner.
    void show(const QString& icon, const QString& text, std::vector<Choice> choices);
    QString text() const;
    void setTheme(const Theme& theme);

private:
    void updateColours();

    Tone m_tone;
    Theme m_theme;
    QString m_iconName;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QHBoxLayout* m_buttons = nullptr;
};

} // namespace wirebench
