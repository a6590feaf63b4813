// SPDX-License-Identifier: MIT
#include "core/wire/encoder.h"

#include "core/wire/record_encoder.h"
#include "core/wire/sequence_encoder.h"

namespace wirebench {

Encoded encode(const Value& value, const Limits& limits)
{
    Encoded result;
    if (value.nodes.empty())
        return result;
    if (value.root == kNoIndex)
        encodeMessages(value, limits, result);
    else if (value.plan->nodeOf(value.root).op == Op::Record)
        encodeRecord(value, limits, result);
    else
        encodeSequence(value, limits, result);
    if (hasErrors(result.diagnostics))
        result.bytes.clear();
    return result;
}

} // namespace wirebench
