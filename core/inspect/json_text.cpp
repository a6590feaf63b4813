// SPDX-License-Identifier: MIT
#include "core/inspect/json_text.h"

#include "core/base/text.h"

#include <array>
#include <charconv>

namespace wirebench {

namespace {

void appendEscaped(std::string& out, char c)
{
    constexpr std::string_view plain = "\b\t\n\f\r\"\\";
    constexpr std::string_view letters = "btnfr\"\\";
    constexpr std::string_view digits = "0123456789abcdef";
    const std::size_t index = plain.find(c);
    if (index != std::string_view::npos) {
        out.push_back('\\');
        out.push_back(letters[index]);
        return;
    }
    const auto code = static_cast<unsigned char>(c);
    out.append("\\u00");
    out.push_back(digits[code >> 4]);
    out.push_back(digits[code & 15u]);
}

void appendValid(std::string& out, std::string_view text)
{
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        if (code >= 0x20 && code != '"' && code != '\\' && code != 0x7F)
            continue;
        out.append(text.substr(done, i - done));
        appendEscaped(out, text[i]);
        done = i + 1;
    }
    out.append(text.substr(done));
}

} // namespace

void appendJsonText(std::string& out, std::string_view text)
{
    out.push_back('"');
    for (;;) {
        const std::size_t valid = validUtf8Prefix(asBytes(text));
        appendValid(out, text.substr(0, valid));
        if (valid == text.size())
            break;
        out.append("\xEF\xBF\xBD");
        text.remove_prefix(valid + 1);
    }
    out.push_back('"');
}

void appendNumber(std::string& out, std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

} // namespace wirebench
