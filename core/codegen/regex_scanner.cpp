// SPDX-License-Identifier: MIT
#include "core/codegen/regex_scanner.h"

namespace wirebench {

namespace {

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

} // namespace

bool RegexScanner::take(std::string_view text)
{
    const bool there = m_rest.starts_with(text);
    if (there)
        m_rest.remove_prefix(text.size());
    return there;
}

char RegexScanner::next()
{
    if (m_rest.empty()) {
        m_sound = false;
        return '\0';
    }
    const char c = m_rest.front();
    m_rest.remove_prefix(1);
    return c;
}

std::uint32_t RegexScanner::codePoint()
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

bool RegexScanner::number(std::uint32_t& out)
{
    std::size_t digits = 0;
    while (isDigit(peek(digits)))
        ++digits;
    constexpr std::size_t most = 8;
    if (digits == 0 || digits > most || (digits > 1 && peek() == '0'))
        return false;
    out = 0;
    for (std::size_t i = 0; i < digits; ++i)
        out = out * 10 + static_cast<std::uint32_t>(next() - '0');
    return true;
}

std::uint32_t RegexScanner::escapedCodePoint()
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
    if (!isOctal(c))
        return static_cast<unsigned char>(c);
    auto result = static_cast<std::uint32_t>(c - '0');
    for (int i = 0; i < 2 && isOctal(peek()); ++i)
        result = result * 8 + static_cast<std::uint32_t>(next() - '0');
    return result;
}

std::uint32_t RegexScanner::hexadecimal()
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

} // namespace wirebench
