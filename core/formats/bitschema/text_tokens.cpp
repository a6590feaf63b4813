// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/text_tokens.h"

#include "core/formats/bitschema/keys.h"
#include "core/syntax/json_problems.h"
#include "core/syntax/yaml_scalar.h"

#include <algorithm>

namespace wirebench::bitschema {

TokenKind keyKind(std::string_view key)
{
    return findDocumentKey(key) != nullptr || findFieldKey(key) != nullptr ? TokenKind::Keyword : TokenKind::FieldName;
}

TokenKind textKind(std::string_view key, std::string_view text)
{
    if (key == "type")
        return findType(text) != nullptr ? TokenKind::Type : TokenKind::Invalid;
    if (key == "name")
        return TokenKind::FieldName;
    return TokenKind::String;
}

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class JsonTokens {
public:
    explicit JsonTokens(std::string_view text) : m_text(text) { }

    std::vector<Token> read()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (isSpace(c))
                ++m_at;
            else if (c == '"')
                readString();
            else if (std::string_view("{}[],:").find(c) != std::string_view::npos)
                add(m_at + 1, TokenKind::Punctuation);
            else
                readWord();
        }
        return std::move(m_tokens);
    }

private:
    void add(std::size_t end, TokenKind kind)
    {
        m_tokens.push_back({static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(end), kind});
        m_at = end;
    }

    void readString()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != '"' && m_text[end] != '\n')
            end += m_text[end] == '\\' ? 2u : 1u;
        end = std::min(end, m_text.size());
        const std::string_view content = m_text.substr(m_at + 1, end - m_at - 1);
        const bool closed = end < m_text.size() && m_text[end] == '"';
        end += closed ? 1u : 0u;
        const std::size_t next = m_text.find_first_not_of(" \t\r\n", end);
        if (next != std::string_view::npos && m_text[next] == ':') {
            m_key = content;
            add(end, keyKind(content));
        } else {
            add(end, closed ? textKind(m_key, content) : TokenKind::Invalid);
        }
    }

    void readWord()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && !isSpace(m_text[end])
               && std::string_view("{}[],:\"").find(m_text[end]) == std::string_view::npos)
            ++end;
        const std::string_view word = m_text.substr(m_at, end - m_at);
        const bool constant = word == "true" || word == "false" || word == "null";
        add(end, constant ? TokenKind::Keyword : isJsonNumber(word) ? TokenKind::Number : TokenKind::Invalid);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string_view m_key;
    std::vector<Token> m_tokens;
};

class YamlTokens {
public:
    explicit YamlTokens(std::string_view text) : m_text(text) { }

    std::vector<Token> read()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '\n')
                startLine();
            else if (isSpace(m_text[m_at]))
                ++m_at;
            else
                readOne();
        }
        return std::move(m_tokens);
    }

private:
    void startLine()
    {
        ++m_at;
        m_lineStart = m_at;
        m_column = 0;
        if (m_flow == 0)
            m_key = {};
    }

    void add(std::size_t end, TokenKind kind)
    {
        m_tokens.push_back({static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(end), kind});
        m_at = end;
    }

    std::size_t lineEnd() const { return std::min(m_text.find('\n', m_at), m_text.size()); }
    bool spaceAt(std::size_t at) const { return at >= m_text.size() || isSpace(m_text[at]); }

    void readOne()
    {
        const char c = m_text[m_at];
        const bool first = m_at == m_lineStart;
        if (c == '#' && (first || isSpace(m_text[m_at - 1])))
            return add(lineEnd(), TokenKind::Comment);
        if (first && (c == '%' || m_text.substr(m_at, 3) == "---" || m_text.substr(m_at, 3) == "..."))
            return add(c == '%' ? lineEnd() : m_at + 3, TokenKind::Annotation);
        if (c == '-' && spaceAt(m_at + 1) && m_flow == 0) {
            m_column = m_at - m_lineStart;
            return add(m_at + 1, TokenKind::Punctuation);
        }
        if (c == '&' || c == '*' || c == '!')
            return readProperty();
        if (c == '"' || c == '\'')
            return readQuoted();
        if ((c == '|' || c == '>') && m_flow == 0)
            return readBlock();
        if (isPunctuation(c))
            return readPunctuation(c);
        readPlain();
    }

    bool isPunctuation(char c) const
    {
        if (c == '[' || c == ']' || c == '{' || c == '}' || c == ',')
            return true;
        return (c == ':' || c == '?') && spaceAt(m_at + 1);
    }

    void readPunctuation(char c)
    {
        if (c == '[' || c == '{')
            ++m_flow;
        else if ((c == ']' || c == '}') && m_flow > 0)
            --m_flow;
        add(m_at + 1, TokenKind::Punctuation);
    }

    void readProperty()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && !isSpace(m_text[end])
               && std::string_view("[]{},").find(m_text[end]) == std::string_view::npos)
            ++end;
        add(end, TokenKind::Annotation);
    }

    /// Whether a scalar that ends at `end` is a key.
    bool isKey(std::size_t end) const
    {
        const std::size_t next = m_text.find_first_not_of(" \t", end);
        return next != std::string_view::npos && m_text[next] == ':' && spaceAt(next + 1);
    }

    void addScalar(std::size_t end, std::string_view content, bool plain)
    {
        if (isKey(end)) {
            m_key = content;
            m_column = m_at - m_lineStart;
            return add(end, keyKind(content));
        }
        TokenKind kind = textKind(m_key, content);
        if (plain && kind == TokenKind::String) {
            const JsonKind resolved = resolvePlainScalar(content).kind;
            kind = resolved == JsonKind::Number ? TokenKind::Number
                : resolved == JsonKind::String  ? TokenKind::String
                                                : TokenKind::Keyword;
        }
        add(end, kind);
    }

    void readQuoted()
    {
        const std::uint32_t end = scalarEnd(m_text, static_cast<std::uint32_t>(m_at), {});
        const std::size_t content = end > m_at + 1 ? end - m_at - 2 : 0;
        addScalar(end, m_text.substr(m_at + 1, content), false);
    }

    void readPlain()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && m_text[end] != '\n') {
            const char c = m_text[end];
            if (c == ':'
                && (spaceAt(end + 1)
                    || (m_flow > 0 && std::string_view(",[]{}").find(m_text[end + 1]) != std::string_view::npos)))
                break;
            if (c == '#' && end > m_at && isSpace(m_text[end - 1]))
                break;
            if (m_flow > 0 && std::string_view(",[]{}").find(c) != std::string_view::npos)
                break;
            ++end;
        }
        while (end > m_at + 1 && isSpace(m_text[end - 1]))
            --end;
        if (end == m_at)
            ++end;
        addScalar(end, m_text.substr(m_at, end - m_at), true);
    }

    /// A block scalar: its header, then the lines that are indented more than what it belongs to.
    void readBlock()
    {
        std::size_t end = lineEnd();
        while (end < m_text.size()) {
            const std::size_t content = m_text.find_first_not_of(" \r", end + 1);
            const bool blank = content == std::string_view::npos || m_text[content] == '\n';
            if (!blank && content - end - 1 <= m_column)
                break;
            end = std::min(m_text.find('\n', end + 1), m_text.size());
        }
        add(end, TokenKind::String);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_lineStart = 0;
    std::size_t m_column = 0; ///< Of the key or dash a block scalar would belong to.
    std::size_t m_flow = 0; ///< Open brackets.
    std::string_view m_key;
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> schemaTokens(std::string_view text, Notation notation)
{
    return notation == Notation::Json ? JsonTokens(text).read() : YamlTokens(text).read();
}

} // namespace wirebench::bitschema
