// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/sample_library.h"
#include "widgets/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace wirebench {

/// Chooses a sample to start from, with a look at its schema; or an empty schema.
class SampleDialog final : public QDialog {
    Q_OBJECT

public:
    SampleDialog(const QList<Sample>& samples, const Theme& theme, QWidget* parent);

    /// The chosen sample once accepted; null: start empty.
    const Sample* sample() const;

private:
    void build();
    void fill();
    void filter(const QString& text);
    void showCurrent();

    QList<Sample> m_samples;
    Theme m_theme;
    QLineEdit* m_filter = nullptr;
    QTreeWidget* m_tree = nullptr;
    QLabel* m_description = nullptr;
    QPlainTextEdit* m_preview = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace wirebench
