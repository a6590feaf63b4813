// SPDX-License-Identifier: MIT
#include "core/layout/layout.h"

#include "core/layout/tagged_rows.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::size_t maxRows = 50'000;
constexpr std::size_t maxLevels = 100;

std::optional<std::uint64_t> bounded(std::uint64_t bits)
{
    return bits == kUnbounded ? std::nullopt : std::optional(bits);
}

std::uint64_t plus(std::uint64_t a, std::uint64_t b)
{
    return a > kUnbounded - b ? kUnbounded : a + b;
}

bool holdsFields(Op op)
{
    return op == Op::Sequence || op == Op::Message || op == Op::Record || op == Op::Tagged || op == Op::PresenceMap;
}

bool holdsElement(Op op)
{
    return op == Op::List || op == Op::Optional || op == Op::Slots || op == Op::Series || op == Op::Map;
}

class Builder {
public:
    explicit Builder(const Plan& plan) : m_plan(plan) { }

    void structRows(NodeIndex index, std::vector<LayoutRow>& fields, std::vector<BitRange>& gaps)
    {
        const Node& node = m_plan.nodes[index];
        m_open.push_back(index);
        fields.reserve(node.slotCount);
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
            fields.push_back(row(slot, fields.empty() ? std::string() : fields.back().name));
        for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
            const Ordered& entry = m_plan.wireOrder[node.firstOrdered + i];
            if (entry.slot == kNoIndex)
                gaps.push_back({entry.offset, entry.bits});
        }
        if (isTaggedStruct(node.op))
            placeTaggedRows(m_plan, node, false, fields);
        m_open.pop_back();
    }

private:
    LayoutRow row(SlotIndex index, const std::string& previous)
    {
        const Slot& slot = m_plan.slots[index];
        const Node& node = m_plan.nodes[slot.node];
        ++m_rows;
        LayoutRow row;
        row.name = m_plan.text(slot.name);
        row.type = m_plan.text(node.name);
        row.slot = index;
        row.node = slot.node;
        row.op = node.op;
        row.colour = slot.colour;
        row.offset = bounded(slot.offset);
        if (!row.offset)
            row.after = previous;
        row.presenceBits = slot.presenceBit ? 1 : node.op == Op::Optional ? 8 : 0;
        if (row.presenceBits > 0)
            row.presenceOffset = row.offset;
        row.prefixBits = node.op == Op::Slots ? node.countBits : node.prefixBytes * 8u;
        const std::uint64_t inFront = slot.presenceBit ? 1 : 0; // an Optional node counts its own presence byte
        row.minBits = plus(node.minBits, inFront);
        row.maxBits = bounded(plus(node.maxBits, inFront));
        if (node.fixedSize())
            row.bits = node.minBits;
        if (node.op == Op::Slots)
            row.count = node.capacity;
        row.padding = node.meaning == Meaning::Padding;
        if (node.op >= Op::Varint || (slot.owner != kNoIndex && m_plan.nodes[slot.owner].op >= Op::Varint))
            describeTaggedRow(m_plan, index, row);
        expand(row, node);
        return row;
    }

    void expand(LayoutRow& row, const Node& node)
    {
        const bool recursive = std::find(m_open.begin(), m_open.end(), row.node) != m_open.end();
        if (!holdsFields(node.op) && !holdsElement(node.op))
            return;
        if (recursive || m_rows >= maxRows || m_open.size() >= maxLevels) {
            row.collapsed = true;
            return;
        }
        if (holdsFields(node.op)) {
            structRows(row.node, row.fields, row.gaps);
            return;
        }
        m_open.push_back(row.node);
        if (node.op == Op::Map) {
            row.element.push_back(entry(row.node));
            m_open.pop_back();
            return;
        }
        LayoutRow element = this->row(node.firstSlot, {});
        // Within an element offsets count from its own start, wherever that is.
        element.offset = 0;
        element.after.clear();
        if (element.presenceBits > 0)
            element.presenceOffset = 0;
        row.element.push_back(std::move(element));
        m_open.pop_back();
    }

    /// A map's entry as a struct of key and value.
    LayoutRow entry(NodeIndex map)
    {
        const Node& node = m_plan.nodes[map];
        LayoutRow entry = taggedEntry();
        entry.node = map;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            entry.fields.push_back(row(slot, {}));
            nameEntryPart(entry);
        }
        return entry;
    }

    const Plan& m_plan;
    std::vector<NodeIndex> m_open;
    std::size_t m_rows = 0;
};

/// Padding inside a record, declared or not. Counted from the plan, so that a collapsed row hides none of it.
std::uint64_t paddingBits(const Plan& plan, const Node& node, std::size_t level = 0)
{
    if (node.meaning == Meaning::Padding)
        return node.minBits;
    if (level >= maxLevels)
        return 0;
    if (node.op == Op::Slots)
        return node.capacity * paddingBits(plan, plan.nodeOf(node.firstSlot), level + 1);
    if (!holdsFields(node.op))
        return 0;
    std::uint64_t bits = 0;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
        bits += paddingBits(plan, plan.nodeOf(slot), level + 1);
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const Ordered& entry = plan.wireOrder[node.firstOrdered + i];
        bits += entry.slot == kNoIndex ? entry.bits : 0;
    }
    return bits;
}

void noteRows(std::vector<LayoutRow>& rows, const Savings& savings)
{
    for (LayoutRow& row : rows) {
        if (row.tagged)
            row.tagged->savings = savings.of(row.slot);
        noteRows(row.fields, savings);
        noteRows(row.element, savings);
    }
}

} // namespace

void noteSavings(Layout& layout, Savings savings)
{
    noteRows(layout.fields, savings);
    layout.savings = std::move(savings);
}

Layout layoutOf(const Plan& plan, const PlanType& type)
{
    const Node& node = plan.nodes[type.node];
    Layout layout;
    layout.name = type.name;
    layout.node = type.node;
    layout.op = node.op;
    layout.minBits = node.minBits;
    layout.maxBits = bounded(node.maxBits);
    layout.record = node.op == Op::Record;
    layout.byteReversed = node.byteReversed;
    layout.headerBits = node.op == Op::Message ? kMessageHeaderBits : 0;
    if (node.fixedSize()) {
        const std::uint64_t bytes = node.minBits / 8 + (node.minBits % 8 != 0 ? 1 : 0);
        layout.totalBits = node.minBits;
        layout.totalBytes = layout.record ? std::max<std::uint64_t>(bytes, 1) : bytes;
        layout.wastedBits = (layout.record ? paddingBits(plan, node) : 0) + (*layout.totalBytes * 8 - node.minBits);
    }
    if (holdsFields(node.op))
        Builder(plan).structRows(type.node, layout.fields, layout.gaps);
    if (node.op == Op::Tagged)
        addStringTable(plan, layout);
    return layout;
}

} // namespace wirebench
