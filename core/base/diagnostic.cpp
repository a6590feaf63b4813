// SPDX-License-Identifier: MIT
#include "core/base/diagnostic.h"

#include <algorithm>
#include <charconv>

namespace wirebench {

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        return "note";
    }
    return "error";
}

std::string fillPattern(std::string_view pattern, const std::vector<std::string>& arguments)
{
    std::string result;
    result.reserve(pattern.size() + 16 * arguments.size());
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos)
            break;
        std::size_t index = 0;
        const char* first = pattern.data() + open + 1;
        const char* last = pattern.data() + close;
        const auto parsed = std::from_chars(first, last, index);
        if (parsed.ptr == last && first != last && index < arguments.size()) {
            result.append(pattern.substr(0, open));
            result.append(arguments[index]);
            pattern.remove_prefix(close + 1);
        } else {
            // A brace that opens no place is text, whatever follows it.
            result.append(pattern.substr(0, open + 1));
            pattern.remove_prefix(open + 1);
        }
    }
    result.append(pattern);
    return result;
}

std::string Message::text() const
{
    return fillPattern(pattern, arguments);
}

bool hasErrors(const Diagnostics& diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& problem) { return problem.severity == Severity::Error; });
}

} // namespace wirebench
