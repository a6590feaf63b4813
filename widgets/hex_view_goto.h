// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

#include <optional>

class QLabel;
class QLineEdit;

namespace wirebench {

/// Bytes somebody asked for by typing. Either `ok`, or a sentence that says why not.
struct TypedRange {
    bool ok = false;
    quint64 first = 0;
    quint64 count = 0;
    QString problem;
};

/// Reads an offset: decimal, `0x` or hex digits with a letter among them, `_` between digits, `+n` and `-n` relative
/// to `current`. The offset must not lie behind `size`.
TypedRange readOffset(const QString& text, quint64 current, quint64 size);
/// Reads a range of bytes: `first..last` (both inclusive), or `first +count`; `first` alone is one byte.
TypedRange readRange(const QString& text, quint64 current, quint64 size);

/// The bar below a hex view in which one types an offset or a range. Enter submits, Esc closes.
class HexGoToBar final : public QFrame {
    Q_OBJECT

public:
    enum class Ask { Offset, Range };

    explicit HexGoToBar(QWidget* parent);
    void ask(Ask what, quint64 current, quint64 size);
    Ask asked() const { return m_asked; }

Q_SIGNALS:
    void submitted(quint64 first, quint64 count, const QString& text);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();
    void submit();
    TypedRange read() const;

    QLabel* m_title;
    QLineEdit* m_edit;
    QLabel* m_hint;
    Ask m_asked = Ask::Offset;
    quint64 m_current = 0;
    quint64 m_size = 0;
};

} // namespace wirebench
