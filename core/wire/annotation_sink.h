// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/value.h"

#include <vector>

namespace wirebench {

/// A decoder's output that keeps every record. Other sinks (counting, checkpoints) have the same members.
class AnnotationSink {
public:
    static constexpr bool keepsValues = false;

    explicit AnnotationSink(std::vector<Annotation>& records) : m_records(records) { }

    /// Starts a record that will have children and gives its index.
    std::uint32_t open(Role role, std::uint64_t firstBit, SlotIndex slot, std::uint64_t element)
    {
        const auto index = static_cast<std::uint32_t>(m_records.size());
        leaf(role, {firstBit, 0}, slot, 1, element);
        m_parent = index;
        return index;
    }

    void close(std::uint32_t index, std::uint64_t endBit, Damage damage)
    {
        Annotation& record = m_records[index];
        record.count = (endBit - record.first) & 0xFFFFFFFFFFFFu;
        record.damaged = static_cast<std::uint64_t>(damage) & 0x7Fu;
        record.next = static_cast<std::uint32_t>(m_records.size());
        m_parent = record.parent;
    }

    void leaf(Role role, BitRange bits, SlotIndex slot, std::uint32_t run, std::uint64_t element,
              Damage damage = Damage::None)
    {
        Annotation& record = m_records.emplace_back();
        record.first = bits.first & 0xFFFFFFFFFFFFu;
        record.count = bits.count & 0xFFFFFFFFFFFFu;
        record.role = static_cast<std::uint64_t>(role) & 0xFFu;
        record.damaged = static_cast<std::uint64_t>(damage) & 0x7Fu;
        record.run = run & 0xFFFFu;
        record.slot = slot;
        record.parent = m_parent;
        record.next = static_cast<std::uint32_t>(m_records.size());
        record.element = static_cast<std::uint32_t>(element);
    }

    /// The record of a whole field without child records.
    void field(BitRange bits, SlotIndex slot, Prefix widths)
    {
        Annotation& record = m_records.emplace_back();
        record.first = bits.first & 0xFFFFFFFFFFFFu;
        record.count = bits.count & 0xFFFFFFFFFFFFu;
        record.role = static_cast<std::uint64_t>(Role::Field) & 0xFFu;
        record.prefixed = 1;
        record.run = widths.pack() & 0xFFFFu;
        record.slot = slot;
        record.parent = m_parent;
        record.next = static_cast<std::uint32_t>(m_records.size());
    }

    /// Gives a record its prefixes, see Prefix.
    void prefix(std::uint32_t index, Prefix widths)
    {
        m_records[index].prefixed = 1;
        m_records[index].run = widths.pack() & 0xFFFFu;
    }
    /// Index of the last record.
    std::uint32_t last() const { return static_cast<std::uint32_t>(m_records.size() - 1); }

    // What decoders of the tagged family tell of values, see ValueSink: nothing to do here.
    void scalar(SlotIndex, ValueKind, std::uint64_t) { }
    void content(SlotIndex, ValueKind, ByteView) { }
    std::uint32_t openValue(SlotIndex, ValueKind, std::uint64_t = 0) { return 0; }
    void closeValue(std::uint32_t) { }
    std::uint32_t mark() const { return 0; }
    void rollBack(std::uint32_t) { }
    void discard(std::uint32_t) { }
    void refuse(SlotIndex) { }

private:
    std::vector<Annotation>& m_records;
    std::uint32_t m_parent = kNoIndex;
};

} // namespace wirebench
