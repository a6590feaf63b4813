// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/limit_choice.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;

namespace wirebench {

/// Asks for the limits of decoding and encoding. An empty line leaves a limit to the wire format, 0 lifts it.
class LimitsDialog final : public QDialog {
    Q_OBJECT

public:
    LimitsDialog(const LimitChoice& present, QWidget* parent);

    /// What is typed now; meaningful once the dialog was accepted.
    const LimitChoice& choice() const { return m_choice; }

private:
    struct Row {
        QLineEdit* edit;
        std::optional<std::uint64_t> LimitChoice::*member;
        QString name;
    };

    void addRow(QFormLayout& form, const char* id, const QString& name,
                std::optional<std::uint64_t> LimitChoice::*member, const QString& hint);
    void read();

    LimitChoice m_choice;
    std::vector<Row> m_rows;
    QCheckBox* m_strict = nullptr;
    QCheckBox* m_lenient = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_accept = nullptr;
};

/// The choice of an earlier run.
LimitChoice readLimitChoice(const QSettings& settings);
void writeLimitChoice(QSettings& settings, const LimitChoice& choice);

} // namespace wirebench
