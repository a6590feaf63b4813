// SPDX-License-Identifier: MIT
#include "core/wire/sequence_encoder.h"

#include "core/wire/bits.h"
#include "core/wire/encoding_problems.h"

#include <cstring>

namespace wirebench {

namespace {

/// The size pass of sequences: bytes, limits, and what cannot be encoded at all.
class SizePass {
public:
    SizePass(const Value& value, const Limits& limits, Diagnostics& problems)
        : m_value(value), m_plan(*value.plan), m_problems(value, limits, problems)
    {
    }

    /// Bytes of the message or value at `index`, whose slot is `slot`.
    std::uint64_t size(SlotIndex slot, std::uint32_t index, std::uint64_t element)
    {
        m_problems.startMessage();
        const Crumb root{nullptr, {kNoIndex, element}};
        const std::uint64_t bytes = sizeOf(slot, index, 0, root);
        m_problems.checkMessage(bytes, root);
        return bytes;
    }

private:
    /// `here` is the crumb of the value itself.
    std::uint64_t sizeOf(SlotIndex slot, std::uint32_t index, std::uint32_t depth, const Crumb& here)
    {
        const Node& node = m_plan.nodeOf(slot);
        const ValueNode& value = m_value.nodes[index];
        switch (node.op) {
        case Op::Text:
            return node.prefixBytes + textSize(value, here);
        case Op::List:
            return node.prefixBytes + listSize(node, index, depth, here);
        case Op::Optional:
            if (value.kind == ValueKind::Null || value.kind == ValueKind::Absent)
                return 1;
            return 1 + sizeOf(node.firstSlot, index, depth, here);
        case Op::Message:
            return 12 + structSize(node, index, depth + 1, here);
        case Op::Sequence:
            return structSize(node, index, depth + 1, here);
        default:
            if (value.kind == ValueKind::Raw)
                m_problems.add(here, "value-range",
                               {"This number has no meaning in the schema and cannot be encoded.", {}});
            return node.minBits / 8;
        }
    }

    std::uint64_t textSize(const ValueNode& value, const Crumb& here)
    {
        const std::uint64_t length = value.kind == ValueKind::Absent ? 0 : value.payload & 0xFFFFFFFFu;
        m_problems.checkText(length, here);
        return length;
    }

    std::uint64_t structSize(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
    {
        if (m_value.nodes[index].kind == ValueKind::Absent)
            return node.minBits / 8;
        if (!m_problems.checkDepth(depth, here))
            return 0;
        std::uint64_t bytes = 0;
        std::uint32_t child = index + 1;
        for (std::uint32_t i = node.firstStep; i < node.firstStep + node.stepCount; ++i) {
            const Step& step = m_plan.steps[i];
            if (step.kind == Step::Kind::Block && depth + step.nesting <= m_problems.depthLimit()
                && plainBlock(step, child)) {
                bytes += step.bytes;
                continue;
            }
            for (SlotIndex slot = step.slot; slot < step.slot + step.count; ++slot) {
                bytes += sizeOf(slot, child, depth, {&here, {slot, kUnbounded}});
                child += m_value.nodes[child].nodes;
            }
        }
        return bytes;
    }

    /// Moves `child` behind the values of a block; false, without moving, when one of them cannot be encoded.
    bool plainBlock(const Step& step, std::uint32_t& child) const
    {
        std::uint32_t at = child;
        for (std::uint32_t i = 0; i < step.count; ++i) {
            const std::uint32_t end = at + m_value.nodes[at].nodes;
            for (; at < end; ++at) {
                if (m_value.nodes[at].kind == ValueKind::Raw) [[unlikely]]
                    return false;
            }
        }
        child = at;
        return true;
    }

    std::uint64_t listSize(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
    {
        const ValueNode& list = m_value.nodes[index];
        if (list.kind == ValueKind::Absent)
            return 0;
        m_problems.checkElements(list.payload, here);
        const Node& element = m_plan.nodeOf(node.firstSlot);
        if (element.op == Op::Fixed)
            return list.payload * (element.minBits / 8);
        std::uint64_t bytes = 0;
        std::uint64_t i = 0;
        for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes) {
            bytes += sizeOf(node.firstSlot, child, depth, {&here, {node.firstSlot, i++}});
        }
        return bytes;
    }

    const Value& m_value;
    const Plan& m_plan;
    EncodingProblems m_problems;
};

/// The write pass of sequences, into a buffer of exactly the right size.
class SequenceWriter {
public:
    SequenceWriter(const Value& value, Bytes& bytes) : m_value(value), m_plan(*value.plan), m_at(bytes.data()) { }

    void writeMessage(SlotIndex slot, std::uint32_t index, std::uint64_t size)
    {
        const Node& node = m_plan.nodeOf(slot);
        put(m_plan.messages[node.detail].typeId, 8);
        put(size - 12, 4);
        writeStruct(node, index);
    }

    void writeBytes(ByteView bytes)
    {
        copyText(m_at, bytes.data(), bytes.size());
        m_at += bytes.size();
    }

    void write(SlotIndex slot, std::uint32_t index) { writeNode(m_plan.nodeOf(slot), index); }

private:
    void writeNode(const Node& node, std::uint32_t index)
    {
        const ValueNode& value = m_value.nodes[index];
        switch (node.op) {
        case Op::Text: {
            const ByteView text = value.kind == ValueKind::Absent ? ByteView() : m_value.heapBytes(value);
            put(text.size(), node.prefixBytes);
            writeBytes(text);
            break;
        }
        case Op::List:
            put(value.kind == ValueKind::Absent ? 0 : value.payload, node.prefixBytes);
            for (std::uint32_t child = index + 1; child < index + value.nodes; child += m_value.nodes[child].nodes)
                write(node.firstSlot, child);
            break;
        case Op::Optional: {
            const bool present = value.kind == ValueKind::Struct;
            put(present ? 1 : 0, 1);
            if (present)
                write(node.firstSlot, index);
            break;
        }
        case Op::Sequence:
            writeStruct(node, index);
            break;
        default:
            put(value.kind == ValueKind::Absent ? 0 : value.payload, static_cast<unsigned>(node.minBits / 8));
            break;
        }
    }

    void put(std::uint64_t value, unsigned bytes)
    {
        writeLittle(m_at, value, bytes);
        m_at += bytes;
    }

    void writeStruct(const Node& node, std::uint32_t index)
    {
        if (m_value.nodes[index].kind == ValueKind::Absent) {
            std::memset(m_at, 0, node.minBits / 8);
            m_at += node.minBits / 8;
            return;
        }
        std::uint32_t child = index + 1;
        const Slot* slots = m_plan.slots.data() + node.firstSlot;
        for (const Slot* slot = slots; slot < slots + node.slotCount; ++slot) {
            const ValueNode& value = m_value.nodes[child];
            const Node& type = m_plan.nodes[slot->node];
            if (type.op == Op::Fixed) // most fields of most structs
                put(value.kind == ValueKind::Absent ? 0 : value.payload, static_cast<unsigned>(type.minBits / 8));
            else
                writeNode(type, child);
            child += value.nodes;
        }
    }

    const Value& m_value;
    const Plan& m_plan;
    std::uint8_t* m_at;
};

} // namespace

void encodeMessages(const Value& value, const Limits& limits, Encoded& result)
{
    struct Part {
        std::uint32_t index;
        std::uint64_t size;
    };
    std::vector<Part> parts;
    SizePass sizes(value, limits, result.diagnostics);
    std::uint64_t total = 0;
    for (std::uint32_t child = 1; child < value.nodes.front().nodes; child += value.nodes[child].nodes) {
        const ValueNode& message = value.nodes[child];
        const std::uint64_t size = message.kind == ValueKind::Unknown ? message.payload & 0xFFFFFFFFu
                                                                      : sizes.size(message.slot, child, parts.size());
        parts.push_back({child, size});
        total += size;
    }
    if (hasErrors(result.diagnostics))
        return;
    result.bytes.resize(total);
    SequenceWriter writer(value, result.bytes);
    for (const Part& part : parts) {
        const ValueNode& message = value.nodes[part.index];
        if (message.kind == ValueKind::Unknown)
            writer.writeBytes(value.heapBytes(message));
        else
            writer.writeMessage(message.slot, part.index, part.size);
    }
}

void encodeSequence(const Value& value, const Limits& limits, Encoded& result)
{
    const std::uint64_t size = SizePass(value, limits, result.diagnostics).size(value.root, 0, kUnbounded);
    if (hasErrors(result.diagnostics))
        return;
    result.bytes.resize(size);
    SequenceWriter writer(value, result.bytes);
    if (value.plan->nodeOf(value.root).op == Op::Message)
        writer.writeMessage(value.root, 0, size);
    else
        writer.write(value.root, 0);
}

} // namespace wirebench
