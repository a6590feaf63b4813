// SPDX-License-Identifier: MIT
#include "core/codegen/regex_syntax.h"

#include "core/codegen/regex_characters.h"
#include "core/codegen/regex_scanner.h"
#include "core/wire/validation.h"

#include <algorithm>
#include <string>
#include <utility>

namespace wirebench {

namespace {

using Kind = RegexNode::Kind;

constexpr unsigned kMostDepth = 200;

RegexNode nodeOf(Kind kind)
{
    RegexNode node;
    node.kind = kind;
    return node;
}

class Reader {
public:
    explicit Reader(std::string_view expression) : m_in(expression) { }

    std::optional<RegexNode> run()
    {
        RegexNode node = choice();
        return m_in.sound() && m_in.atEnd() ? std::optional(std::move(node)) : std::nullopt;
    }

private:
    struct Flags {
        bool foldsCase = false;
        bool dotIsAll = false;
        bool byLine = false;
    };

    /// Up to the end of a group or of the expression.
    RegexNode choice()
    {
        RegexNode result = nodeOf(Kind::Choice);
        do {
            result.parts.push_back(sequence());
        } while (m_in.take("|") && m_in.sound());
        return result.parts.size() == 1 ? std::move(result.parts.front()) : result;
    }

    RegexNode sequence()
    {
        RegexNode result = nodeOf(Kind::Sequence);
        while (m_in.sound() && !m_in.atEnd() && m_in.peek() != '|' && m_in.peek() != ')') {
            if (!repetition(result.parts))
                part(result.parts);
        }
        return result;
    }

    /// A repetition of the last part; false when what follows is none.
    bool repetition(std::vector<RegexNode>& parts)
    {
        RegexNode node = nodeOf(Kind::Repeat);
        node.most = RegexNode::kNoMost;
        if (m_in.take("+"))
            node.least = 1;
        else if (m_in.take("?"))
            node.most = 1;
        else if (!m_in.take("*") && !braces(node))
            return false;
        m_in.take("?");
        m_in.require(!parts.empty());
        if (!m_in.sound())
            return true;
        node.parts.push_back(std::move(parts.back()));
        parts.back() = std::move(node);
        return true;
    }

    /// `{2}`, `{2,}` and `{2,3}`; all else that begins with a brace stands for itself.
    bool braces(RegexNode& node)
    {
        const RegexScanner before = m_in;
        const bool there = m_in.take("{") && m_in.number(node.least);
        node.most = node.least;
        if (there && m_in.take(",") && !m_in.number(node.most))
            node.most = RegexNode::kNoMost;
        if (there && m_in.take("}"))
            return true;
        m_in = before;
        return false;
    }

    void part(std::vector<RegexNode>& parts)
    {
        switch (m_in.peek()) {
        case '(':
            group(parts);
            break;
        case '[':
            parts.push_back(characters(bracketed()));
            break;
        case '.':
            m_in.next();
            parts.push_back(characters(complement(m_flags.dotIsAll ? CodePointSet() : CodePointSet{{'\n', '\n'}})));
            break;
        case '^':
            m_in.next();
            parts.push_back(nodeOf(m_flags.byLine ? Kind::LineBegin : Kind::TextBegin));
            break;
        case '$':
            m_in.next();
            parts.push_back(nodeOf(m_flags.byLine ? Kind::LineEnd : Kind::TextEnd));
            break;
        case '\\':
            escape(parts);
            break;
        default:
            parts.push_back(literal(m_in.codePoint()));
            break;
        }
    }

    static RegexNode characters(CodePointSet set)
    {
        RegexNode node = nodeOf(Kind::Characters);
        node.characters = std::move(set);
        return node;
    }

    RegexNode literal(std::uint32_t c) const { return characters(cased({{c, c}})); }

    CodePointSet cased(CodePointSet set) const { return m_flags.foldsCase ? withOtherCases(set) : std::move(set); }

    void group(std::vector<RegexNode>& parts)
    {
        m_in.next();
        const Flags outside = m_flags;
        if (m_in.take("?P<") || m_in.take("?<")) {
            while (m_in.sound() && m_in.next() != '>') { }
        } else if (m_in.take("?") && !flags()) {
            return; // They hold up to the end of the group around them.
        }
        m_in.require(++m_depth <= kMostDepth);
        if (m_in.sound())
            parts.push_back(choice());
        m_in.require(m_in.take(")"));
        m_flags = outside;
        --m_depth;
    }

    /// Flags behind `(?`; true when the content of a group follows.
    bool flags()
    {
        bool value = true;
        while (m_in.sound()) {
            switch (m_in.next()) {
            case 'i':
                m_flags.foldsCase = value;
                break;
            case 'm':
                m_flags.byLine = value;
                break;
            case 's':
                m_flags.dotIsAll = value;
                break;
            case 'U':
                break;
            case '-':
                value = false;
                break;
            case ':':
                return true;
            case ')':
                return false;
            default:
                m_in.require(false);
                break;
            }
        }
        return false;
    }

    void escape(std::vector<RegexNode>& parts)
    {
        if (m_in.take("\\A")) {
            parts.push_back(nodeOf(Kind::TextBegin));
        } else if (m_in.take("\\z")) {
            parts.push_back(nodeOf(Kind::TextEnd));
        } else if (m_in.take("\\b")) {
            parts.push_back(nodeOf(Kind::WordEdge));
        } else if (m_in.take("\\B")) {
            parts.push_back(nodeOf(Kind::NoWordEdge));
        } else if (m_in.take("\\C")) {
            parts.push_back(nodeOf(Kind::AnyByte));
        } else if (m_in.take("\\Q")) {
            while (m_in.sound() && !m_in.atEnd() && !m_in.take("\\E"))
                parts.push_back(literal(m_in.codePoint()));
        } else if (auto set = classEscape()) {
            parts.push_back(characters(*std::move(set)));
        } else {
            parts.push_back(literal(m_in.escapedCodePoint()));
        }
    }

    /// `\d`, `\pL` and the like, as they stand inside and outside of brackets.
    std::optional<CodePointSet> classEscape()
    {
        if (m_in.peek() != '\\')
            return std::nullopt;
        if (m_in.peek(1) == 'p' || m_in.peek(1) == 'P')
            return property();
        const auto set = perlClass(static_cast<char>(m_in.peek(1) | 0x20));
        if (!set)
            return std::nullopt;
        const bool negated = (m_in.peek(1) & 0x20) == 0;
        m_in.next();
        m_in.next();
        const CodePointSet whole = cased(*set);
        return negated ? complement(whole) : whole;
    }

    CodePointSet property()
    {
        std::string_view text = m_in.rest();
        m_in.next();
        m_in.next();
        if (m_in.next() == '{') {
            while (m_in.sound() && m_in.next() != '}') { }
        }
        text.remove_suffix(m_in.rest().size());
        CodePointSet result;
        for (const auto& [first, last] : foundCodePoints((m_flags.foldsCase ? "(?i)" : "") + std::string(text)))
            result.push_back({first, last});
        return result;
    }

    CodePointSet bracketed()
    {
        m_in.next();
        const bool negated = m_in.take("^");
        CodePointSet all;
        bool first = true;
        while (m_in.sound() && (first || !m_in.take("]"))) {
            const CodePointSet item = bracketItem();
            all.insert(all.end(), item.begin(), item.end());
            first = false;
        }
        return negated ? complement(std::move(all)) : normalized(std::move(all));
    }

    CodePointSet bracketItem()
    {
        if (m_in.rest().starts_with("[:") && m_in.rest().find(":]", 2) != std::string_view::npos)
            return posix();
        if (const auto set = classEscape())
            return *set;
        const std::uint32_t first = bracketCodePoint();
        if (m_in.rest().size() < 2 || m_in.peek() != '-' || m_in.peek(1) == ']')
            return cased({{first, first}});
        m_in.next();
        return cased({{first, bracketCodePoint()}});
    }

    std::uint32_t bracketCodePoint() { return m_in.peek() == '\\' ? m_in.escapedCodePoint() : m_in.codePoint(); }

    CodePointSet posix()
    {
        m_in.take("[:");
        const bool negated = m_in.take("^");
        const std::string_view name = m_in.rest().substr(0, m_in.rest().find(":]"));
        const auto set = posixClass(name);
        m_in.require(set.has_value());
        if (!m_in.sound())
            return {};
        m_in.take(name);
        m_in.take(":]");
        const CodePointSet whole = cased(*set);
        return negated ? complement(whole) : whole;
    }

    RegexScanner m_in;
    Flags m_flags;
    unsigned m_depth = 0;
};

} // namespace

std::optional<RegexNode> readRegex(std::string_view expression)
{
    return Reader(expression).run();
}

bool asksForBytes(const RegexNode& node)
{
    return node.kind == Kind::AnyByte || std::any_of(node.parts.begin(), node.parts.end(), asksForBytes);
}

} // namespace wirebench
