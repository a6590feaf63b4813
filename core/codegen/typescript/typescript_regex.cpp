// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_regex.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wirebench::typescript {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> posixClasses{{
    {"[:alnum:]", "0-9A-Za-z"},
    {"[:alpha:]", "A-Za-z"},
    {"[:ascii:]", "\\x00-\\x7f"},
    {"[:blank:]", "\\t "},
    {"[:cntrl:]", "\\x00-\\x1f\\x7f"},
    {"[:digit:]", "0-9"},
    {"[:graph:]", "!-~"},
    {"[:lower:]", "a-z"},
    {"[:print:]", " -~"},
    {"[:punct:]", "!-\\/:-@\\[-`\\{-~"},
    {"[:space:]", "\\t\\n\\v\\f\\r "},
    {"[:upper:]", "A-Z"},
    {"[:word:]", "0-9A-Za-z_"},
    {"[:xdigit:]", "0-9A-Fa-f"},
}};

constexpr std::string_view syntaxCharacters = "^$\\.*+?()[]{}|/";
constexpr std::string_view blanks = "\\t\\n\\f\\r ";

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Rewrites an expression from left to right. What JavaScript would read in another way, or not at all, makes it
/// unsound: an expression that is no literal would keep the whole module from being loaded.
class Rewriter {
public:
    explicit Rewriter(std::string_view expression) : m_rest(expression) { }

    std::optional<std::string> run()
    {
        leadingFlags();
        while (!m_rest.empty() && m_sound)
            next();
        if (!m_sound)
            return std::nullopt;
        return '/' + (m_out.empty() ? std::string("(?:)") : m_out) + "/u" + (m_foldsCase ? "i" : "");
    }

private:
    void leadingFlags()
    {
        while (m_rest.starts_with("(?i)") || m_rest.starts_with("(?s)")) {
            (m_rest[2] == 'i' ? m_foldsCase : m_dotIsAll) = true;
            m_rest.remove_prefix(4);
        }
    }

    void next()
    {
        const char c = m_rest.front();
        switch (c) {
        case '\\':
            escape();
            break;
        case '[':
            characterClass();
            break;
        case '.':
            replace(1, m_dotIsAll ? "[^]" : "[^\\n]", true);
            break;
        case '(':
            group();
            break;
        case '{':
            braces();
            break;
        case '*':
        case '+':
        case '?':
            quantifier(1);
            break;
        case '^':
        case '$':
        case '|':
            replace(1, std::string_view(&c, 1), false);
            break;
        case ')':
            replace(1, ")", true);
            break;
        default:
            literal(c, 1);
            break;
        }
    }

    void replace(std::size_t count, std::string_view text, bool quantifiable)
    {
        m_out += text;
        m_rest.remove_prefix(std::min(count, m_rest.size()));
        m_quantifiable = quantifiable;
    }

    /// A character that stands for itself and takes `count` characters of the expression.
    void literal(char c, std::size_t count)
    {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            m_sound = false;
            return;
        }
        const std::string text = (syntaxCharacters.find(c) != std::string_view::npos ? "\\" : "") + std::string(1, c);
        replace(count, text, true);
    }

    void quantifier(std::size_t count)
    {
        m_sound = m_sound && m_quantifiable;
        replace(count, m_rest.substr(0, count), false);
        if (m_rest.starts_with('?'))
            replace(1, "?", false);
    }

    /// A repetition, or a brace that stands for itself.
    void braces()
    {
        std::size_t end = 1;
        while (end < m_rest.size() && (isDigit(m_rest[end]) || m_rest[end] == ','))
            ++end;
        const std::string_view inside = m_rest.substr(1, end - 1);
        const bool isRepetition = end < m_rest.size() && m_rest[end] == '}' && !inside.empty()
            && isDigit(inside.front()) && std::count(inside.begin(), inside.end(), ',') <= 1;
        if (isRepetition)
            quantifier(end + 1);
        else
            literal('{', 1);
    }

    void group()
    {
        if (m_rest.starts_with("(?P<"))
            replace(4, "(?<", false);
        else if (m_rest.starts_with("(?:"))
            replace(3, "(?:", false);
        else if (m_rest.starts_with("(?"))
            m_sound = false;
        else
            replace(1, "(", false);
    }

    void escape()
    {
        const char c = m_rest.size() < 2 ? '\0' : m_rest[1];
        if (c == 's')
            replace(2, "[" + std::string(blanks) + ']', true);
        else if (c == 'S')
            replace(2, "[^" + std::string(blanks) + ']', true);
        else if (c == 'b' || c == 'B')
            replace(2, m_rest.substr(0, 2), false);
        else if (c == 'A')
            replace(2, "^", false);
        else if (c == 'z')
            replace(2, "$", false);
        else if (c == 'Q')
            quotedText();
        else if (!commonEscape(c))
            literalEscape(c);
    }

    /// `\Q…\E`
    void quotedText()
    {
        m_rest.remove_prefix(2);
        while (!m_rest.empty() && !m_rest.starts_with("\\E") && m_sound)
            literal(m_rest.front(), 1);
        m_rest.remove_prefix(std::min<std::size_t>(2, m_rest.size()));
    }

    /// Escapes that mean the same inside and outside of brackets; false when this is none.
    bool commonEscape(char c)
    {
        constexpr std::string_view same = "dDwWnrtfv";
        if (same.find(c) != std::string_view::npos && c != '\0') {
            replace(2, m_rest.substr(0, 2), true);
            return true;
        }
        if (c == 'a') {
            replace(2, "\\x07", true);
            return true;
        }
        if (c == 'x')
            return hexEscape();
        if (c == 'p' || c == 'P')
            return property();
        return false;
    }

    bool hexEscape()
    {
        const std::size_t end = m_rest.find('}');
        if (m_rest.size() >= 3 && m_rest[2] == '{' && end != std::string_view::npos)
            replace(end + 1, "\\u" + std::string(m_rest.substr(2, end - 1)), true);
        else
            replace(4, m_rest.substr(0, 4), true);
        return true;
    }

    /// A class of Unicode: `\pL`, `\p{Lu}`, `\p{Greek}`.
    bool property()
    {
        const std::size_t end = m_rest.find('}');
        const bool isLong = m_rest.size() >= 3 && m_rest[2] == '{' && end != std::string_view::npos;
        const std::string name(isLong ? m_rest.substr(3, end - 3) : m_rest.substr(2, 1));
        m_sound = m_sound && !name.empty() && std::all_of(name.begin(), name.end(), isLetter);
        const std::string_view script = name.size() > 2 ? "Script=" : "";
        const std::string kind(m_rest.substr(0, 2));
        replace(isLong ? end + 1 : 3, kind + '{' + std::string(script) + name + '}', true);
        return true;
    }

    void literalEscape(char c)
    {
        if (c == '\0' || isLetter(c) || isDigit(c))
            m_sound = false;
        else
            literal(c, 2);
    }

    void characterClass()
    {
        replace(1, "[", false);
        if (m_rest.starts_with('^'))
            replace(1, "^", false);
        bool first = true;
        bool afterClass = true; // a `-` behind it stands for itself
        while (m_sound) {
            if (m_rest.empty()) {
                m_sound = false;
            } else if (m_rest.front() == ']' && !first) {
                replace(1, "]", true);
                return;
            } else {
                afterClass = classItem(afterClass);
            }
            first = false;
        }
    }

    /// One item in brackets; true when it is a class, which no range can begin with.
    bool classItem(bool afterClass)
    {
        const char c = m_rest.front();
        if (m_rest.starts_with("[:")) {
            posixClass();
            return true;
        }
        if (c == '\\')
            return classEscape();
        if (c == '-' && !afterClass && m_rest.size() > 1 && m_rest[1] != ']') {
            replace(1, "-", true);
            return false;
        }
        if (c == '-')
            replace(1, "\\-", true);
        else
            literal(c, 1);
        return c == '-';
    }

    bool classEscape()
    {
        const char c = m_rest.size() < 2 ? '\0' : m_rest[1];
        constexpr std::string_view classes = "dDwWpPs";
        if (c == 's')
            replace(2, blanks, true);
        else if (c == '-')
            replace(2, "\\-", true);
        else if (!commonEscape(c))
            literalEscape(c);
        return classes.find(c) != std::string_view::npos;
    }

    void posixClass()
    {
        for (const auto& [name, characters] : posixClasses) {
            if (m_rest.starts_with(name)) {
                replace(name.size(), characters, true);
                return;
            }
        }
        m_sound = false;
    }

    std::string_view m_rest;
    std::string m_out;
    bool m_sound = true;
    bool m_quantifiable = false;
    bool m_foldsCase = false;
    bool m_dotIsAll = false;
};

} // namespace

std::optional<std::string> regularExpression(std::string_view expression)
{
    return Rewriter(expression).run();
}

} // namespace wirebench::typescript
