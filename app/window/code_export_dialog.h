// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codegen/output_changes.h"
#include "widgets/theme.h"

#include <QDialog>

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace wirebench {

/// Writes generated files into a folder; shows before what that changes. Files that this program did not write are
/// never overwritten.
class CodeExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// `schemaPath` (empty: none) gives the folder that is proposed.
    CodeExportDialog(std::shared_ptr<const Generated> code, const QString& schemaPath, const Theme& theme,
                     QWidget* parent);

    /// One sentence on what was written; meaningful once the dialog was accepted.
    const QString& outcome() const { return m_outcome; }

private:
    void build();
    void chooseFolder();
    void compare();
    void preview();
    void write();
    QString pathOf(const GeneratedFile& file) const;

    std::shared_ptr<const Generated> m_code;
    Theme m_theme;
    std::vector<std::string> m_existing; ///< One a file; empty for a new one.
    std::vector<OutputChange> m_changes;
    QString m_outcome;
    QLineEdit* m_folder = nullptr;
    QListWidget* m_files = nullptr;
    QPlainTextEdit* m_preview = nullptr;
    QLabel* m_summary = nullptr;
    QPushButton* m_write = nullptr;
};

} // namespace wirebench
