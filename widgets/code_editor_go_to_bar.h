// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace wirebench {

class CodeArea;

/// The bar that asks for a line ("12" or "12:5") and follows as one types.
class GoToBar final : public QWidget {
    Q_OBJECT

public:
    GoToBar(CodeArea& area, QWidget* parent);
    void open();
    /// Hides the bar; without `accepted` the cursor goes back to where it was.
    void close(bool accepted);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void follow(const QString& text);

    CodeArea& m_area;
    QLineEdit* m_line = nullptr;
    std::uint32_t m_origin = 0;
};

} // namespace wirebench
