// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/drafted_document.h"

#include <QFileInfo>
#include <QUuid>

namespace wirebench {

DocumentState draftedDocument(const Document& document, const DraftedSchema& draft, const Format& format)
{
    const std::string_view suffix = format.fileKinds().empty() ? "" : format.fileKinds().front().suffix;
    const QString name = QFileInfo(document.bufferName()).completeBaseName();
    DocumentState state;
    state.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    state.schemaName = (name.isEmpty() ? QStringLiteral("draft") : QStringLiteral("%1 draft").arg(name))
        + QString::fromUtf8(suffix.data(), qsizetype(suffix.size()));
    state.schemaText = draft.text;
    state.schemaModified = true;
    state.bytes = document.bytes();
    state.bufferName = document.bufferName();
    // They are still in the document that they were drafted from.
    state.bufferModified = false;
    return state;
}

} // namespace wirebench
