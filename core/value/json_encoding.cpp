// SPDX-License-Identifier: MIT
#include "core/value/json_encoding.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace wirebench {

namespace {

/// A text with repeated keys is a value all the same; one with errors of syntax is none.
bool isReadable(const Diagnostics& diagnostics)
{
    return std::all_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& problem) {
        return problem.severity != Severity::Error || problem.code == "duplicate-key";
    });
}

/// Whether a value with parts that could not be bound can be walked by the encoder: one message of the tagged family.
bool isWalkable(const Value& value)
{
    if (value.root == kNoIndex || value.nodes.empty() || value.nodes.front().kind != ValueKind::Struct)
        return false;
    const Op op = value.plan->nodeOf(value.root).op;
    return op == Op::Tagged || op == Op::PresenceMap;
}

/// Leaves those problems of encoding that binding could not find and that are none of parts which it refused.
void keepProblemsOfWholeParts(Diagnostics& encoding, const Diagnostics& binding)
{
    std::unordered_set<std::string_view> refused;
    for (const Diagnostic& problem : binding)
        refused.insert(problem.path);
    std::erase_if(encoding, [&](const Diagnostic& problem) {
        const bool late
            = problem.code == "validate" || problem.code == "value-range" || problem.code.starts_with("limit-");
        return !late || refused.contains(problem.path);
    });
}

} // namespace

JsonEncoding encodeJson(std::shared_ptr<const Plan> plan, const BufferForm& form, const JsonDocument& document,
                        const JsonNode& json, const Limits& limits, Diagnostics& diagnostics,
                        const StreamOptions& stream)
{
    JsonEncoding result;
    if (!isReadable(diagnostics))
        return result;
    result.value = form.framing == Framing::None ? bindJson(std::move(plan), *form.type, document, json, diagnostics)
                                                 : bindJsonBuffer(std::move(plan), form, document, json, diagnostics);
    const bool broken = hasErrors(diagnostics);
    if (result.value.nodes.empty() || (broken && !isWalkable(result.value)))
        return result;
    Encoded encoded = encode(result.value, limits, stream);
    if (broken)
        keepProblemsOfWholeParts(encoded.diagnostics, diagnostics);
    else
        result.bytes = std::move(encoded.bytes);
    diagnostics.insert(diagnostics.end(), std::make_move_iterator(encoded.diagnostics.begin()),
                       std::make_move_iterator(encoded.diagnostics.end()));
    return result;
}

} // namespace wirebench
