// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/hex_text.h"
#include "widgets/theme.h"

#include <QDialog>

#include <functional>
#include <optional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace wirebench {

/// Turns pasted text into bytes: shows as which form it was read and how many bytes it gives, or the first character
/// that does not fit, with its place. The form can be chosen.
class PasteDialog final : public QDialog {
    Q_OBJECT

public:
    /// Bytes of a packed value given as an integer, least significant byte first; nothing when the type in use takes
    /// no integers.
    using IntegerReader = std::function<std::optional<Bytes>(const Bytes& packed)>;

    PasteDialog(const QString& text, const Theme& theme, IntegerReader integers, QWidget* parent);

    /// Meaningful once the dialog was accepted.
    const Bytes& bytes() const { return m_bytes; }

private:
    void build();
    void read();
    void showProblem(const Diagnostic& problem, const QByteArray& utf8);
    void showBytes(const QString& form);
    bool readInteger(const QByteArray& utf8);

    Theme m_theme;
    IntegerReader m_integers;
    Bytes m_bytes;
    QPlainTextEdit* m_text = nullptr;
    QComboBox* m_form = nullptr;
    QLabel* m_result = nullptr;
    QLabel* m_preview = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace wirebench
