// SPDX-License-Identifier: MIT
#include "core/wire/sequence_encoder.h"

#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/nesting.h"

#include <algorithm>
#include <cstring>

namespace wirebench {

namespace {

/// Where the size pass is, on its native stack: a path is made of it only for a problem.
struct Crumb {
    const Crumb* up = nullptr;
    PathStep step;
};

/// The size pass of sequences: bytes, limits, and what cannot be encoded at all.
class SizePass {
public:
    SizePass(const Value& value, const Limits& limits, Diagnostics& problems)
        : m_value(value), m_plan(*value.plan), m_limits(limits), m_problems(problems), m_depthLimit(depthLimit(limits))
    {
    }

    /// Bytes of the message or value at `index`, whose slot is `slot`.
    std::uint64_t size(SlotIndex slot, std::uint32_t index, std::uint64_t element)
    {
        m_total = 0;
        const Crumb root{nullptr, {kNoIndex, element}};
        const std::uint64_t bytes = sizeOf(slot, index, 0, root);
        if (m_limits.messageBytes != 0 && bytes > m_limits.messageBytes)
            problem(root, "limit-message",
                    {"The encoded value takes {0} bytes; the limit is {1}.",
                     {std::to_string(bytes), std::to_string(m_limits.messageBytes)}});
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
                problem(here, "value-range", {"This number has no meaning in the schema and cannot be encoded.", {}});
            return node.minBits / 8;
        }
    }

    std::uint64_t textSize(const ValueNode& value, const Crumb& here)
    {
        const std::uint64_t length = value.kind == ValueKind::Absent ? 0 : value.payload & 0xFFFFFFFFu;
        if (m_limits.stringBytes != 0 && length > m_limits.stringBytes)
            problem(here, "limit-string",
                    {"The text has {0} bytes; the limit is {1}.",
                     {std::to_string(length), std::to_string(m_limits.stringBytes)}});
        return length;
    }

    std::uint64_t structSize(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
    {
        if (m_value.nodes[index].kind == ValueKind::Absent)
            return node.minBits / 8;
        if (depth > m_depthLimit) {
            problem(here, "limit-depth",
                    {"This struct lies deeper than the limit of {0} levels.", {std::to_string(m_depthLimit)}});
            return 0;
        }
        std::uint64_t bytes = 0;
        std::uint32_t child = index + 1;
        for (std::uint32_t i = node.firstStep; i < node.firstStep + node.stepCount; ++i) {
            const Step& step = m_plan.steps[i];
            if (step.kind == Step::Kind::Block && depth + step.nesting <= m_depthLimit && plainBlock(step, child)) {
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
        if (m_limits.arrayElements != 0 && list.payload > m_limits.arrayElements)
            problem(here, "limit-array",
                    {"The array has {0} elements; the limit is {1}.",
                     {std::to_string(list.payload), std::to_string(m_limits.arrayElements)}});
        m_total += list.payload;
        if (m_limits.totalElements != 0 && m_total > m_limits.totalElements
            && m_total - list.payload <= m_limits.totalElements)
            problem(here, "limit-total",
                    {"With this array there are {0} elements in all; the limit is {1}.",
                     {std::to_string(m_total), std::to_string(m_limits.totalElements)}});
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

    [[gnu::cold]] void problem(const Crumb& here, std::string_view code, Message message)
    {
        std::vector<PathStep> steps;
        for (const Crumb* crumb = &here; crumb; crumb = crumb->up)
            steps.push_back(crumb->step);
        std::reverse(steps.begin(), steps.end());
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.message = std::move(message);
        diagnostic.path = pathText(m_plan, steps);
        m_problems.push_back(std::move(diagnostic));
    }

    const Value& m_value;
    const Plan& m_plan;
    const Limits& m_limits;
    Diagnostics& m_problems;
    const std::uint32_t m_depthLimit;
    std::uint64_t m_total = 0;
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
