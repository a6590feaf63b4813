// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace wirebench {

namespace {
constexpr int kIconSize = 14;
constexpr int kHeight = 28;
} // namespace

DockTitle::DockTitle(QDockWidget& dock)
    : QWidget(&dock)
    , m_name(new QLabel(dock.windowTitle(), this))
    , m_float(addButton(tr("Take out of the window, or put back")))
    , m_close(addButton(tr("Hide; View shows it again")))
{
    QFont font = m_name->font();
    font.setWeight(QFont::DemiBold);
    m_name->setFont(font);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 0, 4, 0);
    layout->setSpacing(2);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_float);
    layout->addWidget(m_close);
    connect(m_float, &QToolButton::clicked, &dock, [&dock] { dock.setFloating(!dock.isFloating()); });
    connect(m_close, &QToolButton::clicked, &dock, &QDockWidget::close);
}

QToolButton* DockTitle::addButton(const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::NoFocus);
    button->setAutoRaise(true);
    button->setIconSize({kIconSize, kIconSize});
    return button;
}

void DockTitle::setTheme(const Theme& theme)
{
    m_float->setIcon(themedIcon(theme, QStringLiteral("window")));
    m_close->setIcon(themedIcon(theme, QStringLiteral("close")));
}

void DockTitle::setCompact(bool compact)
{
    m_compact = compact;
    for (QWidget* part : std::initializer_list<QWidget*>{m_name, m_float, m_close})
        part->setVisible(!compact);
    updateGeometry();
}

QSize DockTitle::sizeHint() const
{
    return m_compact ? QSize(0, 0) : QSize(QWidget::sizeHint().width(), kHeight);
}

} // namespace wirebench
