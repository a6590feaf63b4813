// SPDX-License-Identifier: MIT
#include "core/syntax/token_printer.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view firstLineEnd(std::string_view text)
{
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos || text[end] == '\n')
        return "\n";
    return text.substr(end, text.substr(end).starts_with("\r\n") ? 2 : 1);
}

} // namespace

TokenPrinter::TokenPrinter(std::string_view text, std::vector<LexToken> tokens)
    : m_text(text), m_tokens(std::move(tokens)), m_lineEnd(firstLineEnd(text))
{
}

std::string TokenPrinter::run()
{
    if (m_text.starts_with(kByteOrderMark))
        m_out = kByteOrderMark;
    m_start = m_out.size();
    for (std::size_t i = 0; i + 1 < m_tokens.size(); ++i)
        print(i);
    if (m_out.size() > m_start)
        m_out.append(m_lineEnd);
    return std::move(m_out);
}

std::string_view TokenPrinter::textOf(std::size_t index) const
{
    return m_text.substr(m_tokens[index].begin, m_tokens[index].end - m_tokens[index].begin);
}

bool TokenPrinter::isWord(std::size_t index, std::string_view word) const
{
    return !m_tokens[index].isComment() && textOf(index) == word;
}

std::size_t TokenPrinter::nextSignificant(std::size_t index) const
{
    do {
        index = std::min(index + 1, m_tokens.size() - 1);
    } while (m_tokens[index].isComment());
    return index;
}

std::size_t TokenPrinter::blankLinesBefore(std::size_t index) const
{
    if (index == 0)
        return 0;
    std::size_t lines = 0;
    for (std::size_t i = m_tokens[index - 1].end; i < m_tokens[index].begin; ++i)
        lines += m_text[i] == '\n' || (m_text[i] == '\r' && m_text[i + 1] != '\n');
    return std::min<std::size_t>(lines < 2 ? 0 : lines - 1, 2);
}

void TokenPrinter::appendComment(std::size_t index)
{
    const std::string_view comment = textOf(index);
    m_out.append(comment.substr(0, comment.find_last_not_of(" \t") + 1));
}

void TokenPrinter::newLine(std::size_t blankLines, std::size_t indent)
{
    if (m_out.size() == m_start)
        return;
    for (std::size_t i = 0; i <= blankLines; ++i)
        m_out.append(m_lineEnd);
    for (std::size_t i = 0; i < indent; ++i)
        m_out.append(kIndent);
}

} // namespace wirebench
