// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_style.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench::serialkit {

namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

char upper(char c)
{
    return isLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether a new word begins at `at` of a name: `user|Name`, `HTTP|Server`.
bool wordBegins(std::string_view name, std::size_t at)
{
    if (at == 0 || !isUpper(name[at]) || name[at - 1] == '_')
        return false;
    return !isUpper(name[at - 1]) || (at + 1 < name.size() && isLower(name[at + 1]));
}

std::string snakeCase(std::string_view name)
{
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (wordBegins(name, i))
            result.push_back('_');
        result.push_back(asciiLower(name[i]));
    }
    return result;
}

std::string typeName(std::string_view name)
{
    std::string result;
    bool capital = true;
    for (const char c : name) {
        if (c != '_')
            result.push_back(capital ? upper(c) : c);
        capital = c == '_';
    }
    const bool usable = !result.empty() && isIdentifierStart(result.front());
    return usable ? result : std::string(name);
}

} // namespace

std::string inStyle(std::string_view name, NameStyle style)
{
    const bool anyUpper = std::any_of(name.begin(), name.end(), isUpper);
    const bool anyLower = std::any_of(name.begin(), name.end(), isLower);
    if (style == NameStyle::TypeName)
        return isUpper(name.front()) ? std::string(name) : typeName(name);
    if (style == NameStyle::FieldName)
        return anyUpper ? snakeCase(name) : std::string(name);
    if (!anyLower)
        return std::string(name);
    std::string result = anyUpper ? snakeCase(name) : std::string(name);
    std::transform(result.begin(), result.end(), result.begin(), upper);
    return result;
}

} // namespace wirebench::serialkit
