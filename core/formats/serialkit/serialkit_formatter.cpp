// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_formatter.h"

#include "core/formats/serialkit/serialkit_parser.h"
#include "core/syntax/token_printer.h"

#include <algorithm>
#include <utility>

namespace wirebench::serialkit {

namespace {

/// Only white space, and the separator behind the last value of an enum, are its own.
class Printer final : public TokenPrinter {
public:
    using TokenPrinter::TokenPrinter;

private:
    /// Where the printer is inside the grammar.
    enum class At { Top, Namespace, Header, MemberStart, Member, MemberEnd };

    bool inBody() const { return m_at == At::MemberStart || m_at == At::Member || m_at == At::MemberEnd; }

    void print(std::size_t index) override
    {
        if (token(index).isComment())
            printComment(index);
        else
            printToken(index);
    }

    void printComment(std::size_t index)
    {
        const bool block = token(index).kind == LexKind::BlockComment;
        if (index > 0 && !token(index).firstOnLine && !m_lineComment) {
            append(" ");
            m_leads = m_leads && block;
        } else {
            newLine(blankLines(index), inBody() ? 1 : 0);
            m_itemEnded = false;
            m_leads = block;
        }
        appendComment(index);
        m_lineComment = !block;
        m_fresh = false;
    }

    /// Blank lines to print before a token that begins a line.
    std::size_t blankLines(std::size_t index) const
    {
        if (m_fresh)
            return 0;
        const std::size_t kept = blankLinesBefore(index);
        return m_itemEnded ? std::max<std::size_t>(kept, 1) : kept;
    }

    void printToken(std::size_t index)
    {
        const std::string_view text = textOf(index);
        if (text == "}") {
            if (!m_fresh)
                newLine(0, 0);
            append(text);
            ended();
            return;
        }
        separate(index, text);
        append(text);
        m_lineComment = false;
        m_leads = false;
        m_fresh = false;
        m_itemEnded = false;
        m_tight = text == "-" || (m_at == At::Namespace && text == ".");
        follow(index, text);
    }

    void ended()
    {
        m_at = At::Top;
        m_lineComment = false;
        m_leads = false;
        m_fresh = false;
        m_itemEnded = true;
    }

    void separate(std::size_t index, std::string_view text)
    {
        const bool begins = m_at == At::Top || m_at == At::MemberStart || m_at == At::MemberEnd;
        const bool tight = m_tight || text == ";" || text == "," || (m_at == At::Namespace && text == ".");
        if (begins && m_leads && !token(index).firstOnLine) {
            append(" ");
        } else if (begins) {
            newLine(blankLines(index), m_at == At::Top ? 0 : 1);
        } else if (m_lineComment) {
            newLine(0, m_at == At::Member ? 2 : 1);
        } else if (!tight) {
            append(" ");
        }
    }

    /// Moves on in the grammar behind a token that was printed.
    void follow(std::size_t index, std::string_view text)
    {
        switch (m_at) {
        case At::Top:
            m_at = text == "namespace" ? At::Namespace : At::Header;
            break;
        case At::Namespace:
            if (text == ";")
                ended();
            break;
        case At::Header:
            if (text == "{") {
                m_at = At::MemberStart;
                m_fresh = true;
                m_separator = ";";
            }
            break;
        case At::MemberStart:
        case At::MemberEnd:
            m_at = At::Member;
            break;
        case At::Member:
            if (text == ";" || text == ",") {
                m_separator = text;
                m_at = At::MemberEnd;
            } else if (token(index).kind == LexKind::Number && isWord(nextSignificant(index), "}")) {
                append(m_separator);
                m_at = At::MemberEnd;
            }
            break;
        }
    }

    At m_at = At::Top;
    std::string_view m_separator = ";"; // of the member before, in this declaration
    bool m_tight = false; // nothing goes between the last token and the next
    bool m_lineComment = false; // the line ends with a comment
    bool m_leads = false; // nothing but block comments on this line so far
    bool m_fresh = false; // directly behind `{`
    bool m_itemEnded = false; // directly behind a declaration or the namespace
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
    return Printer(text, lexSkit(text)).run();
}

} // namespace wirebench::serialkit
