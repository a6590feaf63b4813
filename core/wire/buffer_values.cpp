// SPDX-License-Identifier: MIT
#include "core/wire/buffer_values.h"

#include "core/base/text.h"
#include "core/wire/tagged_values.h"
#include "core/wire/varint.h"

#include <utility>

namespace wirebench {

namespace {

bool usesHeap(ValueKind kind)
{
    return kind == ValueKind::Text || kind == ValueKind::RawText || kind == ValueKind::Content
        || kind == ValueKind::Unknown;
}

/// Builds the value of a stream. Values whose bytes lie outside the input get their place in the heap at the end, when
/// it is known how much the others need.
class StreamReader {
public:
    StreamReader(const Decoded& decoded, Value& value)
        : m_decoded(decoded), m_plan(*decoded.plan), m_nodes(value.nodes), m_inPlace(decoded, decoded.space)
    {
    }

    void run()
    {
        const std::uint32_t list = open(kNoIndex, ValueKind::List, m_decoded.items.size());
        for (const StreamItem& item : m_decoded.items)
            readItem(item);
        close(list);
    }

    std::shared_ptr<const Bytes> heap()
    {
        std::shared_ptr<const Bytes> base = m_inPlace.heap();
        if (m_outside.empty())
            return base;
        for (const auto& [first, last] : m_moved) {
            for (std::uint32_t node = first; node < last; ++node) {
                if (usesHeap(m_nodes[node].kind))
                    m_nodes[node].payload += std::uint64_t{base->size()} << 32;
            }
        }
        auto heap = std::make_shared<Bytes>(*base);
        heap->insert(heap->end(), m_outside.begin(), m_outside.end());
        return heap;
    }

private:
    std::uint32_t open(SlotIndex slot, ValueKind kind, std::uint64_t payload = 0)
    {
        m_nodes.push_back({slot, kind, 1, payload});
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }
    void close(std::uint32_t index) { m_nodes[index].nodes = static_cast<std::uint32_t>(m_nodes.size()) - index; }

    void readItem(const StreamItem& item)
    {
        const FrameType& type = m_plan.frameTypes[item.type];
        const Node& frame = m_plan.nodeOf(m_plan.frame);
        const std::uint32_t index = open(m_plan.frame, ValueKind::Struct);
        for (SlotIndex slot = frame.firstSlot; slot < frame.firstSlot + frame.slotCount; ++slot) {
            if (slot == type.slot)
                readBody(item, type);
            else
                open(slot, ValueKind::Absent);
        }
        close(index);
    }

    void readBody(const StreamItem& item, const FrameType& type)
    {
        if (type.body == FrameBody::Message) {
            readMessage(item, type.slot);
            return;
        }
        const auto first = static_cast<std::uint32_t>(m_nodes.size());
        readControl(item, type);
        if (item.content) {
            shiftInto(first, *item.content);
        }
    }

    /// Nodes from `first` on refer to `bytes`, which are not in the input: they get a place behind it.
    void shiftInto(std::uint32_t first, const Bytes& bytes)
    {
        for (std::uint32_t node = first; node < m_nodes.size(); ++node) {
            if (usesHeap(m_nodes[node].kind))
                m_nodes[node].payload += std::uint64_t{m_outside.size()} << 32;
        }
        m_moved.emplace_back(first, static_cast<std::uint32_t>(m_nodes.size()));
        m_outside.insert(m_outside.end(), bytes.begin(), bytes.end());
    }

    void readMessage(const StreamItem& item, SlotIndex slot)
    {
        if (item.referenceType == kNoIndex) {
            readForeign(item, slot);
            return;
        }
        const std::uint32_t reference = open(slot, ValueKind::Reference, item.referenceType);
        const SlotIndex root = m_plan.referenceTypes[item.referenceType].slot;
        if (item.message) {
            const auto first = static_cast<std::uint32_t>(m_nodes.size());
            TaggedValueReader reader(*item.message, item.message->space);
            reader.readMessage(root, {0, item.message->space->size()}, m_nodes);
            shiftInto(first, *reader.heap());
        } else {
            m_inPlace.readMessage(root, {item.begin, item.end}, m_nodes);
        }
        close(reference);
    }

    void readForeign(const StreamItem& item, SlotIndex slot)
    {
        const std::uint32_t foreign = open(slot, ValueKind::ForeignType);
        open(kNoIndex, ValueKind::UInt, item.typeId);
        const std::uint32_t content = open(kNoIndex, ValueKind::Content, item.begin << 32 | (item.end - item.begin));
        if (item.content)
            shiftInto(content, *item.content);
        close(foreign);
    }

    /// The decoder has found the payload sound.
    void readControl(const StreamItem& item, const FrameType& type)
    {
        const Bytes& bytes = item.content ? *item.content : *m_decoded.bytes;
        std::uint64_t at = item.begin;
        const auto number = [&] {
            const ReadVarint read = readVarint(bytes, at, item.end);
            at += read.bytes;
            return read.value;
        };
        const auto text = [&](SlotIndex slot, std::uint64_t size) {
            const ByteView content = ByteView(bytes).subspan(at, size);
            const bool valid = validUtf8Prefix(content) == size;
            open(slot, valid ? ValueKind::Text : ValueKind::RawText, at << 32 | size);
            at += size;
        };
        if (type.body == FrameBody::Number) {
            open(type.slot, ValueKind::UInt, number());
        } else if (type.body == FrameBody::Text) {
            text(type.slot, item.end - at);
        } else if (type.body == FrameBody::Opaque) {
            open(type.slot, ValueKind::Content, at << 32 | (item.end - at));
        } else {
            const SlotIndex first = m_plan.nodeOf(type.slot).firstSlot;
            const std::uint32_t index = open(type.slot, ValueKind::Struct);
            if (type.body == FrameBody::Pair)
                text(first, number());
            else
                open(first, ValueKind::UInt, number());
            text(first + 1, type.body == FrameBody::Pair ? number() : item.end - at);
            close(index);
        }
    }

    const Decoded& m_decoded;
    const Plan& m_plan;
    std::vector<ValueNode>& m_nodes;
    TaggedValueReader m_inPlace;
    Bytes m_outside; ///< Heap behind that of the values in place.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_moved; ///< Nodes that refer to it, half-open.
};

} // namespace

void readDelimitedValue(const Decoded& decoded, Value& value)
{
    TaggedValueReader reader(decoded, decoded.space);
    value.nodes.push_back({kNoIndex, ValueKind::List, 1, 0});
    const std::vector<Annotation>& records = decoded.annotations;
    for (std::uint32_t record = 1; record < records.front().next; record = records[record].next) {
        const Annotation& message = records[record];
        if (message.kind() != Role::Struct)
            continue;
        const std::uint64_t begin = message.first / 8;
        const ReadVarint length = readVarint(*decoded.bytes, begin, decoded.bytes->size());
        const std::uint64_t end = message.bits().end() / 8;
        reader.readMessage(
            message.slot,
            {begin + length.bytes, end, message.element, length.bytes, length.value > end - begin - length.bytes},
            value.nodes);
        ++value.nodes.front().payload;
    }
    value.nodes.front().nodes = static_cast<std::uint32_t>(value.nodes.size());
    value.heap = reader.heap();
}

void readStreamValue(const Decoded& decoded, Value& value)
{
    StreamReader reader(decoded, value);
    reader.run();
    value.heap = reader.heap();
}

} // namespace wirebench
