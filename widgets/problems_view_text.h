// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "widgets/theme.h"

#include <QString>

namespace wirebench {

/// The sentence of a core message in the language of the user interface.
QString messageText(const Message& message);

inline QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "Error", "Warning" or "Note", translated.
QString severityText(Severity severity);

/// One problem as rich text for tool tips: severity, sentence, code, related places and titles of fixes.
QString problemHtml(const Theme& theme, const Diagnostic& diagnostic);

} // namespace wirebench
