// SPDX-License-Identifier: MIT
#include "core/inspect/hex_reading.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench {

unsigned hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A') + 10;
    return 16;
}

std::size_t HexReading::blankLength(std::size_t at) const
{
    const char c = this->at(at);
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    const std::string_view rest = m_text.substr(std::min(at, m_text.size()));
    if (rest.starts_with("\xC2\xA0"))
        return 2;
    return rest.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::size_t HexReading::skipBlank(std::size_t at) const
{
    while (const std::size_t length = blankLength(at))
        at += length;
    return at;
}

std::size_t HexReading::skipBlankAndComments(std::size_t at)
{
    for (;;) {
        at = skipBlank(at);
        const std::string_view rest = m_text.substr(std::min(at, m_text.size()));
        if (rest.starts_with('#') || rest.starts_with("//")) {
            at = std::min(m_text.find_first_of("\r\n", at), m_text.size());
        } else if (rest.starts_with("/*")) {
            const std::size_t close = m_text.find("*/", at + 2);
            if (close == std::string_view::npos) {
                fail(at, at + 2, "This comment has no end; close it with '*/'.");
                return m_text.size();
            }
            at = close + 2;
        } else {
            return at;
        }
    }
}

std::size_t HexReading::codePointLength(std::size_t at) const
{
    if (at >= m_text.size())
        return 0;
    const ByteView rest = asBytes(m_text.substr(at, 4));
    for (std::size_t length = 1; length <= rest.size(); ++length) {
        if (validUtf8Prefix(rest.first(length)) == length)
            return length;
    }
    return 1;
}

std::string HexReading::shown(std::size_t at) const
{
    if (ended(at))
        return "the end of the text";
    const std::string_view character = m_text.substr(at, codePointLength(at));
    const auto first = static_cast<unsigned char>(character[0]);
    const bool control = first < 0x20 || first == 0x7F || (first == 0xC2 && character.size() == 2);
    if (!control && isValidUtf8(asBytes(character)))
        return "'" + std::string(character) + "'";
    return "the byte 0x" + toHex(asBytes(character));
}

void HexReading::report(Severity severity, std::size_t begin, std::size_t end, std::string_view pattern,
                        std::vector<std::string> arguments)
{
    Diagnostic problem;
    problem.severity = severity;
    problem.code = severity == Severity::Error ? "bad-hex" : "hex-gap";
    problem.message = {pattern, std::move(arguments)};
    problem.place = Place::hexText({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    m_diagnostics.push_back(std::move(problem));
}

void HexReading::fail(std::size_t begin, std::size_t end, std::string_view pattern, std::vector<std::string> arguments)
{
    m_failed = true;
    report(Severity::Error, begin, end, pattern, std::move(arguments));
}

void HexReading::warn(std::size_t begin, std::size_t end, std::string_view pattern, std::vector<std::string> arguments)
{
    report(Severity::Warning, begin, end, pattern, std::move(arguments));
}

} // namespace wirebench
