// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "widgets/theme.h"

#include <QStatusBar>

#include <optional>

class QLabel;
class QToolButton;

namespace wirebench {

/// What the status bar shows. Empty parts take no room.
struct StatusText {
    std::optional<quint64> offset; ///< Byte of the cursor in the buffer.
    BitRange selection; ///< Bits selected; count 0: none.
    QString path;
    QString value;
    QString byteOrder;
    bool insert = false;
    QString holds; ///< Of a buffer of several values: how many of what.
    std::optional<quint64> size; ///< Bytes of the buffer; nothing without one.
    int errors = 0;
    int warnings = 0;
    bool stale = false;
    bool working = false; ///< The views are about to change: something takes long.
    bool canStop = false; ///< It has taken so long that somebody may want to stop it.
    bool hasPlan = false;
};

/// Where one is and how things stand: offset, selection, field, mode, size, and the state of decoding, which leads to
/// the problems.
class StatusBar final : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusBar(QWidget* parent = nullptr);

    void setStatus(const StatusText& status);
    void setTheme(const Theme& theme);

    /// "0x1A (26)".
    static QString offsetText(quint64 offset);
    /// "bits 12–17, 6 bits", "bytes 0x04–0x07, 4 bytes (32 bits)".
    static QString selectionText(const BitRange& bits);

Q_SIGNALS:
    void problemsRequested();
    void insertToggled();
    void stopRequested();
    void framesRequested();

private:
    void updateState();

    StatusText m_status;
    Theme m_theme;
    QLabel* m_offset = nullptr;
    QLabel* m_selection = nullptr;
    QLabel* m_field = nullptr;
    QLabel* m_order = nullptr;
    QToolButton* m_mode = nullptr;
    QToolButton* m_holds = nullptr;
    QLabel* m_size = nullptr;
    QToolButton* m_state = nullptr;
    QToolButton* m_stop;
};

} // namespace wirebench
