// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_formatter.h"

#include "core/formats/sdp/sdp_parser.h"
#include "core/syntax/token_printer.h"

#include <algorithm>
#include <utility>

namespace wirebench::sdp {

namespace {

/// Only white space, and the comma behind the last field of a declaration, are its own.
class Printer final : public TokenPrinter {
public:
    using TokenPrinter::TokenPrinter;

private:
    /// Where the printer is inside the grammar.
    enum class At { Top, Header, FieldStart, Field, FieldEnd };

    void print(std::size_t index) override
    {
        if (token(index).isComment())
            printComment(index);
        else
            printToken(index);
    }

    void printComment(std::size_t index)
    {
        if (m_at == At::FieldEnd && !std::exchange(m_comma, true))
            append(",");
        if (index > 0 && !token(index).firstOnLine && !m_afterComment)
            append(" ");
        else
            newLine(std::exchange(m_declEnded, false) ? std::max<std::size_t>(blankLines(index), 1) : blankLines(index),
                    m_at == At::Top ? 0 : 1);
        appendComment(index);
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
        const std::string_view text = textOf(index);
        if (text == "," && m_at == At::FieldEnd) {
            if (!std::exchange(m_comma, true))
                append(",");
            return;
        }
        if (text == "}") {
            closeDecl(index);
            return;
        }
        separate(index, text);
        append(text);
        m_afterComment = false;
        m_fresh = false;
        m_declEnded = false;
        follow(index, text);
    }

    void closeDecl(std::size_t index)
    {
        if (m_at == At::FieldEnd && !m_comma)
            append(",");
        if (!m_fresh)
            newLine(0, 0);
        append(textOf(index));
        m_at = At::Top;
        m_afterComment = false;
        m_declEnded = true;
        m_fresh = false;
    }

    void separate(std::size_t index, std::string_view text)
    {
        if (m_at == At::Top || m_at == At::FieldStart || m_at == At::FieldEnd) {
            newLine(blankLines(index), m_at == At::Top ? 0 : 1);
            return;
        }
        if (m_afterComment) {
            newLine(0, 1);
            append(m_at == At::Field ? kIndent : std::string_view());
            return;
        }
        const bool tight = text == ":" || (m_at == At::Field && m_typeBegun);
        if (!tight)
            append(" ");
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
        const std::size_t next = nextSignificant(index);
        return isWord(next, ",") || isWord(next, "}");
    }

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
