// SPDX-License-Identifier: MIT
#include "core/wire/tagged_encoder.h"

#include "core/wire/tagged_writer.h"
#include "core/wire/varint.h"

namespace wirebench {

void TaggedEncoder::append(std::uint32_t index, const Crumb& here, bool delimited, Bytes& bytes)
{
    const std::uint64_t size = m_measure.message(index, here);
    if (m_measure.hasProblems())
        return;
    const std::size_t start = bytes.size();
    bytes.resize(start + size + (delimited ? varintBytes(size) : 0));
    std::uint8_t* at = bytes.data() + start;
    if (delimited)
        at = writeVarint(at, size);
    TaggedWriter(m_value, m_measure.measures(), at).message(index);
}

void encodeTagged(const Value& value, const Limits& limits, Encoded& result)
{
    TaggedEncoder(value, limits, result.diagnostics).append(0, Crumb(), false, result.bytes);
}

void encodeDelimited(const Value& value, const Limits& limits, Encoded& result)
{
    TaggedEncoder encoder(value, limits, result.diagnostics);
    std::uint64_t element = 0;
    for (std::uint32_t child = 1; child < value.nodes.front().nodes; child += value.nodes[child].nodes)
        encoder.append(child, Crumb{nullptr, {kNoIndex, element++}, kNoIndex}, true, result.bytes);
}

Bytes encodeBare(const Value& value)
{
    Limits none;
    none.messageBytes = none.stringBytes = none.arrayElements = none.totalElements = 0;
    none.depth = 0;
    Diagnostics problems;
    TaggedMeasure measure(value, none, problems);
    const Node& node = value.plan->nodeOf(value.root);
    Bytes bytes(measure.bareValue(node, 0));
    if (measure.hasProblems())
        return {};
    TaggedWriter(value, measure.measures(), bytes.data()).bare(node, 0);
    return bytes;
}

} // namespace wirebench
