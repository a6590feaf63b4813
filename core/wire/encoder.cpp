// SPDX-License-Identifier: MIT
#include "core/wire/encoder.h"

#include "core/wire/record_encoder.h"
#include "core/wire/sequence_encoder.h"
#include "core/wire/tagged_encoder.h"

namespace wirebench {

namespace {

void encodeBuffer(const Value& value, const Limits& limits, Encoded& result)
{
    if (value.plan->framing == Framing::SelfDescribing)
        encodeMessages(value, limits, result);
    else
        encodeDelimited(value, limits, result);
}

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

} // namespace

Encoded encode(const Value& value, const Limits& limits)
{
    Encoded result;
    if (value.nodes.empty())
        return result;
    if (value.root == kNoIndex)
        encodeBuffer(value, limits, result);
    else
        encodeOne(value, limits, result);
    if (hasErrors(result.diagnostics))
        result.bytes.clear();
    return result;
}

} // namespace wirebench
