// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bit_grid_panel.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace wirebench {

BitGridPanel::BitGridPanel(QWidget* parent) : QWidget(parent), m_view(new BitGridView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_view, &BitGridView::optionsChanged, this, &BitGridPanel::followView);
    connect(m_view, &BitGridView::bufferChanged, this, &BitGridPanel::followView);
    followView();
}

QWidget* BitGridPanel::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    auto* label = new QLabel(tr("Bits a row"), bar);
    row->addWidget(label);
    m_widths = new QButtonGroup(this);
    for (const int bits : {8, 16, 32, 64}) {
        auto* button = new QToolButton(bar);
        button->setText(QString::number(bits));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setObjectName(QStringLiteral("bits%1").arg(bits));
        button->setAccessibleName(tr("%1 bits a row").arg(bits));
        m_widths->addButton(button, bits);
        row->addWidget(button);
    }
    row->addSpacing(12);
    m_order = new QComboBox(bar);
    m_order->setObjectName(QStringLiteral("bitOrder"));
    m_order->setAccessibleName(tr("Bit numbering"));
    m_order->setToolTip(tr("Which bit of a row is at its left end. Both numberings are shown above the grid."));
    m_order->addItem(tr("As on the wire"), -1);
    m_order->addItem(tr("LSB first →"), static_cast<int>(BitOrder::LsbFirst));
    m_order->addItem(tr("← MSB first"), static_cast<int>(BitOrder::MsbFirst));
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // docks may be narrow
    m_order->setMinimumContentsLength(10);
    row->addWidget(m_order);
    row->addSpacing(12);
    m_buffer = new QCheckBox(tr("Show the buffer"), bar);
    m_buffer->setObjectName(QStringLiteral("showBuffer"));
    m_buffer->setToolTip(tr("On: the real bits of the buffer. Off: the layout the schema describes."));
    row->addWidget(m_buffer);
    row->addStretch(1);
    connect(m_widths, &QButtonGroup::idClicked, m_view,
            [this](int bits) { m_view->setBitsPerRow(static_cast<unsigned>(bits)); });
    connect(m_order, &QComboBox::activated, m_view, [this](int index) {
        const int order = m_order->itemData(index).toInt();
        m_view->setBitOrder(order < 0 ? std::nullopt : std::optional(static_cast<BitOrder>(order)));
    });
    connect(m_buffer, &QCheckBox::toggled, m_view, &BitGridView::setBufferShown);
    return bar;
}

void BitGridPanel::followView()
{
    if (QAbstractButton* button = m_widths->button(static_cast<int>(m_view->bitsPerRow())))
        button->setChecked(true);
    const auto order = m_view->bitOrder();
    m_order->setCurrentIndex(m_order->findData(order ? static_cast<int>(*order) : -1));
    const QSignalBlocker quiet(m_buffer);
    m_buffer->setEnabled(m_view->hasBuffer());
    m_buffer->setChecked(m_view->hasBuffer() && m_view->bufferShown());
}

} // namespace wirebench
