// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wirebench {

/// Reads an expression of RE2's syntax from left to right, by characters and their escapes. At its end it goes on with
/// zeros and is no longer sound.
class RegexScanner {
public:
    explicit RegexScanner(std::string_view expression) : m_rest(expression) { }

    bool sound() const { return m_sound; }
    void require(bool condition) { m_sound = m_sound && condition; }

    std::string_view rest() const { return m_rest; }
    bool atEnd() const { return m_rest.empty(); }
    /// The byte at a distance; 0 behind the end.
    char peek(std::size_t distance = 0) const { return distance < m_rest.size() ? m_rest[distance] : '\0'; }

    /// Takes `text` where it comes next.
    bool take(std::string_view text);
    char next();
    std::uint32_t codePoint();
    /// The number of a repetition; false, with nothing taken, when there is none.
    bool number(std::uint32_t& out);
    /// A backslash and what stands behind it, when that is one character.
    std::uint32_t escapedCodePoint();

private:
    std::uint32_t hexadecimal();

    std::string_view m_rest;
    bool m_sound = true;
};

} // namespace wirebench
