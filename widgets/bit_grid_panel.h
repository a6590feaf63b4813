// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bit_grid.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;

namespace wirebench {

/// The bit grid with its bar of options: bits a row, numbering, buffer or layout. What a window docks.
class BitGridPanel final : public QWidget {
    Q_OBJECT

public:
    explicit BitGridPanel(QWidget* parent = nullptr);

    BitGridView* view() const { return m_view; }

private:
    QWidget* makeBar();
    void followView();

    BitGridView* m_view;
    QButtonGroup* m_widths = nullptr;
    QComboBox* m_order = nullptr;
    QCheckBox* m_buffer = nullptr;
};

} // namespace wirebench
