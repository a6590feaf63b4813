// SPDX-License-Identifier: MIT
#include "core/syntax/text_lexer.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordPart(char c)
{
    return isIdentifierPart(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

class Lexer {
public:
    Lexer(std::string_view text, BlockComments blockComments) : m_text(text), m_blockComments(blockComments)
    {
        if (m_text.starts_with(kByteOrderMark))
            m_at = kByteOrderMark.size();
    }

    std::vector<LexToken> run()
    {
        for (skipBlanks(); m_at < m_text.size(); skipBlanks())
            lexToken();
        add(LexKind::End, m_at);
        return std::move(m_tokens);
    }

private:
    char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }

    void skipBlanks()
    {
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\n' || c == '\r')
                m_lineStart = true;
            else if (c != ' ' && c != '\t')
                return;
        }
    }

    void add(LexKind kind, std::size_t end, bool closed = true)
    {
        m_tokens.push_back(
            {kind, closed, m_lineStart, static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(end)});
        m_at = end;
        m_lineStart = false;
    }

    void lexToken()
    {
        const char c = m_text[m_at];
        if (c == '/' && at(m_at + 1) == '/')
            lexLineComment();
        else if (c == '/' && at(m_at + 1) == '*')
            lexBlockComment();
        else if (isDigit(c))
            lexNumber();
        else if (isWordPart(c))
            lexWord();
        else if (c == '"')
            lexString();
        else if (isControl(c))
            lexControl();
        else
            add(LexKind::Punctuation, m_at + 1);
    }

    void lexLineComment()
    {
        const std::size_t end = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
        const std::string_view comment = m_text.substr(m_at, end - m_at);
        const bool doc = comment.starts_with("///") && !comment.starts_with("////");
        add(doc ? LexKind::DocComment : LexKind::Comment, end);
    }

    void lexBlockComment()
    {
        std::size_t open = 1;
        std::size_t end = m_at + 2;
        while (end < m_text.size() && open > 0) {
            if (m_blockComments == BlockComments::Nested && m_text[end] == '/' && at(end + 1) == '*') {
                ++open;
                end += 2;
            } else if (m_text[end] == '*' && at(end + 1) == '/') {
                --open;
                end += 2;
            } else {
                ++end;
            }
        }
        addBlockComment(std::min(end, m_text.size()), open == 0);
    }

    void addBlockComment(std::size_t end, bool closed)
    {
        const std::string_view comment = m_text.substr(m_at, end - m_at);
        const bool doc = m_blockComments == BlockComments::FlatDocs && comment.starts_with("/**")
            && comment.size() > std::string_view("/**/").size() && comment[3] != '*';
        add(doc ? LexKind::DocComment : LexKind::BlockComment, end, closed);
    }

    void lexNumber()
    {
        const bool hex = at(m_at) == '0' && asciiLower(at(m_at + 1)) == 'x';
        const auto signsExponent = [&](std::size_t i) {
            return !hex && (m_text[i] == '-' || m_text[i] == '+') && asciiLower(m_text[i - 1]) == 'e'
                && isDigit(at(i + 1));
        };
        std::size_t end = m_at + 1;
        while (end < m_text.size()
               && (isWordPart(m_text[end]) || (m_text[end] == '.' && isDigit(at(end + 1))) || signsExponent(end)))
            ++end;
        add(LexKind::Number, end);
    }

    void lexWord()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isWordPart(m_text[end]))
            ++end;
        const bool good = isIdentifier(m_text.substr(m_at, end - m_at));
        add(good ? LexKind::Identifier : LexKind::BadWord, end);
    }

    void lexString()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != '"' && m_text[end] != '\n' && m_text[end] != '\r')
            end += m_text[end] == '\\' && end + 1 < m_text.size() && !isControl(m_text[end + 1]) ? 2u : 1u;
        const bool closed = at(end) == '"';
        add(LexKind::String, closed ? end + 1 : end, closed);
    }

    void lexControl()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isControl(m_text[end])
               && std::string_view("\t\r\n").find(m_text[end]) == std::string_view::npos)
            ++end;
        add(LexKind::Invalid, end);
    }

    std::string_view m_text;
    BlockComments m_blockComments;
    std::vector<LexToken> m_tokens;
    std::size_t m_at = 0;
    bool m_lineStart = true;
};

} // namespace

std::vector<LexToken> lexText(std::string_view text, BlockComments blockComments)
{
    return Lexer(text, blockComments).run();
}

std::string readableUtf8(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t good = validUtf8Prefix(asBytes(text));
        result.append(text.substr(0, good));
        if (good < text.size())
            result.append(kReplacement);
        text.remove_prefix(std::min(text.size(), good + 1));
    }
    return result;
}

std::string docText(std::string_view text, std::span<const LexToken> comments)
{
    std::string result;
    bool first = true;
    for (const LexToken& comment : comments) {
        std::string_view line = text.substr(comment.begin, comment.end - comment.begin);
        line.remove_prefix(std::min<std::size_t>(3, line.size()));
        if (line.starts_with(' '))
            line.remove_prefix(1);
        line = line.substr(0, line.find_last_not_of(" \t") + 1);
        if (!first)
            result.push_back('\n');
        result.append(readableUtf8(line));
        first = false;
    }
    return result;
}

std::string excerpt(std::string_view text, std::size_t longest)
{
    std::string result;
    std::size_t points = 0;
    const std::string readable = readableUtf8(text.substr(0, 4 * longest + 4));
    for (std::size_t i = 0; i < readable.size(); ++i) {
        const char c = readable[i];
        const bool continuation = (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
        if (!continuation && points++ == longest) {
            result.append("…");
            break;
        }
        if (c == '\n' || c == '\r' || c == '\t')
            result.push_back(' ');
        else if (isControl(c))
            result.append("\\x").append(toHex(asBytes(std::string_view(readable).substr(i, 1))));
        else
            result.push_back(c);
    }
    return result;
}

TokenCursor::TokenCursor(std::string_view text, std::span<const LexToken> tokens) : m_text(text), m_tokens(tokens)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].isComment())
            m_significant.push_back(static_cast<std::uint32_t>(i));
    }
    m_partner.resize(m_significant.size());
    std::vector<std::uint32_t> open;
    for (std::size_t i = 0; i < m_significant.size(); ++i) {
        const LexToken& token = m_tokens[m_significant[i]];
        if (token.kind != LexKind::Punctuation)
            continue;
        const char c = m_text[token.begin];
        const std::size_t closing = std::string_view(")]}").find(c);
        if (c == '(' || c == '[' || c == '{') {
            open.push_back(static_cast<std::uint32_t>(i));
        } else if (closing != std::string_view::npos) {
            // Brackets of another kind that were never closed do not hide the partner of a brace.
            const char wanted = "([{"[closing];
            const auto isWanted = [&](std::uint32_t at) { return m_text[m_tokens[m_significant[at]].begin] == wanted; };
            if (c == '}') {
                while (!open.empty() && !isWanted(open.back()))
                    open.pop_back();
            }
            if (!open.empty() && isWanted(open.back())) {
                m_partner[open.back()] = static_cast<std::uint32_t>(i);
                open.pop_back();
            }
        }
    }
}

const LexToken& TokenCursor::peek(std::size_t ahead) const
{
    return m_tokens[m_significant[std::min(m_at + ahead, m_significant.size() - 1)]];
}

const LexToken& TokenCursor::previous() const
{
    return m_tokens[m_significant[m_at == 0 ? 0 : m_at - 1]];
}

bool TokenCursor::at(std::string_view word, std::size_t ahead) const
{
    const LexToken& token = peek(ahead);
    return (token.kind == LexKind::Identifier || token.kind == LexKind::Punctuation) && textOf(token) == word;
}

bool TokenCursor::adjacent(std::size_t ahead) const
{
    const std::size_t index = std::min(m_at + ahead, m_significant.size() - 1);
    return index > 0 && m_tokens[m_significant[index - 1]].end == m_tokens[m_significant[index]].begin;
}

void TokenCursor::jumpTo(std::size_t index)
{
    m_at = std::min(index, m_significant.size() - 1);
}

std::span<const LexToken> TokenCursor::commentsBefore() const
{
    const std::size_t first = m_at == 0 ? 0 : m_significant[m_at - 1] + 1;
    return m_tokens.subspan(first, m_significant[m_at] - first);
}

std::size_t TokenCursor::toPartner(std::size_t ahead) const
{
    const std::size_t index = m_at + ahead;
    return index < m_partner.size() && m_partner[index] != 0 ? m_partner[index] - index : 0;
}

std::size_t nameTokens(const TokenCursor& cursor, std::string_view joiners)
{
    const auto isPart = [&](std::size_t ahead) {
        const LexKind kind = cursor.peek(ahead).kind;
        return kind == LexKind::Identifier || kind == LexKind::BadWord || kind == LexKind::Number;
    };
    const auto joins = [&](std::size_t ahead) {
        const LexToken& token = cursor.peek(ahead);
        return token.kind == LexKind::Punctuation && joiners.find(cursor.textOf(token)) != std::string_view::npos
            && cursor.adjacent(ahead) && cursor.adjacent(ahead + 1) && isPart(ahead + 1);
    };
    if (!isPart(0))
        return 0;
    std::size_t tokens = 1;
    while (joins(tokens))
        tokens += 2;
    return tokens;
}

std::string identifierFrom(std::string_view written)
{
    std::string name;
    for (const char c : written) {
        if (isIdentifierPart(c))
            name.push_back(c);
        else if (name.empty() || name.back() != '_')
            name.push_back('_');
    }
    if (name.empty() || !isIdentifierStart(name.front()))
        name.insert(0, "_");
    return name;
}

} // namespace wirebench
