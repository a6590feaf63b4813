// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/schemaless.h"
#include "widgets/theme.h"

#include <QDialog>
#include <QFutureWatcher>

#include <memory>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace wirebench {

/// Shows the schema that bytes seem to have, in a wire format that can be chosen. It is drafted off the GUI thread.
class DraftDialog final : public QDialog {
    Q_OBJECT

public:
    /// `format`: the wire format to begin with; null: the one that fits the bytes best.
    DraftDialog(std::shared_ptr<const Bytes> bytes, const Format* format, const Theme& theme, QWidget* parent);

    /// Meaningful once the dialog was accepted.
    const DraftedSchema& draft() const { return m_draft.schema; }
    /// Of the draft; never null then.
    const Format* format() const { return m_draft.format; }

private:
    struct Result {
        DraftedSchema schema;
        const Format* format = nullptr;
    };

    void build();
    void start(const Format* format);
    void showDraft(Result result);

    std::shared_ptr<const Bytes> m_bytes;
    Theme m_theme;
    Result m_draft;
    QFutureWatcher<Result> m_work;
    QComboBox* m_formats = nullptr;
    QLabel* m_summary = nullptr;
    QPlainTextEdit* m_preview = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace wirebench
