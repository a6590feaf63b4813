// SPDX-License-Identifier: MIT
#pragma once

#include "core/value/json_encoding.h"
#include "core/value/value.h"
#include "tests/core/tagged_plans.h"

#include <memory>
#include <string>
#include <string_view>

namespace wirebench::test {

/// What became of a JSON text: the value written again, and the problems as `code path "what it points at"` lines.
struct Binding {
    Value value;
    Diagnostics diagnostics;
    std::string json;
    std::string problems;
};

inline std::string problemLines(const Diagnostics& diagnostics, std::string_view text)
{
    std::string lines;
    for (const Diagnostic& problem : diagnostics) {
        const bool inside = problem.place.kind == Place::Kind::Value && problem.place.first <= text.size()
            && problem.place.count <= text.size() - problem.place.first;
        lines += lines.empty() ? "" : "\n";
        lines += std::string(problem.code) + ' ' + problem.path + ' ';
        lines += inside ? std::string(text.substr(problem.place.first, problem.place.count)) : "outside the text";
    }
    return lines;
}

inline Binding bindText(const std::shared_ptr<const Plan>& plan, const std::string& text)
{
    Binding result;
    const JsonDocument document = readJson(text, JsonRole::Value, result.diagnostics);
    if (document.root() == nullptr)
        return result;
    result.value = bindJson(plan, plan->types.front(), document, *document.root(), result.diagnostics);
    result.json = writeJson(result.value);
    result.problems = problemLines(result.diagnostics, text);
    return result;
}

/// The problems of encoding a JSON text, as in Binding.
inline std::string encodingProblems(const std::shared_ptr<const Plan>& plan, const std::string& text,
                                    const Limits& limits)
{
    Diagnostics diagnostics;
    const JsonDocument document = readJson(text, JsonRole::Value, diagnostics);
    JsonEncoding encoding;
    if (document.root() != nullptr)
        encoding
            = encodeJson(plan, {Framing::None, &plan->types.front()}, document, *document.root(), limits, diagnostics);
    std::string lines;
    for (const Diagnostic& problem : diagnostics)
        lines += (lines.empty() ? "" : "\n") + std::string(problem.code) + ' ' + problem.path;
    return encoding.bytes.empty() ? lines : lines + " and bytes";
}

} // namespace wirebench::test
