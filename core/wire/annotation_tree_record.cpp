// SPDX-License-Identifier: MIT
// The annotation tree of bit records: slots, gaps and presence bits.
#include "core/wire/annotation_part.h"
#include "core/wire/bits.h"
#include "core/wire/record_decoder.h"

#include <algorithm>

namespace wirebench {

/// Of a part of a bit record only what the input gave is there; a leaf that is not wholly there is an error.
Item AnnotationTree::clipped(Item item) const
{
    const BitRange there = m_decoded->recordBits;
    const std::uint64_t first = std::max(item.bits.first, there.first);
    const std::uint64_t end = std::min(item.bits.end(), there.end());
    if (first == item.bits.first && end == item.bits.end())
        return item;
    item.damaged = true;
    item.bits = {first, end > first ? end - first : 0};
    if (item.leaf)
        item.role = Role::Error;
    return item;
}

bool AnnotationTree::visitBitRecord(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Plan& plan = this->plan();
    const Node& node = plan.nodeOf(item.slot);
    const BitRange there = m_decoded->recordBits;
    const bool whole = !item.virtualPart;
    const std::uint64_t element = whole && item.element != kUnbounded ? item.element : 0;
    const std::uint64_t base = whole ? element * recordBytes(node.minBits) * 8 : item.origin;
    const auto offer = [&](const Item& child) {
        const Item seen = clipped(child);
        const bool nothing = seen.damaged && seen.bits.count == 0;
        return nothing || !touches(seen.bits, window) || visit(seen);
    };
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const Ordered& entry = plan.wireOrder[node.firstOrdered + i];
        Item child;
        if (entry.slot == kNoIndex) {
            child = part(item, Role::Padding, {base + entry.offset, entry.bits});
            child.slot = kNoIndex;
        } else {
            child = virtualItem(entry.slot, base + entry.offset, kUnbounded, item.record);
        }
        if (!offer(child))
            return false;
    }
    if (!whole)
        return true;
    Item above = part(item, Role::Padding, {base + node.minBits, recordBytes(node.minBits) * 8 - node.minBits});
    above.slot = kNoIndex;
    return above.bits.count == 0 || above.bits.first >= there.end() || offer(above);
}

bool AnnotationTree::visitSlots(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Plan& plan = this->plan();
    const Node& node = plan.nodeOf(item.slot);
    const BitRange there = m_decoded->recordBits;
    const auto offer = [&](const Item& child) {
        const Item seen = clipped(child);
        const bool nothing = seen.damaged && seen.bits.count == 0;
        return nothing || !touches(seen.bits, window) || visit(seen);
    };
    const BitRange prefix{item.origin, node.countBits};
    const bool known = there.first <= prefix.first && prefix.end() <= there.end();
    if (node.countBits > 0 && !offer(part(item, Role::Count, prefix)))
        return false;
    std::uint64_t count = node.capacity;
    if (node.countBits > 0)
        count = known ? readBits(*m_decoded->space, prefix.first, node.countBits) : 0;
    const std::uint64_t size = plan.slotBits(node.firstSlot);
    const BitRange slots{prefix.end(), node.capacity * size};
    if (!known || count > node.capacity)
        return slots.count == 0 || offer(part(item, Role::Error, slots));
    const std::uint64_t from = std::max(window.first, there.first);
    const std::uint64_t first = size != 0 && from > slots.first ? std::min(count, (from - slots.first) / size) : 0;
    for (std::uint64_t i = first; i < count; ++i) {
        const Item child = virtualItem(node.firstSlot, slots.first + i * size, i, item.record);
        if (size != 0 && (child.bits.first >= window.end() || child.bits.first >= there.end()))
            break;
        if (!offer(child))
            return false;
    }
    const BitRange unused{slots.first + count * size, (node.capacity - count) * size};
    return unused.count == 0 || offer(part(item, Role::Padding, unused));
}

/// A value of a bit record with its presence bit.
bool AnnotationTree::visitPresent(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Node& node = plan().nodeOf(item.slot);
    const BitRange presence{item.origin, 1};
    const BitRange there = m_decoded->recordBits;
    const bool known = there.contains(presence.first);
    if (known && touches(presence, window) && !visit(part(item, Role::Presence, presence)))
        return false;
    const bool null = known && readBits(*m_decoded->space, presence.first, 1) == 0;
    Item value = virtualItem(item.slot, presence.end(), kUnbounded, item.record);
    value.bits.count = node.minBits;
    value.role = null || node.op == Op::Bits ? Role::Value : node.op == Op::Slots ? Role::Array : Role::Struct;
    value.leaf = isLeafRole(value.role);
    value.null = null;
    if (!known)
        value.role = value.leaf || node.op == Op::Slots ? Role::Error : value.role;
    value.leaf = isLeafRole(value.role);
    const Item seen = clipped(value);
    const bool nothing = seen.bits.count == 0 && (seen.damaged || node.minBits > 0);
    return nothing || !touches(seen.bits, window) || visit(seen);
}

} // namespace wirebench
