// SPDX-License-Identifier: MIT
#include "core/syntax/yaml_scalar.h"

#include "core/syntax/json_problems.h"

#include <charconv>

namespace wirebench {

namespace {

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The literal of an integer in another base. Beyond 64 bits only that it does not fit matters: 2^64 stands for it.
std::optional<std::string> otherBase(std::string_view digits, int base)
{
    std::uint64_t value = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || parsed.ptr != digits.data() + digits.size())
        return std::nullopt;
    return parsed.ec == std::errc() ? std::to_string(value) : "18446744073709551616";
}

std::optional<std::string> integerLiteral(std::string_view text)
{
    if (text.starts_with("0x"))
        return otherBase(text.substr(2), 16);
    if (text.starts_with("0o"))
        return otherBase(text.substr(2), 8);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (!isDigits(text))
        return std::nullopt;
    const std::size_t first = text.find_first_not_of('0');
    text = first == std::string_view::npos ? "0" : text.substr(first);
    return (negative ? "-" : "") + std::string(text);
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?` as a JSON literal.
std::optional<std::string> floatLiteral(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
    const std::size_t point = std::min(text.find('.'), exponent);
    std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point < exponent ? text.substr(point + 1, exponent - point - 1) : "";
    if (whole.empty() && fraction.empty())
        return std::nullopt;
    if ((!whole.empty() && !isDigits(whole)) || (!fraction.empty() && !isDigits(fraction)))
        return std::nullopt;
    const std::size_t first = whole.find_first_not_of('0');
    whole = first == std::string_view::npos ? "0" : whole.substr(first);
    std::string literal = (negative ? "-" : "") + std::string(whole);
    literal.append(fraction.empty() ? "" : ".").append(fraction).append(text.substr(exponent));
    return isJsonNumber(literal) ? std::optional(literal) : std::nullopt;
}

bool isSpecialFloat(std::string_view text)
{
    if (text == ".nan" || text == ".NaN" || text == ".NAN")
        return true;
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    return text == ".inf" || text == ".Inf" || text == ".INF";
}

} // namespace

YamlScalar resolvePlainScalar(std::string_view plain)
{
    if (plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL")
        return {JsonKind::Null, false, {}};
    if (plain == "true" || plain == "True" || plain == "TRUE")
        return {JsonKind::Bool, true, {}};
    if (plain == "false" || plain == "False" || plain == "FALSE")
        return {JsonKind::Bool, false, {}};
    if (auto literal = integerLiteral(plain))
        return {JsonKind::Number, false, std::move(*literal)};
    if (auto literal = floatLiteral(plain))
        return {JsonKind::Number, false, std::move(*literal)};
    if (isSpecialFloat(plain))
        return {JsonKind::Number, false, std::string(plain)};
    return {};
}

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Behind the closing quote; nothing when there is none.
std::optional<std::uint32_t> quotedEnd(std::string_view text, std::uint32_t begin)
{
    const char quote = text[begin];
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\')
            ++at;
        else if (quote == '\'' && text.substr(at, 2) == "''")
            ++at;
        else if (text[at] == quote)
            return static_cast<std::uint32_t>(at + 1);
    }
    return std::nullopt;
}

} // namespace

std::uint32_t scalarEnd(std::string_view text, std::uint32_t begin, std::string_view value)
{
    if (begin >= text.size())
        return begin;
    const char first = text[begin];
    if (first == '"' || first == '\'')
        return quotedEnd(text, begin).value_or(static_cast<std::uint32_t>(text.size()));
    std::size_t at = begin;
    if (first == '|' || first == '>')
        at = std::min(text.find('\n', begin), text.size());
    // Folding changes white space only, so the other characters of the value lead to its end in the text.
    std::size_t end = at;
    for (const char c : value) {
        if (isSpace(c))
            continue;
        while (at < text.size() && isSpace(text[at]))
            ++at;
        if (at >= text.size() || text[at] != c)
            break;
        end = ++at;
    }
    return static_cast<std::uint32_t>(end);
}

bool isClosedQuote(std::string_view text, std::uint32_t begin)
{
    return quotedEnd(text, begin).has_value();
}

std::uint32_t skipYamlSpace(std::string_view text, std::uint32_t at)
{
    while (at < text.size()) {
        if (isSpace(text[at]))
            ++at;
        else if (text[at] == '#')
            at = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
        else
            break;
    }
    return at;
}

std::uint32_t skipYamlProperties(std::string_view text, std::uint32_t at)
{
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
        while (at < text.size() && !isSpace(text[at]))
            ++at;
        at = skipYamlSpace(text, at);
    }
    return at;
}

} // namespace wirebench
