// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::test {

using OrderedJson = nlohmann::ordered_json;

/// Whether `code` is one of the alternatives of `pattern`, which are parted by `|`; one may end in `*`.
inline bool codeMatches(std::string_view code, std::string_view pattern)
{
    while (true) {
        const std::size_t bar = pattern.find('|');
        const std::string_view one = pattern.substr(0, bar);
        if (one == code || (one.ends_with('*') && code.starts_with(one.substr(0, one.size() - 1))))
            return true;
        if (bar == std::string_view::npos)
            return false;
        pattern.remove_prefix(bar + 1);
    }
}

/// Whether a diagnostic `{severity, code, path, bits | range}` has every property that a vector expects of one.
inline bool meetsExpectation(const OrderedJson& found, const OrderedJson& expected)
{
    if (!codeMatches(found.value("code", ""), expected.value("code", "")))
        return false;
    for (const char* key : {"severity", "path", "bits"}) {
        if (expected.contains(key) && found.value(key, OrderedJson()) != expected[key])
            return false;
    }
    if (expected.contains("line") && found.value("range", OrderedJson::object()).value("line", 0) != expected["line"])
        return false;
    if (!expected.contains("within"))
        return true;
    const OrderedJson bits = found.value("bits", OrderedJson());
    if (!bits.is_array())
        return false;
    const std::uint64_t first = bits[0];
    const std::uint64_t outerFirst = expected["within"][0];
    return first >= outerFirst
        && first + bits[1].get<std::uint64_t>() <= outerFirst + expected["within"][1].get<std::uint64_t>();
}

/// How `found` differs from what a vector expects in `diagnostics`, in any order, with further ones only of the codes
/// in `open`. Empty when it does not. With `style`, further notes are tolerated too: style is no part of acceptance.
inline std::string diagnosticsFault(const OrderedJson& vector, const OrderedJson& found, bool style)
{
    std::vector<const OrderedJson*> left;
    for (const OrderedJson& problem : found)
        left.push_back(&problem);
    const OrderedJson expectedList = vector.value("diagnostics", OrderedJson::array());
    for (const OrderedJson& expected : expectedList) {
        const auto match = std::find_if(
            left.begin(), left.end(), [&](const OrderedJson* problem) { return meetsExpectation(*problem, expected); });
        if (match == left.end())
            return "expected " + expected.dump();
        left.erase(match);
    }
    const OrderedJson open = vector.value("open", OrderedJson::array());
    for (const OrderedJson* problem : left) {
        const std::string code = problem->value("code", "");
        const bool tolerated = std::any_of(open.begin(), open.end(), [&](const OrderedJson& pattern) {
            return codeMatches(code, pattern.get<std::string>());
        });
        if (!tolerated && !(style && problem->value("severity", "") == "note"))
            return "unexpected " + problem->dump();
    }
    return {};
}

/// Whether a vector says what it expects in `diagnostics` and `open` instead of in `codes`.
inline bool expectsDiagnostics(const OrderedJson& vector)
{
    return !vector.contains("codes");
}

} // namespace wirebench::test
