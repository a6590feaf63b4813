// SPDX-License-Identifier: MIT
#include "core/codegen/regex_syntax.h"

#include "core/codegen/regex_characters.h"
#include "core/wire/validation.h"

#include <string>
#include <utility>

namespace wirebench {

namespace {

using Kind = RegexNode::Kind;

constexpr unsigned kMostDepth = 200;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isOctal(char c)
{
    return c >= '0' && c <= '7';
}

std::uint32_t hexDigit(char c)
{
    return static_cast<std::uint32_t>(isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

RegexNode nodeOf(Kind kind)
{
    RegexNode node;
    node.kind = kind;
    return node;
}

class Reader {
public:
    explicit Reader(std::string_view expression) : m_rest(expression) { }

    std::optional<RegexNode> run()
    {
        RegexNode node = choice();
        return m_sound && m_rest.empty() ? std::optional(std::move(node)) : std::nullopt;
    }

private:
    struct Flags {
        bool foldsCase = false;
        bool dotIsAll = false;
        bool byLine = false;
    };

    bool take(std::string_view text)
    {
        const bool there = m_rest.starts_with(text);
        if (there)
            m_rest.remove_prefix(text.size());
        return there;
    }

    char next()
    {
        if (m_rest.empty()) {
            m_sound = false;
            return 0;
        }
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

    std::uint32_t codePoint()
    {
        const auto lead = static_cast<unsigned char>(next());
        if (lead < 0x80)
            return lead;
        const int tail = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        std::uint32_t result = lead & (0x3Fu >> tail);
        for (int i = 0; i < tail; ++i)
            result = result << 6 | (static_cast<unsigned char>(next()) & 0x3Fu);
        return result;
    }

    /// Up to the end of a group or of the expression.
    RegexNode choice()
    {
        RegexNode result = nodeOf(Kind::Choice);
        do {
            result.parts.push_back(sequence());
        } while (take("|") && m_sound);
        return result.parts.size() == 1 ? std::move(result.parts.front()) : result;
    }

    RegexNode sequence()
    {
        RegexNode result = nodeOf(Kind::Sequence);
        while (m_sound && !m_rest.empty() && m_rest.front() != '|' && m_rest.front() != ')') {
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
        if (take("+"))
            node.least = 1;
        else if (take("?"))
            node.most = 1;
        else if (!take("*") && !braces(node))
            return false;
        take("?");
        m_sound = m_sound && !parts.empty();
        if (!m_sound)
            return true;
        node.parts.push_back(std::move(parts.back()));
        parts.back() = std::move(node);
        return true;
    }

    /// `{2}`, `{2,}` and `{2,3}`; all else that begins with a brace stands for itself.
    bool braces(RegexNode& node)
    {
        const std::string_view whole = m_rest;
        const bool there = take("{") && number(node.least);
        node.most = node.least;
        if (there && take(",") && !number(node.most))
            node.most = RegexNode::kNoMost;
        if (there && take("}"))
            return true;
        m_rest = whole;
        return false;
    }

    bool number(std::uint32_t& out)
    {
        std::size_t digits = 0;
        while (digits < m_rest.size() && isDigit(m_rest[digits]))
            ++digits;
        constexpr std::size_t most = 8;
        if (digits == 0 || digits > most || (digits > 1 && m_rest.front() == '0'))
            return false;
        out = 0;
        for (std::size_t i = 0; i < digits; ++i)
            out = out * 10 + static_cast<std::uint32_t>(m_rest[i] - '0');
        m_rest.remove_prefix(digits);
        return true;
    }

    void part(std::vector<RegexNode>& parts)
    {
        switch (m_rest.front()) {
        case '(':
            group(parts);
            break;
        case '[':
            parts.push_back(characters(bracketed()));
            break;
        case '.':
            next();
            parts.push_back(characters(complement(m_flags.dotIsAll ? CodePointSet() : CodePointSet{{'\n', '\n'}})));
            break;
        case '^':
            next();
            parts.push_back(nodeOf(m_flags.byLine ? Kind::LineBegin : Kind::TextBegin));
            break;
        case '$':
            next();
            parts.push_back(nodeOf(m_flags.byLine ? Kind::LineEnd : Kind::TextEnd));
            break;
        case '\\':
            escape(parts);
            break;
        default:
            parts.push_back(literal(codePoint()));
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
        next();
        const Flags outside = m_flags;
        if (take("?P<") || take("?<")) {
            while (m_sound && next() != '>') { }
        } else if (take("?") && !flags()) {
            return; // They hold up to the end of the group around them.
        }
        m_sound = m_sound && ++m_depth <= kMostDepth;
        if (m_sound)
            parts.push_back(choice());
        m_sound = m_sound && take(")");
        m_flags = outside;
        --m_depth;
    }

    /// Flags behind `(?`; true when the content of a group follows.
    bool flags()
    {
        bool value = true;
        while (m_sound) {
            switch (next()) {
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
                m_sound = false;
                break;
            }
        }
        return false;
    }

    void escape(std::vector<RegexNode>& parts)
    {
        if (take("\\A")) {
            parts.push_back(nodeOf(Kind::TextBegin));
        } else if (take("\\z")) {
            parts.push_back(nodeOf(Kind::TextEnd));
        } else if (take("\\b")) {
            parts.push_back(nodeOf(Kind::WordEdge));
        } else if (take("\\B")) {
            parts.push_back(nodeOf(Kind::NoWordEdge));
        } else if (take("\\C")) {
            parts.push_back(nodeOf(Kind::AnyByte));
        } else if (take("\\Q")) {
            while (m_sound && !m_rest.empty() && !take("\\E"))
                parts.push_back(literal(codePoint()));
        } else if (auto set = classEscape()) {
            parts.push_back(characters(*std::move(set)));
        } else {
            parts.push_back(literal(escapedCodePoint()));
        }
    }

    /// `\d`, `\pL` and the like, as they stand inside and outside of brackets.
    std::optional<CodePointSet> classEscape()
    {
        if (m_rest.size() < 2 || m_rest.front() != '\\')
            return std::nullopt;
        if (m_rest[1] == 'p' || m_rest[1] == 'P')
            return property();
        const auto set = perlClass(static_cast<char>(m_rest[1] | 0x20));
        if (!set)
            return std::nullopt;
        const bool negated = (m_rest[1] & 0x20) == 0;
        m_rest.remove_prefix(2);
        const CodePointSet whole = cased(*set);
        return negated ? complement(whole) : whole;
    }

    CodePointSet property()
    {
        std::string_view text = m_rest;
        next();
        next();
        if (next() == '{') {
            while (m_sound && next() != '}') { }
        }
        text.remove_suffix(m_rest.size());
        CodePointSet result;
        for (const auto& [first, last] : foundCodePoints((m_flags.foldsCase ? "(?i)" : "") + std::string(text)))
            result.push_back({first, last});
        return result;
    }

    /// What stands behind a backslash, when it is one character.
    std::uint32_t escapedCodePoint()
    {
        next();
        const char c = next();
        switch (c) {
        case 'a':
            return '\a';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'v':
            return '\v';
        case 'x':
            return hexadecimal();
        default:
            break;
        }
        if (isOctal(c)) {
            auto result = static_cast<std::uint32_t>(c - '0');
            for (int i = 0; i < 2 && !m_rest.empty() && isOctal(m_rest.front()); ++i)
                result = result * 8 + static_cast<std::uint32_t>(next() - '0');
            return result;
        }
        return static_cast<unsigned char>(c);
    }

    std::uint32_t hexadecimal()
    {
        if (!take("{")) {
            const std::uint32_t high = hexDigit(next());
            return high * 16 + hexDigit(next());
        }
        std::uint32_t result = 0;
        while (m_sound && !take("}"))
            result = result * 16 + hexDigit(next());
        return result;
    }

    CodePointSet bracketed()
    {
        next();
        const bool negated = take("^");
        CodePointSet all;
        bool first = true;
        while (m_sound && (first || !take("]"))) {
            const CodePointSet item = bracketItem();
            all.insert(all.end(), item.begin(), item.end());
            first = false;
        }
        all = normalized(std::move(all));
        return negated ? complement(all) : all;
    }

    CodePointSet bracketItem()
    {
        if (m_rest.starts_with("[:") && m_rest.find(":]", 2) != std::string_view::npos)
            return posix();
        if (const auto set = classEscape())
            return *set;
        const std::uint32_t first = bracketCodePoint();
        if (m_rest.size() < 2 || m_rest[0] != '-' || m_rest[1] == ']')
            return cased({{first, first}});
        next();
        return cased({{first, bracketCodePoint()}});
    }

    std::uint32_t bracketCodePoint() { return m_rest.starts_with('\\') ? escapedCodePoint() : codePoint(); }

    CodePointSet posix()
    {
        take("[:");
        const bool negated = take("^");
        const std::size_t end = m_rest.find(":]");
        const auto set = posixClass(m_rest.substr(0, end));
        m_sound = m_sound && set.has_value();
        if (!m_sound)
            return {};
        m_rest.remove_prefix(end + 2);
        const CodePointSet whole = cased(*set);
        return negated ? complement(whole) : whole;
    }

    std::string_view m_rest;
    Flags m_flags;
    unsigned m_depth = 0;
    bool m_sound = true;
};

} // namespace

std::optional<RegexNode> readRegex(std::string_view expression)
{
    return Reader(expression).run();
}

} // namespace wirebench
