// SPDX-License-Identifier: MIT
#include "core/codegen/regex_characters.h"

#include "core/wire/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace wirebench {

namespace {

constexpr std::uint32_t kKelvinSign = 0x212A; ///< A `k` without case.
constexpr std::uint32_t kLongS = 0x17F; ///< An `s` without case.

/// Adds what lies both in `range` and from `first` to `last`, moved to where `first` becomes `target`.
void addMoved(const CodePointRange& range, std::uint32_t first, std::uint32_t last, std::uint32_t target,
              CodePointSet& out)
{
    const std::uint32_t from = std::max(range.first, first);
    const std::uint32_t to = std::min(range.last, last);
    if (from <= to)
        out.push_back({from - first + target, to - first + target});
}

void addAsciiCases(const CodePointRange& range, CodePointSet& out)
{
    addMoved(range, 'a', 'z', 'A', out);
    addMoved(range, 'A', 'Z', 'a', out);
    addMoved(range, 'k', 'k', kKelvinSign, out);
    addMoved(range, 'K', 'K', kKelvinSign, out);
    addMoved(range, 's', 's', kLongS, out);
    addMoved(range, 'S', 'S', kLongS, out);
}

} // namespace

CodePointSet normalized(CodePointSet set)
{
    std::sort(set.begin(), set.end(),
              [](const CodePointRange& a, const CodePointRange& b) { return a.first < b.first; });
    CodePointSet result;
    for (const CodePointRange& range : set) {
        if (!result.empty() && range.first <= result.back().last + 1)
            result.back().last = std::max(result.back().last, range.last);
        else
            result.push_back(range);
    }
    return result;
}

CodePointSet complement(CodePointSet set)
{
    CodePointSet result;
    std::uint32_t next = 0;
    for (const CodePointRange& range : normalized(std::move(set))) {
        if (range.first > next)
            result.push_back({next, range.first - 1});
        next = range.last + 1;
    }
    if (next <= kLastCodePoint)
        result.push_back({next, kLastCodePoint});
    return result;
}

CodePointSet withOtherCases(const CodePointSet& set)
{
    CodePointSet result = set;
    std::string beyondAscii;
    for (const CodePointRange& range : set) {
        addAsciiCases(range, result);
        if (range.last >= 0x80)
            beyondAscii += fmt::format("\\x{{{:x}}}-\\x{{{:x}}}", std::max(range.first, 0x80u), range.last);
    }
    if (beyondAscii.empty())
        return result;
    for (const auto& [first, last] : foundCodePoints("(?i)[" + beyondAscii + ']'))
        result.push_back({first, last});
    return result;
}

std::optional<CodePointSet> perlClass(char letter)
{
    switch (letter) {
    case 'd':
        return CodePointSet{{'0', '9'}};
    case 's':
        return CodePointSet{{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};
    case 'w':
        return CodePointSet{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    default:
        return std::nullopt;
    }
}

std::optional<CodePointSet> posixClass(std::string_view name)
{
    static const std::vector<std::pair<std::string_view, CodePointSet>> classes{
        {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
        {"alpha", {{'A', 'Z'}, {'a', 'z'}}},
        {"ascii", {{0, 0x7F}}},
        {"blank", {{'\t', '\t'}, {' ', ' '}}},
        {"cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
        {"digit", {{'0', '9'}}},
        {"graph", {{'!', '~'}}},
        {"lower", {{'a', 'z'}}},
        {"print", {{' ', '~'}}},
        {"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
        {"space", {{'\t', '\r'}, {' ', ' '}}},
        {"upper", {{'A', 'Z'}}},
        {"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
        {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
    };
    for (const auto& [known, ranges] : classes) {
        if (known == name)
            return ranges;
    }
    return std::nullopt;
}

} // namespace wirebench
