// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/banner_page.h"

#include "app/window/banner.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace wirebench {

BannerPage::BannerPage(QWidget* view) : m_banner(new Banner(Banner::Tone::Note, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(view, 1);
    setFocusProxy(view);
}

void BannerPage::keyPressEvent(QKeyEvent* event)
{
    QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        Q_EMIT escaped();
}

} // namespace wirebench
