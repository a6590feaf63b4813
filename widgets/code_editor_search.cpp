// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_search.h"

#include "core/base/text.h"

#include <QRegularExpression>

namespace wirebench {

namespace {

/// A text as QString with the way back to byte offsets. Offsets are asked for in ascending order.
class IndexedText {
public:
    explicit IndexedText(std::string_view text)
        : m_utf8(isValidUtf8(asBytes(text)))
        , m_string(m_utf8 ? QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
                          : QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())))
    {
    }

    const QString& string() const { return m_string; }

    std::uint32_t byteOffset(qsizetype index)
    {
        if (index < m_index) {
            m_index = 0;
            m_bytes = 0;
        }
        for (; m_index < index; ++m_index)
            m_bytes += m_utf8 ? utf8Bytes(m_string.at(m_index)) : 1;
        return m_bytes;
    }

private:
    static std::uint32_t utf8Bytes(QChar unit)
    {
        if (unit.unicode() < 0x80)
            return 1;
        if (unit.unicode() < 0x800)
            return 2;
        return unit.isSurrogate() ? 2 : 3; // a pair is four bytes
    }

    bool m_utf8;
    QString m_string;
    qsizetype m_index = 0;
    std::uint32_t m_bytes = 0;
};

QRegularExpression expressionOf(const SearchQuery& query)
{
    QString pattern = query.regex ? query.pattern : QRegularExpression::escape(query.pattern);
    if (query.wholeWord)
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption;
    if (!query.matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options | QRegularExpression::UseUnicodePropertiesOption);
}

/// Puts the groups of `match` into a replacement.
QString expanded(const QString& replacement, const QRegularExpressionMatch& match)
{
    QString text;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement.at(i);
        const QChar next = i + 1 < replacement.size() ? replacement.at(i + 1) : QChar();
        if ((c == QLatin1Char('$') || c == QLatin1Char('\\')) && next.isDigit()) {
            text += match.captured(next.digitValue());
            ++i;
        } else if (c == QLatin1Char('\\') && next == QLatin1Char('n')) {
            text += QLatin1Char('\n');
            ++i;
        } else if (c == QLatin1Char('\\') && next == QLatin1Char('t')) {
            text += QLatin1Char('\t');
            ++i;
        } else if (c == QLatin1Char('\\') && next == QLatin1Char('\\')) {
            text += c;
            ++i;
        } else {
            text += c;
        }
    }
    return text;
}

} // namespace

SearchResult findAll(std::string_view text, const SearchQuery& query, std::size_t limit)
{
    SearchResult result;
    if (query.pattern.isEmpty())
        return result;
    const QRegularExpression expression = expressionOf(query);
    if (!expression.isValid()) {
        result.error = expression.errorString();
        return result;
    }
    IndexedText indexed(text);
    QRegularExpressionMatchIterator matches = expression.globalMatch(indexed.string());
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() == 0)
            continue;
        if (result.hits.size() == limit) {
            result.complete = false;
            break;
        }
        const std::uint32_t begin = indexed.byteOffset(match.capturedStart());
        result.hits.push_back({begin, indexed.byteOffset(match.capturedEnd())});
    }
    return result;
}

std::vector<TextEdit> replaceAllEdits(std::string_view text, const SearchQuery& query, const QString& replacement)
{
    std::vector<TextEdit> edits;
    const QRegularExpression expression = expressionOf(query);
    if (query.pattern.isEmpty() || !expression.isValid())
        return edits;
    IndexedText indexed(text);
    QRegularExpressionMatchIterator matches = expression.globalMatch(indexed.string());
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() == 0)
            continue;
        const std::uint32_t begin = indexed.byteOffset(match.capturedStart());
        const std::uint32_t end = indexed.byteOffset(match.capturedEnd());
        const QString made = query.regex ? expanded(replacement, match) : replacement;
        edits.push_back({{begin, end}, made.toStdString()});
    }
    return edits;
}

} // namespace wirebench
