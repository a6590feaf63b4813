// SPDX-License-Identifier: MIT
#include "core/value/json_encoding.h"

#include "core/value/value_path.h"
#include "core/wire/stream_frames.h"

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

ValueShape shapeOf(const Value& value, const BufferForm& form, const JsonNode& json)
{
    if (form.framing == Framing::None)
        return {value.plan.get(), value.root, kNoIndex, &json};
    const SlotIndex element = needsType(form.framing) ? form.type->root
        : form.framing == Framing::Frames             ? value.plan->frame
                                                      : kNoIndex;
    return {value.plan.get(), kNoIndex, element, &json};
}

/// Gives problems of encoding, which know only their paths, their places in the text; of many the first ones, for each
/// is looked for from the outermost value on.
void placeProblems(Diagnostics& encoding, const ValueShape& shape, const JsonDocument& document)
{
    constexpr std::size_t mostPlaced = 100;
    for (std::size_t i = 0; i < std::min(encoding.size(), mostPlaced); ++i) {
        if (encoding[i].place.kind != Place::Kind::None)
            continue;
        if (const JsonNode* node = jsonNodeAt(shape, document, encoding[i].path))
            encoding[i].place = Place::value(node->range());
    }
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
    placeProblems(encoded.diagnostics, shapeOf(result.value, form, json), document);
    diagnostics.insert(diagnostics.end(), std::make_move_iterator(encoded.diagnostics.begin()),
                       std::make_move_iterator(encoded.diagnostics.end()));
    return result;
}

} // namespace wirebench
