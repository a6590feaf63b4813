// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

namespace wirebench {

QColor severityColour(const Theme& theme, Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return theme.error;
    case Severity::Warning:
        return theme.warning;
    case Severity::Note:
        return theme.note;
    }
    return theme.note;
}

QString severityIconName(Severity severity)
{
    const std::string_view name = wirebench::severityName(severity);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QColor tokenColour(const Theme& theme, TokenKind kind)
{
    switch (kind) {
    case TokenKind::Keyword:
        return theme.keyword;
    case TokenKind::Type:
        return theme.builtinType;
    case TokenKind::TypeName:
        return theme.typeName;
    case TokenKind::FieldName:
        return theme.fieldName;
    case TokenKind::Number:
        return theme.number;
    case TokenKind::String:
        return theme.string;
    case TokenKind::Comment:
        return theme.comment;
    case TokenKind::DocComment:
        return theme.docComment;
    case TokenKind::Annotation:
        return theme.annotation;
    case TokenKind::Invalid:
        return theme.error;
    case TokenKind::Punctuation:
        return theme.muted;
    case TokenKind::Plain:
        break;
    }
    return theme.editorText;
}

QString tokenIconName(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Keyword:
        return QStringLiteral("keyword");
    case TokenKind::Type:
        return QStringLiteral("type");
    case TokenKind::TypeName:
        return QStringLiteral("struct");
    case TokenKind::FieldName:
        return QStringLiteral("field");
    case TokenKind::Number:
        return QStringLiteral("number");
    case TokenKind::Annotation:
        return QStringLiteral("annotation");
    default:
        return QStringLiteral("text");
    }
}

} // namespace wirebench
