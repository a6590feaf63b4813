// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/encoder.h"

#include <QDialog>

class QSettings;
class QSpinBox;

namespace wirebench {

/// Asks how streams are compressed where they are written. Whether, and with which algorithm, says the stream itself.
class CompressionDialog final : public QDialog {
    Q_OBJECT

public:
    CompressionDialog(const StreamOptions& present, QWidget* parent);

    /// What is chosen now; meaningful once the dialog was accepted.
    StreamOptions options() const;

private:
    QSpinBox* m_level = nullptr;
    QSpinBox* m_threshold = nullptr;
};

/// The options of an earlier run.
StreamOptions readStreamOptions(const QSettings& settings);
void writeStreamOptions(QSettings& settings, const StreamOptions& options);

} // namespace wirebench
