// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_formatter.h"

#include "core/formats/sdp/sdp_parser.h"
#include "core/syntax/text_lexer.h"

#include <algorithm>
#include <utility>

namespace wirebench::sdp {

namespace {

constexpr std::string_view kIndent = "    ";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Puts the tokens of a well-formed schema on new lines, in their order. Only white space, and the comma behind the
/// last field of a declaration, are its own.
class Printer {
public:
    Printer(std::string_view text, std::vector<LexToken> tokens)
        : m_text(text), m_tokens(std::move(tokens)), m_lineEnd(lineEndOf(text))
    {
    }

    std::string run()
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

private:
    /// Where the printer is inside the grammar.
    enum class At { Top, Header, FieldStart, Field, FieldEnd };

    static std::string_view lineEndOf(std::string_view text)
    {
        const std::size_t end = text.find_first_of("\r\n");
        if (end == std::string_view::npos || text[end] == '\n')
            return "\n";
        return text.substr(end, text.substr(end).starts_with("\r\n") ? 2 : 1);
    }

    std::string_view textOf(const LexToken& token) const { return m_text.substr(token.begin, token.end - token.begin); }

    bool isWord(const LexToken& token, std::string_view word) const
    {
        return !token.isComment() && textOf(token) == word;
    }

    /// Blank lines between this token and the one before, at most two.
    std::size_t blankLinesBefore(std::size_t index) const
    {
        if (index == 0)
            return 0;
        std::size_t lines = 0;
        for (std::size_t i = m_tokens[index - 1].end; i < m_tokens[index].begin; ++i)
            lines += m_text[i] == '\n' || (m_text[i] == '\r' && m_text[i + 1] != '\n');
        return std::min<std::size_t>(lines < 2 ? 0 : lines - 1, 2);
    }

    void newLine(std::size_t blankLines, bool indented)
    {
        if (m_out.size() == m_start)
            return;
        for (std::size_t i = 0; i <= blankLines; ++i)
            m_out.append(m_lineEnd);
        if (indented)
            m_out.append(kIndent);
    }

    void print(std::size_t index)
    {
        if (m_tokens[index].isComment())
            printComment(index);
        else
            printToken(index);
    }

    void printComment(std::size_t index)
    {
        const LexToken& token = m_tokens[index];
        if (m_at == At::FieldEnd && !std::exchange(m_comma, true))
            m_out.push_back(',');
        if (index > 0 && !token.firstOnLine && !m_afterComment)
            m_out.push_back(' ');
        else
            newLine(std::exchange(m_declEnded, false) ? std::max<std::size_t>(blankLines(index), 1) : blankLines(index),
                    m_at != At::Top);
        const std::string_view comment = textOf(token);
        m_out.append(comment.substr(0, comment.find_last_not_of(" \t") + 1));
        m_afterComment = true;
        m_fresh = false;
    }

    /// Blank lines to print before a token that begins a line.
    std::size_t blankLines(std::size_t index) const
    {
        if (m_fresh && m_at != At::Top)
            return 0;
        const std::size_t kept = blankLinesBefore(index);
        return m_declEnded ? std::max<std::size_t>(kept, 1) : kept;
    }

    void printToken(std::size_t index)
    {
        const LexToken& token = m_tokens[index];
        const std::string_view text = textOf(token);
        if (text == "," && m_at == At::FieldEnd) {
            if (!std::exchange(m_comma, true))
                m_out.push_back(',');
            return;
        }
        if (text == "}") {
            closeDecl(index);
            return;
        }
        separate(index, text);
        m_out.append(text);
        m_afterComment = false;
        m_fresh = false;
        m_declEnded = false;
        follow(index, text);
    }

    void closeDecl(std::size_t index)
    {
        if (m_at == At::FieldEnd && !m_comma)
            m_out.push_back(',');
        if (!m_fresh)
            newLine(0, false);
        m_out.append(textOf(m_tokens[index]));
        m_at = At::Top;
        m_afterComment = false;
        m_declEnded = true;
        m_fresh = false;
    }

    void separate(std::size_t index, std::string_view text)
    {
        if (m_at == At::Top || m_at == At::FieldStart || m_at == At::FieldEnd) {
            newLine(blankLines(index), m_at != At::Top);
            return;
        }
        if (m_afterComment) {
            newLine(0, true);
            m_out.append(m_at == At::Field ? kIndent : std::string_view());
            return;
        }
        const bool tight = text == ":" || (m_at == At::Field && m_typeBegun);
        if (!tight)
            m_out.push_back(' ');
    }

    /// Moves on in the grammar behind a token that was printed.
    void follow(std::size_t index, std::string_view text)
    {
        switch (m_at) {
        case At::Top:
            m_at = At::Header;
            break;
        case At::Header:
            if (text == "{") {
                m_at = At::FieldStart;
                m_fresh = true;
            }
            break;
        case At::FieldStart:
        case At::FieldEnd:
            m_at = At::Field;
            m_comma = false;
            m_typeBegun = false;
            m_colon = false;
            break;
        case At::Field:
            m_typeBegun = m_colon;
            m_colon = m_colon || text == ":";
            if (m_typeBegun && typeEnds(index))
                m_at = At::FieldEnd;
            break;
        }
    }

    bool typeEnds(std::size_t index) const
    {
        std::size_t next = index + 1;
        while (m_tokens[next].isComment())
            ++next;
        return isWord(m_tokens[next], ",") || isWord(m_tokens[next], "}");
    }

    std::string_view m_text;
    std::vector<LexToken> m_tokens;
    std::string_view m_lineEnd;
    std::string m_out;
    std::size_t m_start = 0;
    At m_at = At::Top;
    bool m_comma = false; // the current field has its comma
    bool m_colon = false; // the current field's colon was printed
    bool m_typeBegun = false; // some of the current field's type was printed
    bool m_afterComment = false; // the line ends with a comment
    bool m_fresh = false; // directly behind `{`
    bool m_declEnded = false; // directly behind `}`
};

/// Whether behind this problem the tokens may not be what the grammar says they are.
bool hidesStructure(const Diagnostic& problem)
{
    return problem.code == "syntax" || problem.code == "unsupported" || problem.code == "bad-identifier";
}

} // namespace

std::optional<std::string> layOut(std::string_view text)
{
    if (text.size() > kLongestSchemaText)
        return std::nullopt;
    SchemaProblems problems;
    parse(text, problems);
    if (std::any_of(problems.problems().begin(), problems.problems().end(), hidesStructure))
        return std::nullopt;
    return Printer(text, lexText(text)).run();
}

} // namespace wirebench::sdp
