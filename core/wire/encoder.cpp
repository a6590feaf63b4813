// SPDX-License-Identifier: MIT
#include "core/wire/encoder.h"

#include "core/wire/frame_encoder.h"
#include "core/wire/record_encoder.h"
#include "core/wire/sequence_encoder.h"
#include "core/wire/tagged_encoder.h"

namespace wirebench {

namespace {

void encodeOne(const Value& value, const Limits& limits, Encoded& result)
{
    switch (value.plan->nodeOf(value.root).op) {
    case Op::Record:
        encodeRecord(value, limits, result);
        break;
    case Op::Tagged:
    case Op::PresenceMap:
        encodeTagged(value, limits, result);
        break;
    default:
        encodeSequence(value, limits, result);
        break;
    }
}

/// Each element is a value of its own.
void encodeConcatenated(const Value& value, const Limits& limits, Encoded& result)
{
    std::uint64_t element = 0;
    for (std::uint32_t child = 1; child < value.nodes.front().nodes; child += value.nodes[child].nodes) {
        const auto first = value.nodes.begin() + child;
        Value one;
        one.plan = value.plan;
        one.heap = value.heap;
        one.root = first->slot;
        one.nodes.assign(first, first + first->nodes);
        Encoded encoded;
        encodeOne(one, limits, encoded);
        result.bytes.insert(result.bytes.end(), encoded.bytes.begin(), encoded.bytes.end());
        const std::string index = '[' + std::to_string(element++) + ']';
        for (Diagnostic& problem : encoded.diagnostics) {
            problem.path = index + (problem.path.empty() || problem.path.front() == '[' ? "" : ".") + problem.path;
            result.diagnostics.push_back(std::move(problem));
        }
    }
}

void encodeBuffer(const Value& value, const Limits& limits, const StreamOptions& stream, Encoded& result)
{
    switch (value.framing) {
    case Framing::Frames:
        encodeFrames(value, limits, stream, result);
        break;
    case Framing::Delimited:
        encodeDelimited(value, limits, result);
        break;
    case Framing::Concatenated:
        encodeConcatenated(value, limits, result);
        break;
    default:
        encodeMessages(value, limits, result);
        break;
    }
}

} // namespace

Encoded encode(const Value& value, const Limits& limits, const StreamOptions& stream)
{
    Encoded result;
    if (value.nodes.empty())
        return result;
    if (value.root == kNoIndex)
        encodeBuffer(value, limits, stream, result);
    else
        encodeOne(value, limits, result);
    if (hasErrors(result.diagnostics))
        result.bytes.clear();
    return result;
}

} // namespace wirebench
