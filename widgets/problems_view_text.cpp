// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/problems_view_text.h"

#include <QCoreApplication>

namespace wirebench {

QString messageText(const Message& message)
{
    const std::string pattern(message.pattern);
    const QString translated = QCoreApplication::translate("core", pattern.c_str());
    return QString::fromStdString(fillPattern(translated.toStdString(), message.arguments));
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QCoreApplication::translate("Problems", "Error");
    case Severity::Warning:
        return QCoreApplication::translate("Problems", "Warning");
    case Severity::Note:
        break;
    }
    return QCoreApplication::translate("Problems", "Note");
}

QString problemHtml(const Theme& theme, const Diagnostic& diagnostic)
{
    const QString muted = theme.muted.name();
    QString html
        = QStringLiteral("<div><b style='color:%1'>%2</b> %3 <span style='color:%4'>[%5]</span></div>")
              .arg(severityColour(theme, diagnostic.severity).name(), severityText(diagnostic.severity),
                   messageText(diagnostic.message).toHtmlEscaped(), muted, fromUtf8(diagnostic.code).toHtmlEscaped());
    for (const RelatedPlace& related : diagnostic.related)
        html += QStringLiteral("<div style='color:%1'>%2</div>")
                    .arg(muted, messageText(related.message).toHtmlEscaped());
    for (const Fix& fix : diagnostic.fixes)
        html += QStringLiteral("<div style='color:%1'>%2</div>")
                    .arg(muted,
                         QCoreApplication::translate("Problems", "Ctrl+. — %1")
                             .arg(messageText(fix.title))
                             .toHtmlEscaped());
    return html;
}

} // namespace wirebench
