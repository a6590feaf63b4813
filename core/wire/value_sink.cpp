// SPDX-License-Identifier: MIT
#include "core/wire/value_sink.h"

#include <algorithm>

namespace wirebench {

namespace {

/// Walks the nodes of a sink and emits them in plan order. Keeps its own stack.
class Arranger {
public:
    Arranger(const Plan& plan, ValueSink& sink, std::vector<ValueNode>& out)
        : m_plan(plan), m_sink(sink), m_out(out) { }

    void run()
    {
        if (m_sink.nodes().empty())
            return;
        m_found.push_back(0);
        emit({m_sink.nodes()[0].slot, 0, 1});
        while (!m_levels.empty()) {
            Level& level = m_levels.back();
            if (level.next < level.lastEntry) {
                const Entry entry = m_entries[level.next++];
                emit(entry);
            } else {
                close();
            }
        }
    }

private:
    /// A child to emit: `count` nodes of the sink, from `found` on in m_found. None: the slot is left out.
    struct Entry {
        SlotIndex slot;
        std::uint32_t found;
        std::uint32_t count;
    };
    struct Level {
        std::uint32_t out;
        std::uint32_t firstEntry;
        std::uint32_t next;
        std::uint32_t lastEntry;
        std::uint32_t firstFound;
    };

    const ValueNode& raw(std::uint32_t index) const { return m_sink.nodes()[index]; }

    void emit(const Entry& entry)
    {
        if (entry.count == 0) {
            m_out.push_back({entry.slot, ValueKind::Absent, 1, 0});
            return;
        }
        const std::uint32_t last = m_found[entry.found + entry.count - 1];
        ValueNode node = raw(last);
        const bool composite = isComposite(node.kind);
        node.nodes = 1;
        if (node.kind == ValueKind::Unknown && entry.count > 1)
            node.payload = joined(entry);
        m_out.push_back(node);
        if (composite)
            open(entry, node);
    }

    static bool isComposite(ValueKind kind)
    {
        return kind == ValueKind::Struct || kind == ValueKind::List || kind == ValueKind::Map
            || kind == ValueKind::Reference || kind == ValueKind::ForeignType || kind == ValueKind::Strings;
    }

    void open(const Entry& entry, const ValueNode& node)
    {
        Level level{};
        level.out = static_cast<std::uint32_t>(m_out.size() - 1);
        level.firstEntry = level.next = static_cast<std::uint32_t>(m_entries.size());
        level.firstFound = static_cast<std::uint32_t>(m_found.size());
        if (node.kind == ValueKind::Struct) {
            addFields(m_found[entry.found + entry.count - 1], m_plan.nodeOf(node.slot));
        } else {
            const bool joins = node.kind == ValueKind::List;
            for (std::uint32_t i = joins ? 0 : entry.count - 1; i < entry.count; ++i)
                addChildren(m_found[entry.found + i], node.kind);
        }
        level.lastEntry = static_cast<std::uint32_t>(m_entries.size());
        m_levels.push_back(level);
    }

    void close()
    {
        const Level level = m_levels.back();
        m_levels.pop_back();
        ValueNode& node = m_out[level.out];
        node.nodes = static_cast<std::uint32_t>(m_out.size()) - level.out;
        const std::uint64_t children = level.lastEntry - level.firstEntry;
        if (node.kind == ValueKind::List || node.kind == ValueKind::Strings)
            node.payload = children;
        else if (node.kind == ValueKind::Map)
            node.payload = children / 2;
        m_entries.resize(level.firstEntry);
        m_found.resize(level.firstFound);
    }

    void addEntry(std::uint32_t index)
    {
        m_entries.push_back({raw(index).slot, static_cast<std::uint32_t>(m_found.size()), 1});
        m_found.push_back(index);
    }

    void addChildren(std::uint32_t parent, ValueKind kind)
    {
        const std::uint32_t end = parent + raw(parent).nodes;
        for (std::uint32_t child = parent + 1; child < end; child += raw(child).nodes) {
            if (kind != ValueKind::Map) {
                addEntry(child);
                continue;
            }
            const std::uint32_t value = child + raw(child).nodes;
            if (raw(child).kind != ValueKind::Absent) {
                addEntry(child);
                addEntry(value);
            }
            child = value;
        }
    }

    /// The fields of a struct in declared order, each with all its nodes.
    void addFields(std::uint32_t parent, const Node& node)
    {
        const auto first = static_cast<std::uint32_t>(m_found.size());
        const std::uint32_t end = parent + raw(parent).nodes;
        bool sorted = true;
        bool groups = false;
        for (std::uint32_t child = parent + 1; child < end; child += raw(child).nodes) {
            const SlotIndex slot = raw(child).slot;
            groups = groups || (slot != kNoIndex && m_plan.slots[slot].oneof != 0);
            sorted = sorted && (m_found.size() == first || raw(m_found.back()).slot <= slot);
            m_found.push_back(child);
        }
        if (groups)
            keepLastOfGroups(first);
        if (!sorted)
            std::stable_sort(m_found.begin() + first, m_found.end(),
                             [this](std::uint32_t a, std::uint32_t b) { return raw(a).slot < raw(b).slot; });
        std::uint32_t at = first;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
            addField(slot, at);
        const std::uint32_t unknown = at;
        while (at < m_found.size() && raw(m_found[at]).kind == ValueKind::Unknown)
            ++at;
        if (at > unknown)
            m_entries.push_back({kNoIndex, unknown, at - unknown});
        for (; at < m_found.size(); ++at)
            m_entries.push_back({kNoIndex, at, 1});
    }

    void addField(SlotIndex slot, std::uint32_t& at)
    {
        const std::uint32_t from = at;
        bool refused = false;
        for (; at < m_found.size() && raw(m_found[at]).slot == slot; ++at)
            refused = refused || raw(m_found[at]).kind == ValueKind::Absent;
        const std::uint32_t count = at - from;
        const bool joins = m_plan.slots[slot].occurs == Occurs::Repeated;
        if (count == 0 || refused)
            m_entries.push_back({slot, from, 0});
        else
            m_entries.push_back({slot, joins ? from : at - 1, joins ? count : 1});
    }

    /// Of each oneof group only the field that was given last.
    void keepLastOfGroups(std::uint32_t first)
    {
        m_lastOfGroup.clear();
        for (std::uint32_t i = first; i < m_found.size(); ++i) {
            const SlotIndex slot = raw(m_found[i]).slot;
            const std::uint16_t group = slot == kNoIndex ? std::uint16_t{0} : m_plan.slots[slot].oneof;
            if (group == 0)
                continue;
            m_lastOfGroup.resize(std::max<std::size_t>(m_lastOfGroup.size(), group + 1u), kNoIndex);
            m_lastOfGroup[group] = slot;
        }
        const auto loses = [this](std::uint32_t index) {
            const SlotIndex slot = raw(index).slot;
            return slot != kNoIndex && m_plan.slots[slot].oneof != 0 && m_lastOfGroup[m_plan.slots[slot].oneof] != slot;
        };
        m_found.erase(std::remove_if(m_found.begin() + first, m_found.end(), loses), m_found.end());
    }

    /// Unknown fields as one piece of the heap.
    std::uint64_t joined(const Entry& entry)
    {
        Bytes bytes;
        for (std::uint32_t i = 0; i < entry.count; ++i) {
            const ByteView field = m_sink.heapBytes(raw(m_found[entry.found + i]).payload);
            bytes.insert(bytes.end(), field.begin(), field.end());
        }
        return m_sink.heapRange(bytes);
    }

    const Plan& m_plan;
    ValueSink& m_sink;
    std::vector<ValueNode>& m_out;
    std::vector<Level> m_levels;
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_found;
    std::vector<SlotIndex> m_lastOfGroup;
};

} // namespace

void arrangeValues(const Plan& plan, ValueSink& sink, std::vector<ValueNode>& nodes)
{
    Arranger(plan, sink, nodes).run();
}

} // namespace wirebench
