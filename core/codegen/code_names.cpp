// SPDX-License-Identifier: MIT
#include "core/codegen/code_names.h"

#include "core/base/text.h"

namespace wirebench {

namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetterOrDigit(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z') || isDigit(c);
}

char asciiUpper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether a new word starts at `i`, behind a letter or digit.
bool startsWord(std::string_view name, std::size_t i)
{
    if (!isUpper(name[i]))
        return false;
    const bool nextIsLower
        = i + 1 < name.size() && isLetterOrDigit(name[i + 1]) && !isUpper(name[i + 1]) && !isDigit(name[i + 1]);
    return !isUpper(name[i - 1]) || nextIsLower;
}

std::string capitalised(std::string_view word)
{
    std::string out = asciiLower(word);
    out.front() = asciiUpper(out.front());
    return out;
}

std::string joined(std::string_view name, char (*convert)(char))
{
    std::string out;
    for (const std::string& word : nameWords(name)) {
        if (!out.empty())
            out += '_';
        for (const char c : word)
            out += convert(c);
    }
    return isDigit(out.front()) ? '_' + out : out;
}

} // namespace

std::vector<std::string> nameWords(std::string_view name)
{
    std::vector<std::string> words;
    bool open = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!isLetterOrDigit(name[i])) {
            open = false;
            continue;
        }
        if (!open || startsWord(name, i))
            words.emplace_back();
        words.back() += name[i];
        open = true;
    }
    if (words.empty())
        words.emplace_back("x");
    return words;
}

std::string pascalCase(std::string_view name)
{
    std::string out;
    for (const std::string& word : nameWords(name)) {
        // Numbers that stood apart stay apart: "v1_2" is not "v12".
        if (!out.empty() && isDigit(out.back()) && isDigit(word.front()))
            out += '_';
        out += capitalised(word);
    }
    return isDigit(out.front()) ? '_' + out : out;
}

std::string camelCase(std::string_view name)
{
    std::string out = pascalCase(name);
    const std::size_t first = nameWords(name).front().size();
    for (std::size_t i = 0; i < first && i < out.size(); ++i)
        out[i] = asciiLower(out[i]);
    return out;
}

std::string snakeCase(std::string_view name)
{
    return joined(name, [](char c) { return asciiLower(c); });
}

std::string screamingCase(std::string_view name)
{
    return joined(name, asciiUpper);
}

std::string identifier(std::string_view name)
{
    std::string out;
    for (const char c : name)
        out += isLetterOrDigit(c) || c == '_' ? c : '_';
    if (out.empty() || isDigit(out.front()))
        out.insert(out.begin(), '_');
    return out;
}

NameScope::NameScope(std::initializer_list<std::string_view> reserved)
{
    for (const std::string_view word : reserved)
        m_reserved.emplace(word);
}

std::string NameScope::take(std::string_view name)
{
    std::string base(name);
    if (m_reserved.contains(base))
        base += '_';
    std::string out = base;
    for (int number = 2; m_reserved.contains(out) || !m_taken.insert(out).second; ++number)
        out = base + (base.ends_with('_') ? "" : "_") + std::to_string(number);
    return out;
}

} // namespace wirebench
