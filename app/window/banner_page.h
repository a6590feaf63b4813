// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wirebench {

class Banner;

/// A view with a line above it that is hidden until it has something to say.
class BannerPage final : public QWidget {
    Q_OBJECT

public:
    /// Takes `view` over.
    explicit BannerPage(QWidget* view);

    Banner& banner() { return *m_banner; }

Q_SIGNALS:
    /// Esc was pressed in the view, which had no use for it.
    void escaped();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Banner* m_banner = nullptr;
};

} // namespace wirebench
