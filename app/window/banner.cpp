// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <utility>

namespace wirebench {

namespace {
constexpr int kIconSize = 16;
}

Banner::Banner(Tone tone, QWidget* parent)
    : QFrame(parent), m_tone(tone), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_buttons(new QHBoxLayout)
{
    setObjectName(QStringLiteral("banner"));
    setFrameShape(QFrame::NoFrame);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_buttons->setSpacing(6);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 10, 5);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    hide();
}

void Banner::show(const QString& icon, const QString& text, std::vector<Choice> choices)
{
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_iconName = icon;
    m_text->setText(text);
    for (Choice& choice : choices) {
        auto* button = new QPushButton(choice.text, this);
        m_buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = std::move(choice.run)] {
            hide();
            run();
        });
    }
    updateColours();
    setVisible(true);
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::setTheme(const Theme& theme)
{
    m_theme = theme;
    updateColours();
}

void Banner::updateColours()
{
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(themedIcon(m_theme, m_iconName).pixmap(kIconSize));
    QColor back = m_tone == Tone::Warning ? m_theme.warning : m_theme.note;
    back.setAlphaF(m_theme.dark ? 0.18F : 0.12F);
    setStyleSheet(
        QStringLiteral("#banner { background: rgba(%1,%2,%3,%4); border: none; border-bottom: 1px solid %5; }")
            .arg(back.red())
            .arg(back.green())
            .arg(back.blue())
            .arg(back.alpha())
            .arg(m_theme.gridLines.name()));
}

} // namespace wirebench
