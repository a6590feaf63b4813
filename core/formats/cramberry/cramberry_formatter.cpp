// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_formatter.h"

#include "core/formats/cramberry/cramberry_parser.h"
#include "core/syntax/token_printer.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

/// Whether nothing goes between two tokens of one statement; `left` is `*` where a comment stands between them.
bool areJoined(const LexToken& before, std::string_view left, std::string_view right)
{
    constexpr std::string_view tightBefore = ";,:)]>?.";
    constexpr std::string_view tightAfter = "([<@.-";
    if (right.size() == 1 && tightBefore.find(right.front()) != std::string_view::npos)
        return true;
    if (before.kind == LexKind::Punctuation && tightAfter.find(left.front()) != std::string_view::npos)
        return true;
    if (right == "(" || right == "<")
        return before.kind == LexKind::Identifier && left != "*";
    return (left == "]" && right != "=" && right != "{") || (left == "{" && right == "}");
}

/// Only white space is its own.
class Printer final : public TokenPrinter {
public:
    using TokenPrinter::TokenPrinter;

private:
    /// Where the printer is inside the grammar.
    enum class At {
        Top, ///< Before a declaration or statement.
        Annotated, ///< Behind an annotation of a declaration.
        Header, ///< In `package`, `import`, or a declaration before its `{`.
        MemberStart,
        Member,
        Behind, ///< Behind an annotation of a member.
    };

    bool inBody() const { return m_at == At::MemberStart || m_at == At::Member || m_at == At::Behind; }
    std::size_t indent() const { return inBody() ? 1 : 0; }

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
            appendComment(index);
        } else {
            if (m_importEnded)
                leaveImports(nextSignificant(index));
            newLine(blankLines(index), indent());
            m_itemEnded = false;
            m_leads = block;
            appendAligned(index);
        }
        m_behindComment = true;
        m_lineComment = !block;
        m_fresh = false;
    }

    /// A comment that begins a line. Where its further lines begin with `*`, these come under each other.
    void appendAligned(std::size_t index)
    {
        std::string_view rest = textOf(index);
        const std::size_t firstEnd = rest.find('\n');
        const std::size_t stars = rest.starts_with("/*") ? countStars(rest) : 0;
        if (firstEnd == std::string_view::npos || stars == 0) {
            appendComment(index);
            return;
        }
        append(rest.substr(0, firstEnd + 1));
        rest.remove_prefix(firstEnd + 1);
        while (!rest.empty()) {
            for (std::size_t i = 0; i < indent(); ++i)
                append(kIndent);
            append(" ");
            rest.remove_prefix(rest.find('*'));
            const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
            append(rest.substr(0, end));
            rest.remove_prefix(end);
        }
    }

    /// The number of further lines of a comment, when all of them begin with `*`; else 0.
    static std::size_t countStars(std::string_view comment)
    {
        std::size_t lines = 0;
        for (std::size_t end = comment.find('\n'); end != std::string_view::npos; end = comment.find('\n', end + 1)) {
            const std::size_t first = comment.find_first_not_of(" \t", end + 1);
            if (first == std::string_view::npos || comment[first] != '*')
                return 0;
            ++lines;
        }
        return lines;
    }

    /// Blank lines to print before a token or comment that begins a line.
    std::size_t blankLines(std::size_t index) const
    {
        if (m_fresh || m_at == At::Annotated || m_at == At::Behind || m_at == At::Member)
            return 0;
        const std::size_t kept = blankLinesBefore(index);
        return m_itemEnded ? std::max<std::size_t>(kept, 1) : kept;
    }

    void printToken(std::size_t index)
    {
        const std::string_view text = textOf(index);
        if (m_at == At::MemberStart && text == "}") {
            if (!m_fresh)
                newLine(0, 0);
            append(text);
            ended(true);
            return;
        }
        separate(index, text);
        append(text);
        m_lineComment = false;
        m_behindComment = false;
        m_leads = false;
        m_fresh = false;
        m_itemEnded = false;
        m_before = index;
        follow(index, text);
    }

    /// Between a declaration, or the package, and the next thing there is a blank line; imports stand together.
    void ended(bool blankLine)
    {
        m_at = At::Top;
        m_lineComment = false;
        m_behindComment = false;
        m_leads = false;
        m_fresh = false;
        m_itemEnded = blankLine;
    }

    void separate(std::size_t index, std::string_view text)
    {
        const bool begins = m_at == At::Top || m_at == At::Annotated || m_at == At::MemberStart
            || (m_at == At::Behind && (token(index).firstOnLine || m_lineComment));
        if (begins && m_leads && !token(index).firstOnLine) {
            append(" ");
        } else if (begins) {
            leaveImports(index);
            newLine(blankLines(index), indent());
        } else if (m_lineComment) {
            newLine(0, indent() + 1);
        } else if (!areJoined(token(m_before), m_behindComment ? "*" : textOf(m_before), text)) {
            append(" ");
        }
    }

    /// A blank line goes behind the last import. `next` is what follows it, comments aside.
    void leaveImports(std::size_t next)
    {
        m_itemEnded = m_itemEnded || (m_importEnded && !isWord(next, "import"));
        m_importEnded = false;
    }

    /// Moves on in the grammar behind a token that was printed.
    void follow(std::size_t index, std::string_view text)
    {
        if (text == "@" && !m_annotation) {
            m_annotation = true;
            m_annotationHeads = m_at == At::Top || m_at == At::Annotated;
            if (m_at == At::MemberStart || m_at == At::Behind)
                m_at = At::Member;
            if (m_annotationHeads)
                m_at = At::Header;
        } else if (m_annotation) {
            followAnnotation(index, text);
        } else {
            followStatement(text);
        }
    }

    void followAnnotation(std::size_t index, std::string_view text)
    {
        m_parentheses += text == "(" ? 1 : 0;
        m_parentheses -= text == ")" ? 1 : 0;
        if (m_parentheses > 0 || (text != ")" && isWord(nextSignificant(index), "(")))
            return;
        m_annotation = false;
        if (m_annotationHeads)
            m_at = At::Annotated;
        else if (m_at == At::Member)
            m_at = At::Behind;
    }

    void followStatement(std::string_view text)
    {
        switch (m_at) {
        case At::Top:
        case At::Annotated:
            m_at = At::Header;
            m_import = text == "import";
            break;
        case At::Header:
            if (text == "{") {
                m_at = At::MemberStart;
                m_fresh = true;
            } else if (text == ";") {
                m_importEnded = m_import;
                ended(!m_import);
            }
            break;
        case At::MemberStart:
        case At::Behind:
            m_at = At::Member;
            break;
        case At::Member:
            if (text == ";")
                m_at = At::MemberStart;
            break;
        }
    }

    At m_at = At::Top;
    std::size_t m_before = 0; // the last token that was printed, comments aside
    int m_parentheses = 0; // that are open in the annotation
    bool m_annotation = false; // inside one
    bool m_annotationHeads = false; // it has a line of its own before a declaration
    bool m_import = false; // the statement is an import
    bool m_importEnded = false; // directly behind an import
    bool m_lineComment = false; // the line ends with a comment
    bool m_behindComment = false; // a comment follows the last token
    bool m_leads = false; // nothing but block comments on this line so far
    bool m_fresh = false; // directly behind `{`
    bool m_itemEnded = false; // directly behind a declaration or the package
};

/// Whether behind this problem the tokens may not be what the grammar says they are.
bool hidesStructure(const Diagnostic& problem)
{
    return problem.code == "syntax" || problem.code == "unsupported" || problem.code == "bad-identifier"
        || problem.code == "limit-depth";
}

} // namespace

std::optional<std::string> layOut(std::string_view text)
{
    if (text.size() > kLongestSchemaText)
        return std::nullopt;
    SchemaProblems problems;
    parse(text, 0, problems);
    if (std::any_of(problems.problems().begin(), problems.problems().end(), hidesStructure))
        return std::nullopt;
    return Printer(text, lex(text)).run();
}

} // namespace wirebench::cramberry
