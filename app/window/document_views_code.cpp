// SPDX-License-Identifier: GPL-3.0-or-later
// The code generated for the schema: made while somebody looks at it, following the selection, written on request.
#include "app/session/document.h"
#include "app/session/schema_link.h"
#include "app/window/code_export_dialog.h"
#include "app/window/document_views.h"
#include "widgets/code_editor.h"
#include "widgets/code_view.h"

#include <QTimer>

#include <utility>

namespace wirebench {

void DocumentViews::connectCode()
{
    const auto choose = [this](bool visible) {
        CodeChoice choice;
        if (visible)
            choice = {m_code->target().toStdString(), m_code->features()};
        m_document.setCodeChoice(choice);
    };
    connect(m_code, &CodeView::shown, this, choose);
    connect(m_code, &CodeView::choiceChanged, this, [this, choose] { choose(m_code->isVisible()); });
    connect(m_code, &CodeView::exportRequested, this, &DocumentViews::exportCode);
    connect(m_code, &CodeView::partActivated, this, [this](DeclIndex decl, quint32 member) {
        if (!m_document.snapshot())
            return;
        const Snapshot& snapshot = *m_document.snapshot();
        if (const auto range = rangeOfPart(snapshot, {decl, member}))
            m_editor->highlightRange(range);
        if (const auto slot = slotOfPart(snapshot, {decl, member}))
            selectSlot(*slot, m_code);
    });
}

void DocumentViews::showCode(const Snapshot& snapshot)
{
    // Code that nobody sees is not made; what is shown then is what was seen last.
    if (!snapshot.codeChoice.target.empty() || !snapshot.analysis)
        m_code->setCode(snapshot.code, snapshot.codeAnalysis != snapshot.analysis);
    if (snapshot.code && std::exchange(m_exportCode, false))
        QTimer::singleShot(0, this, &DocumentViews::exportCode); // a dialog must not hold up the other views
}

void DocumentViews::exportCode()
{
    const Snapshot* snapshot = m_document.snapshot().get();
    if (!snapshot || !snapshot->code) {
        m_exportCode = snapshot != nullptr;
        Q_EMIT revealRequested(ViewKind::Code);
        return;
    }
    if (snapshot->code->files.empty())
        return;
    CodeExportDialog dialog(snapshot->code, m_document.schemaPath(), m_theme, m_code->window());
    if (dialog.exec() == QDialog::Accepted)
        Q_EMIT messageRequested(dialog.outcome());
}

} // namespace wirebench
