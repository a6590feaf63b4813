// SPDX-License-Identifier: MIT
#include "core/codegen/python/python_regex.h"

#include <charconv>
#include <iterator>

namespace wirebench::python {

namespace {

struct PosixClass {
    std::string_view name;
    std::string_view characters;
};

constexpr PosixClass kPosixClasses[] = {
    {"[:alnum:]", "0-9A-Za-z"},
    {"[:alpha:]", "A-Za-z"},
    {"[:ascii:]", "\\x00-\\x7f"},
    {"[:blank:]", "\\t "},
    {"[:cntrl:]", "\\x00-\\x1f\\x7f"},
    {"[:digit:]", "0-9"},
    {"[:graph:]", "!-~"},
    {"[:lower:]", "a-z"},
    {"[:print:]", " -~"},
    {"[:punct:]", "!-/:-@\\[-`{-~"},
    {"[:space:]", "\\t\\n\\v\\f\\r "},
    {"[:upper:]", "A-Z"},
    {"[:word:]", "0-9A-Za-z_"},
    {"[:xdigit:]", "0-9A-Fa-f"},
};

/// Rewrites an expression from left to right.
class Rewriter {
public:
    explicit Rewriter(std::string_view expression) : m_rest(expression) { }

    std::optional<std::string> run()
    {
        while (!m_rest.empty() && m_sound) {
            const char c = m_rest.front();
            if (m_behindPlace && isRepetition()) {
                m_sound = false; // Python has nothing to repeat there.
                break;
            }
            m_behindPlace = c == '^' || c == '$' || (c == '\\' && isPlace());
            if (c == '\\')
                escape(false);
            else if (c == '[')
                characterClass();
            else if (c == '$')
                replace(1, "\\Z");
            else if (c == '{')
                repetition();
            else if (m_rest.starts_with("(?"))
                group();
            else
                copy(1);
        }
        // With re.ASCII other letters than those of ASCII have no case.
        return m_sound && !(m_foldsCase && m_beyondAscii) ? std::optional(std::move(m_out)) : std::nullopt;
    }

private:
    bool isRepetition() const
    {
        const char c = m_rest.front();
        const bool counts = c == '{' && m_rest.size() > 1 && m_rest[1] >= '0' && m_rest[1] <= '9';
        return counts || c == '*' || c == '+' || c == '?';
    }
    /// Whether an escape stands for a place of the text, not for a character.
    bool isPlace() const
    {
        return m_rest.size() > 1 && std::string_view("bBAz").find(m_rest[1]) != std::string_view::npos;
    }

    void copy(std::size_t count)
    {
        m_beyondAscii = m_beyondAscii || (!m_rest.empty() && static_cast<unsigned char>(m_rest.front()) >= 0x80);
        m_out += m_rest.substr(0, count);
        m_rest.remove_prefix(std::min(count, m_rest.size()));
    }
    void replace(std::size_t count, std::string_view text)
    {
        m_out += text;
        m_rest.remove_prefix(count);
    }

    void escape(bool inClass)
    {
        if (m_rest.size() < 2) {
            m_sound = false;
            return;
        }
        const char c = m_rest[1];
        constexpr std::string_view same = "dDsSwWnrtfv";
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (c < '0' || c > '9'))
            copy(2);
        else if (same.find(c) != std::string_view::npos || (!inClass && (c == 'b' || c == 'A')))
            copy(2);
        else if (c == 'B' && !inClass)
            replace(2, "(?!\\b)"); // Python's \B does not hold in an empty text.
        else if (c == 'a')
            replace(2, "\\x07");
        else if (c == 'z' && !inClass)
            replace(2, "\\Z");
        else if (c == 'x' && m_rest.size() >= 4 && m_rest[2] != '{') {
            m_beyondAscii = m_beyondAscii || m_rest[2] > '7';
            copy(4);
        } else
            m_sound = false; // \p{…}, \C, \Q…\E, \123 and the like
    }

    void characterClass()
    {
        copy(1);
        if (m_rest.starts_with('^'))
            copy(1);
        bool first = true;
        while (m_sound) {
            if (m_rest.empty()) {
                m_sound = false;
            } else if (m_rest.front() == ']' && !first) {
                copy(1);
                return;
            } else if (m_rest.starts_with("[:")) {
                posixClass();
            } else if (m_rest.front() == '\\') {
                escape(true);
            } else if (m_rest.front() == '[' || m_rest.front() == '&' || m_rest.front() == '~' || m_rest.front() == '|'
                       || m_rest.front() == ']') {
                m_out += '\\'; // Python reserves some of these in pairs.
                copy(1);
            } else {
                copy(1);
            }
            first = false;
        }
    }

    void posixClass()
    {
        for (const PosixClass& known : kPosixClasses) {
            if (m_rest.starts_with(known.name)) {
                replace(known.name.size(), known.characters);
                return;
            }
        }
        m_sound = false;
    }

    /// `{` that begins no repetition stands for itself; Python takes `{,3}` for one.
    void repetition()
    {
        if (m_rest.starts_with("{,"))
            replace(1, "\\{");
        else
            copy(1);
    }

    void group()
    {
        if (m_rest.starts_with("(?:") || m_rest.starts_with("(?P<"))
            copy(3);
        else if (m_out.empty() && m_rest.starts_with("(?i)")) {
            m_foldsCase = true;
            copy(4);
        } else
            m_sound = false;
    }

    std::string_view m_rest;
    std::string m_out;
    bool m_sound = true;
    bool m_behindPlace = false;
    bool m_foldsCase = false;
    bool m_beyondAscii = false;
};

} // namespace

std::optional<std::string> pythonPattern(std::string_view expression)
{
    return Rewriter(expression).run();
}

std::string shortestFloat(double value)
{
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    std::string text(buffer, end);
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text;
}

} // namespace wirebench::python
