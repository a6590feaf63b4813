// SPDX-License-Identifier: MIT
#include "core/wire/value.h"

#include "core/wire/bits.h"
#include "core/wire/buffer_values.h"
#include "core/wire/stored_value.h"
#include "core/wire/tagged_values.h"

namespace wirebench {

namespace {

/// Builds the value of a decoded buffer from its records; fixed-size parts are read through the plan.
class ValueReader {
public:
    ValueReader(const Decoded& decoded, Value& value)
        : m_decoded(decoded), m_plan(*decoded.plan), m_space(*decoded.space), m_nodes(value.nodes)
    {
    }

    void readRoot()
    {
        if (m_decoded.annotations.empty()) {
            addAbsentStruct(m_decoded.root);
            return;
        }
        const Annotation& first = m_decoded.annotations.front();
        if (first.kind() == Role::Buffer)
            readBuffer();
        else if (first.kind() == Role::Struct && m_plan.nodeOf(m_decoded.root).op == Op::Record)
            readBitStruct(m_decoded.root, 0, 1);
        else if (first.kind() == Role::Struct || first.kind() == Role::Message)
            readStruct(0);
        else
            addAbsentStruct(m_decoded.root);
    }

private:
    std::uint32_t open(SlotIndex slot, ValueKind kind)
    {
        m_nodes.push_back({slot, kind, 1, 0});
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }

    void close(std::uint32_t index) { m_nodes[index].nodes = static_cast<std::uint32_t>(m_nodes.size()) - index; }

    void add(SlotIndex slot, ValueKind kind, std::uint64_t payload = 0) { m_nodes.push_back({slot, kind, 1, payload}); }

    void addAbsentStruct(SlotIndex slot)
    {
        const std::uint32_t index = open(slot, slot == kNoIndex ? ValueKind::List : ValueKind::Struct);
        if (slot != kNoIndex)
            addMissing(m_plan.nodeOf(slot), m_plan.nodeOf(slot).firstSlot);
        close(index);
    }

    /// Marks the slots from `next` on as left out.
    void addMissing(const Node& node, SlotIndex next)
    {
        for (; next < node.firstSlot + node.slotCount; ++next)
            add(next, ValueKind::Absent);
    }

    void readBuffer()
    {
        const std::uint32_t list = open(kNoIndex, ValueKind::List);
        const std::vector<Annotation>& records = m_decoded.annotations;
        for (std::uint32_t record = 1; record < records.front().next; record = records[record].next) {
            const Annotation& message = records[record];
            if (message.kind() != Role::Message && message.kind() != Role::Struct)
                continue;
            if (message.slot != kNoIndex && m_plan.nodeOf(message.slot).op == Op::Record)
                readRecordElement(message);
            else if (message.slot != kNoIndex)
                readStruct(record);
            else if (message.damage() == Damage::None)
                add(kNoIndex, ValueKind::Unknown, heapRange(message.bits()));
            else
                continue;
            ++m_nodes[list].payload;
        }
        close(list);
    }

    void readRecordElement(const Annotation& record)
    {
        m_total = 0;
        readBitStruct(record.slot, record.first, 1);
    }

    static std::uint64_t heapRange(BitRange bits) { return (bits.first / 8) << 32 | (bits.count / 8); }

    /// A struct or message with records of its own.
    void readStruct(std::uint32_t record)
    {
        const std::vector<Annotation>& records = m_decoded.annotations;
        const Annotation& self = records[record];
        const Node& node = m_plan.nodeOf(self.slot);
        const std::uint32_t index = open(self.slot, ValueKind::Struct);
        SlotIndex next = node.firstSlot;
        for (std::uint32_t child = record + 1; child < self.next; child = records[child].next) {
            const Annotation& part = records[child];
            if (part.slot == kNoIndex || part.slot < next)
                continue;
            if (part.kind() == Role::Value) {
                std::uint64_t at = part.first;
                for (; next < part.slot + part.run; ++next) {
                    readFixed(next, at);
                    at += m_plan.nodeOf(next).minBits;
                }
            } else {
                readRecord(child);
                ++next;
            }
        }
        addMissing(node, next);
        close(index);
    }

    /// The value of a record that is one slot.
    void readRecord(std::uint32_t record)
    {
        const Annotation& self = m_decoded.annotations[record];
        const Node& node = m_plan.nodeOf(self.slot);
        if (self.damage() == Damage::Refused || self.kind() == Role::Error) {
            add(self.slot, ValueKind::Absent);
            return;
        }
        switch (self.kind()) {
        case Role::Struct:
            readStruct(record);
            break;
        case Role::Field:
            readText(self, node);
            break;
        case Role::Array:
            readList(record, node);
            break;
        case Role::Optional:
            readOptional(record, node);
            break;
        default:
            readFixed(self.slot, self.first);
            break;
        }
    }

    void readText(const Annotation& self, const Node& node)
    {
        const std::uint64_t prefix = node.prefixBytes * 8u;
        add(self.slot, self.damage() == Damage::NotText ? ValueKind::RawText : ValueKind::Text,
            heapRange({self.first + prefix, self.count - prefix}));
    }

    void readList(std::uint32_t record, const Node& node)
    {
        const std::vector<Annotation>& records = m_decoded.annotations;
        const Annotation& self = records[record];
        const std::uint32_t list = open(self.slot, ValueKind::List);
        if (self.next > record + 1) {
            for (std::uint32_t child = record + 1; child < self.next; child = records[child].next) {
                if (records[child].slot == kNoIndex || records[child].kind() == Role::Error
                    || records[child].damage() == Damage::Refused)
                    continue;
                readRecord(child);
                ++m_nodes[list].payload;
            }
        } else if (m_plan.nodeOf(node.firstSlot).fixedSize()) {
            const std::uint64_t size = m_plan.nodeOf(node.firstSlot).minBits;
            const std::uint64_t end = self.first + self.count;
            for (std::uint64_t at = self.first + node.prefixBytes * 8u; size != 0 && at + size <= end; at += size) {
                readFixed(node.firstSlot, at);
                ++m_nodes[list].payload;
            }
        }
        close(list);
    }

    void readOptional(std::uint32_t record, const Node& node)
    {
        const Annotation& self = m_decoded.annotations[record];
        if (self.count == 8 && self.damage() == Damage::None) {
            add(self.slot, ValueKind::Null);
        } else if (self.next > record + 1 && m_decoded.annotations[record + 1].slot == node.firstSlot
                   && m_decoded.annotations[record + 1].kind() == Role::Struct) {
            readStruct(record + 1);
        } else {
            add(self.slot, ValueKind::Absent);
        }
    }

    /// A fixed-size value of a sequence.
    void readFixed(SlotIndex slot, std::uint64_t at)
    {
        const Node& node = m_plan.nodeOf(slot);
        if (node.op == Op::Sequence) {
            const std::uint32_t index = open(slot, ValueKind::Struct);
            for (SlotIndex child = node.firstSlot; child < node.firstSlot + node.slotCount; ++child)
                readFixed(child, at + m_plan.slots[child].offset);
            close(index);
            return;
        }
        readLeaf(slot, node, at);
    }

    void readLeaf(SlotIndex slot, const Node& node, std::uint64_t at)
    {
        const StoredValue value
            = interpretStored(m_plan, node, readBits(m_space, at, static_cast<unsigned>(node.minBits)));
        add(slot, value.kind, value.payload);
    }

    /// A field without bits is always there.
    bool isThere(BitRange bits) const
    {
        return bits.count == 0
            || (m_decoded.recordBits.first <= bits.first && bits.end() <= m_decoded.recordBits.end());
    }

    void readBitStruct(SlotIndex slot, std::uint64_t base, std::uint32_t depth)
    {
        const Node& node = m_plan.nodeOf(slot);
        const std::uint32_t index = open(slot, ValueKind::Struct);
        for (SlotIndex child = node.firstSlot; child < node.firstSlot + node.slotCount; ++child)
            readBitSlot(child, base + m_plan.slots[child].offset, depth);
        close(index);
    }

    void readBitSlot(SlotIndex slot, std::uint64_t at, std::uint32_t depth)
    {
        const Node& node = m_plan.nodeOf(slot);
        if (m_plan.slots[slot].presenceBit) {
            if (!isThere({at, 1})) {
                add(slot, ValueKind::Absent);
                return;
            }
            if (readBits(m_space, at, 1) == 0) {
                add(slot, ValueKind::Null);
                return;
            }
            ++at;
        }
        const BitRange bits{at, node.minBits};
        const BitRange there = m_decoded.recordBits;
        const bool touched = bits.count == 0 || bits.overlaps(there);
        const bool tooDeep = node.op == Op::Record && m_decoded.limits.depth != 0 && depth + 1 > m_decoded.limits.depth;
        if (!touched || tooDeep) {
            add(slot, ValueKind::Absent);
        } else if (node.op == Op::Record) {
            readBitStruct(slot, at, depth + 1);
        } else if (node.op == Op::Slots) {
            readSlots(slot, node, at, depth);
        } else if (isThere(bits) && node.meaning != Meaning::Padding) {
            readLeaf(slot, node, at);
        } else {
            add(slot, ValueKind::Absent);
        }
    }

    void readSlots(SlotIndex slot, const Node& node, std::uint64_t at, std::uint32_t depth)
    {
        const bool known = isThere({at, node.countBits});
        std::uint64_t count = node.capacity;
        if (known && node.countBits > 0)
            count = readBits(m_space, at, node.countBits);
        const Limits& limits = m_decoded.limits;
        m_total += known ? count : 0;
        if (!known || count > node.capacity || (limits.arrayElements != 0 && count > limits.arrayElements)
            || (limits.totalElements != 0 && m_total > limits.totalElements)) {
            add(slot, ValueKind::Absent);
            return;
        }
        const std::uint32_t list = open(slot, ValueKind::List);
        const std::uint64_t size = m_plan.slotBits(node.firstSlot);
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::size_t before = m_nodes.size();
            readBitSlot(node.firstSlot, at + node.countBits + i * size, depth);
            if (m_nodes[before].kind == ValueKind::Absent)
                m_nodes.resize(before);
            else
                ++m_nodes[list].payload;
        }
        close(list);
    }

    const Decoded& m_decoded;
    const Plan& m_plan;
    const ByteView m_space;
    std::vector<ValueNode>& m_nodes;
    std::uint64_t m_total = 0;
};

} // namespace

Value readValue(const Decoded& decoded)
{
    Value value;
    value.plan = decoded.plan;
    value.root = decoded.root;
    value.heap = decoded.space;
    value.framing = decoded.framing;
    if (decoded.framing == Framing::Delimited) {
        readDelimitedValue(decoded, value);
        return value;
    }
    if (decoded.framing == Framing::Frames) {
        readStreamValue(decoded, value);
        return value;
    }
    value.nodes.reserve(decoded.annotations.size() * 2 + 8);
    const Op op = decoded.root == kNoIndex ? Op::List : decoded.plan->nodeOf(decoded.root).op;
    const bool tagged = op == Op::Tagged || op == Op::PresenceMap;
    if (tagged && !decoded.annotations.empty() && decoded.annotations.front().kind() == Role::Struct) {
        TaggedValueReader reader(decoded, decoded.space);
        reader.readMessage(decoded.root, {0, decoded.space->size()}, value.nodes);
        value.heap = reader.heap();
        return value;
    }
    ValueReader(decoded, value).readRoot();
    return value;
}

} // namespace wirebench
