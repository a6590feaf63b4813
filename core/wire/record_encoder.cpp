// SPDX-License-Identifier: MIT
#include "core/wire/record_encoder.h"

#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/record_decoder.h"

#include <algorithm>

namespace wirebench {

namespace {

/// Places the fields of bit records.
class RecordWriter {
public:
    RecordWriter(const Value& value, const Limits& limits, Encoded& result)
        : m_value(value), m_plan(*value.plan), m_limits(limits), m_result(result)
    {
    }

    void writeStruct(const Node& node, std::uint32_t index, std::uint64_t base, std::uint32_t depth)
    {
        if (m_limits.depth != 0 && depth > m_limits.depth) {
            problem("limit-depth",
                    {"This struct lies deeper than the limit of {0} levels.", {std::to_string(m_limits.depth)}});
            return;
        }
        std::uint32_t child = index + 1;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            m_path.push_back({slot, kUnbounded});
            writeSlot(slot, child, base + m_plan.slots[slot].offset, depth);
            m_path.pop_back();
            child += m_value.nodes[child].nodes;
        }
    }

private:
    void writeSlot(SlotIndex slot, std::uint32_t index, std::uint64_t at, std::uint32_t depth)
    {
        const Node& node = m_plan.nodeOf(slot);
        const ValueNode& value = m_value.nodes[index];
        if (m_plan.slots[slot].presenceBit) {
            if (value.kind == ValueKind::Null || value.kind == ValueKind::Absent)
                return;
            placeBits(m_result.bytes, at++, 1, 1);
        }
        if (node.meaning == Meaning::Padding)
            return;
        if (value.kind == ValueKind::Absent) {
            problem("missing-value", {"A value is required here, but there is none.", {}});
        } else if (value.kind == ValueKind::Raw) {
            problem("value-range",
                    {"The stored number {0} has no meaning in the schema and cannot be encoded.",
                     {std::to_string(value.payload)}});
        } else if (node.op == Op::Record) {
            writeStruct(node, index, at, depth + 1);
        } else if (node.op == Op::Slots) {
            writeSlots(node, index, at, depth);
        } else {
            placeBits(m_result.bytes, at, static_cast<unsigned>(node.minBits), value.payload - node.lowest);
        }
    }

    void writeSlots(const Node& node, std::uint32_t index, std::uint64_t at, std::uint32_t depth)
    {
        const ValueNode& list = m_value.nodes[index];
        if (!countAllowed(list.payload))
            return;
        placeBits(m_result.bytes, at, node.countBits, list.payload);
        at += node.countBits;
        std::uint64_t i = 0;
        for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes) {
            m_path.push_back({node.firstSlot, i++});
            writeSlot(node.firstSlot, child, at, depth);
            m_path.pop_back();
            at += m_plan.slotBits(node.firstSlot);
        }
    }

    bool countAllowed(std::uint64_t count)
    {
        m_total += count;
        if (m_limits.arrayElements != 0 && count > m_limits.arrayElements) {
            problem("limit-array",
                    {"The array has {0} elements; the limit is {1}.",
                     {std::to_string(count), std::to_string(m_limits.arrayElements)}});
            return false;
        }
        if (m_limits.totalElements != 0 && m_total > m_limits.totalElements) {
            problem("limit-total",
                    {"With this array there are {0} elements in all; the limit is {1}.",
                     {std::to_string(m_total), std::to_string(m_limits.totalElements)}});
            return false;
        }
        return true;
    }

    [[gnu::cold]] void problem(std::string_view code, Message message)
    {
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.message = std::move(message);
        diagnostic.path = pathText(m_plan, m_path);
        m_result.diagnostics.push_back(std::move(diagnostic));
    }

    const Value& m_value;
    const Plan& m_plan;
    const Limits& m_limits;
    Encoded& m_result;
    std::vector<PathStep> m_path;
    std::uint64_t m_total = 0;
};

} // namespace

void encodeRecord(const Value& value, const Limits& limits, Encoded& result)
{
    const Node& node = value.plan->nodeOf(value.root);
    result.bytes.assign(recordBytes(node.minBits), 0);
    RecordWriter(value, limits, result).writeStruct(node, 0, 0, 1);
    if (node.byteReversed)
        std::reverse(result.bytes.begin(), result.bytes.end());
}

} // namespace wirebench
