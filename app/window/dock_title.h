// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QWidget>

class QDockWidget;
class QLabel;
class QToolButton;

namespace wirebench {

/// The title bar of a dock: its name, and buttons to float and to hide it. Takes no room while the dock is one of
/// several behind tabs, which show the name already.
class DockTitle final : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget& dock);

    void setTheme(const Theme& theme);
    void setCompact(bool compact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    QToolButton* addButton(const QString& tip);

    QLabel* m_name;
    QToolButton* m_float;
    QToolButton* m_close;
    bool m_compact = false;
};

} // namespace wirebench
