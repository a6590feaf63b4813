// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/value.h"

#include <cstdint>
#include <vector>

namespace wirebench {

/// Takes the values that a decoder of the tagged family finds, in wire order; arrangeValues() puts them into declared
/// order. Handles are indexes of nodes, parents before children.
class ValueSink {
public:
    static constexpr bool keepsValues = true;

    /// `input` is what is decoded; it must outlive the sink.
    explicit ValueSink(ByteView input) : m_input(input) { }

    /// A value without children.
    void scalar(SlotIndex slot, ValueKind kind, std::uint64_t payload) { m_nodes.push_back({slot, kind, 1, payload}); }
    /// Text, bytes or other content; `bytes` may lie outside the input and are copied then.
    void content(SlotIndex slot, ValueKind kind, ByteView bytes) { scalar(slot, kind, heapRange(bytes)); }
    /// Starts a value with children and gives its handle.
    std::uint32_t openValue(SlotIndex slot, ValueKind kind, std::uint64_t payload = 0)
    {
        scalar(slot, kind, payload);
        return mark() - 1;
    }
    void closeValue(std::uint32_t handle) { m_nodes[handle].nodes = mark() - handle; }
    /// The number of nodes so far; rollBack() takes back all behind a mark.
    std::uint32_t mark() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    void rollBack(std::uint32_t mark) { m_nodes.resize(mark); }
    /// Takes an entry of an open map back, by its key.
    void discard(std::uint32_t key) { m_nodes[key].kind = ValueKind::Absent; }
    /// Leaves a slot of the open struct out, whatever was given for it.
    void refuse(SlotIndex slot) { scalar(slot, ValueKind::Absent, 0); }

    // What decoders tell of records, see AnnotationSink: nothing to do here.
    std::uint32_t open(Role, std::uint64_t, SlotIndex, std::uint64_t) { return 0; }
    void close(std::uint32_t, std::uint64_t, Damage) { }
    void leaf(Role, BitRange, SlotIndex, std::uint32_t, std::uint64_t, Damage = Damage::None) { }
    void prefix(std::uint32_t, Prefix) { }
    std::uint32_t last() const { return 0; }

    /// In wire order, with Lists for parts of repeated fields and one Unknown node an unknown field.
    const std::vector<ValueNode>& nodes() const { return m_nodes; }
    /// Bytes of the heap behind the input.
    const Bytes& copied() const { return m_copied; }
    /// Puts bytes into the heap: offset << 32 | length, as in ValueNode.
    std::uint64_t heapRange(ByteView bytes)
    {
        std::uint64_t offset = m_input.size() + m_copied.size();
        if (bytes.data() >= m_input.data() && bytes.data() + bytes.size() <= m_input.data() + m_input.size())
            offset = static_cast<std::uint64_t>(bytes.data() - m_input.data());
        else
            m_copied.insert(m_copied.end(), bytes.begin(), bytes.end());
        return offset << 32 | bytes.size();
    }
    /// Bytes of the heap.
    ByteView heapBytes(std::uint64_t range) const
    {
        const std::uint64_t offset = range >> 32;
        const std::uint64_t size = range & 0xFFFFFFFFu;
        return offset < m_input.size() || size == 0 ? m_input.subspan(size == 0 ? 0 : offset, size)
                                                    : ByteView(m_copied).subspan(offset - m_input.size(), size);
    }
    void clear() { m_nodes.clear(); }

private:
    const ByteView m_input;
    std::vector<ValueNode> m_nodes;
    Bytes m_copied;
};

/// Appends the value that `sink` took to `nodes`, in plan order: a struct has one child a slot, then its unknown fields
/// and string table; of several values of a slot that holds one the last stays; parts of a repeated field are joined.
void arrangeValues(const Plan& plan, ValueSink& sink, std::vector<ValueNode>& nodes);

} // namespace wirebench
