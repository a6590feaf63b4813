// SPDX-License-Identifier: MIT
#include "core/syntax/json_cursor.h"

#include "core/base/text.h"

namespace wirebench {

namespace {

bool isWordPart(char c)
{
    return isIdentifierPart(c) || c == '.' || c == '+' || c == '-' || c == '$';
}

} // namespace

TextRange JsonCursor::restRange() const
{
    std::size_t end = m_text.find_first_of("\r\n", m_at);
    return {m_at, static_cast<std::uint32_t>(end == std::string_view::npos ? m_text.size() : end)};
}

TextRange JsonCursor::characterRange() const
{
    std::uint32_t end = m_at + 1;
    while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xC0u) == 0x80u)
        ++end;
    return {m_at, end};
}

void JsonCursor::skipSpace()
{
    m_stuck = false;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            ++m_at;
        else if (c == '/' || c == '#')
            skipComment();
        else
            return;
        if (m_stuck)
            return;
    }
}

void JsonCursor::skipComment()
{
    const std::string_view rest = m_text.substr(m_at);
    std::size_t end = std::string_view::npos;
    if (rest.starts_with("/*")) {
        end = m_text.find("*/", m_at + 2);
        end = end == std::string_view::npos ? m_text.size() : end + 2;
    } else if (rest.starts_with("//") || rest.starts_with('#')) {
        end = restRange().end;
    } else {
        m_stuck = true;
        return;
    }
    m_problems.syntax({m_at, static_cast<std::uint32_t>(end)},
                      {"JSON has no comments. Put the remark into a \"description\" or remove it.", {}});
    m_at = static_cast<std::uint32_t>(end);
}

std::uint32_t JsonCursor::wordEnd() const
{
    std::uint32_t end = m_at;
    while (end < m_text.size() && isWordPart(m_text[end]))
        ++end;
    return end;
}

void JsonCursor::skipToItem()
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == ',' || c == ']' || c == '}' || c == '[' || c == '{')
            return;
        if (c == '"')
            skipString();
        else
            ++m_at;
    }
}

void JsonCursor::skipString()
{
    for (++m_at; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '\\')
            ++m_at;
        else if (c == '"' || c == '\n') {
            ++m_at;
            return;
        }
    }
    m_at = static_cast<std::uint32_t>(m_text.size());
}

void JsonCursor::skipBalanced()
{
    std::uint64_t open = 0;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '"') {
            skipString();
            continue;
        }
        ++m_at;
        if (c == '[' || c == '{')
            ++open;
        else if ((c == ']' || c == '}') && --open == 0)
            return;
    }
}

} // namespace wirebench
