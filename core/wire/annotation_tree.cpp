// SPDX-License-Identifier: MIT
#include "core/wire/annotation_tree.h"

#include "core/wire/annotation_part.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr BitRange everything{0, kUnbounded};

} // namespace

bool isLeafRole(Role role)
{
    switch (role) {
    case Role::Buffer:
    case Role::Message:
    case Role::Struct:
    case Role::Array:
    case Role::Optional:
    case Role::Field:
    case Role::Header:
    case Role::Reference:
    case Role::Map:
    case Role::Entry:
    case Role::Table:
    case Role::Frame:
        return false;
    default:
        return true;
    }
}

Item part(const Item& whole, Role role, BitRange bits)
{
    Item item;
    item.bits = bits;
    item.role = role;
    item.slot = whole.slot;
    item.leaf = isLeafRole(role);
    item.record = whole.record;
    item.virtualPart = true;
    item.origin = bits.first;
    return item;
}

AnnotationTree::AnnotationTree(std::shared_ptr<const Decoded> decoded)
    : m_decoded(std::move(decoded)), m_elements(std::make_shared<SeriesElements>(*m_decoded))
{
}

/// The item of a record, or of one slot of its run that starts at bit `at`.
Item AnnotationTree::itemOf(std::uint32_t record, SlotIndex slot, std::uint64_t at) const
{
    const Annotation& annotation = m_decoded->annotations[record];
    if (annotation.kind() == Role::Value) {
        const bool single = annotation.run == 1;
        const bool element = single && annotation.element != kNoIndex;
        Item value = virtualItem(slot, at, element ? annotation.element : kUnbounded, record);
        if (single)
            value.bits = annotation.bits();
        return value;
    }
    Item item;
    item.bits = annotation.bits();
    item.role = annotation.kind();
    item.slot = annotation.slot;
    item.element = annotation.element == kNoIndex ? kUnbounded : annotation.element;
    // A header with a record of its own is the one byte in front of a stream frame.
    item.leaf = isLeafRole(item.role) || item.role == Role::Header;
    item.damaged = annotation.damage() == Damage::CutShort || annotation.damage() == Damage::Refused;
    item.record = record;
    if (item.role == Role::Optional)
        item.null = item.bits.count == 8 && !item.damaged;
    return item;
}

/// The item of a fixed-size value of `slot` that starts at bit `at`.
Item AnnotationTree::virtualItem(SlotIndex slot, std::uint64_t at, std::uint64_t element, std::uint32_t record) const
{
    const Plan& plan = this->plan();
    const Node& node = plan.nodeOf(slot);
    Item item;
    item.bits = {at, plan.slotBits(slot)};
    item.slot = slot;
    item.element = element;
    item.record = record;
    item.virtualPart = true;
    item.origin = at;
    if (plan.slots[slot].presenceBit)
        item.role = Role::Field;
    else if (node.op == Op::Sequence || node.op == Op::Record)
        item.role = Role::Struct;
    else if (node.op == Op::Slots)
        item.role = Role::Array;
    else
        item.role = node.meaning == Meaning::Padding ? Role::Padding : Role::Value;
    item.leaf = isLeafRole(item.role);
    return item;
}

bool AnnotationTree::hasRecords(const Item& item) const
{
    return !item.virtualPart && item.record != kNoIndex && m_decoded->annotations[item.record].next > item.record + 1;
}

bool AnnotationTree::forEachChild(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    switch (item.role) {
    case Role::Buffer:
        return visitRecords(item, window, visit);
    case Role::Message: {
        const BitRange header{item.bits.first, kMessageHeaderBits};
        if (touches(header, window) && !visit(part(item, Role::Header, header)))
            return false;
        return visitRecords(item, window, visit);
    }
    case Role::Struct:
        return isTagged() ? visitTagged(item, window, visit) : visitStruct(item, window, visit);
    case Role::Array:
        return visitArray(item, window, visit);
    case Role::Optional:
        return visitOptional(item, window, visit);
    case Role::Field:
        if (isTagged())
            return visitTagged(item, window, visit);
        return plan().nodeOf(item.slot).op == Op::Text ? visitText(item, window, visit)
                                                       : visitPresent(item, window, visit);
    case Role::Reference:
    case Role::Map:
    case Role::Entry:
    case Role::Table:
    case Role::Frame:
        return visitTagged(item, window, visit);
    case Role::Header:
        return item.leaf || visitHeader(item, window, visit);
    default:
        return true;
    }
}

/// Children that the decoder recorded. Finds the first one in the window by binary search: records lie in wire order.
bool AnnotationTree::visitRecords(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const std::vector<Annotation>& records = m_decoded->annotations;
    const std::uint32_t end = records[item.record].next;
    std::uint32_t child = item.record + 1;
    if (window.first > item.bits.first && child < end) {
        const auto from = records.begin() + child;
        const auto to = records.begin() + end;
        auto after = std::upper_bound(from, to, window.first,
                                      [](std::uint64_t bit, const Annotation& record) { return bit < record.first; });
        if (after != from) {
            child = static_cast<std::uint32_t>(after - records.begin()) - 1;
            while (records[child].parent != item.record)
                child = records[child].parent;
        }
    }
    for (; child < end; child = records[child].next) {
        if (records[child].first >= window.end() && records[child].count > 0)
            break;
        if (touches(records[child].bits(), window) && !visitRun(child, window, visit))
            return false;
    }
    return true;
}

bool AnnotationTree::visitRun(std::uint32_t record, BitRange window, const ChildVisitor& visit) const
{
    const Annotation& annotation = m_decoded->annotations[record];
    if (annotation.kind() != Role::Value)
        return visit(itemOf(record, annotation.slot, annotation.first));
    std::uint64_t at = annotation.first;
    for (SlotIndex slot = annotation.slot; slot < annotation.slot + annotation.run; ++slot) {
        const Item item = itemOf(record, slot, at);
        if (touches(item.bits, window) && !visit(item))
            return false;
        at += item.bits.count;
    }
    return true;
}

std::vector<Item> AnnotationTree::roots() const
{
    std::vector<Item> result;
    const std::vector<Annotation>& records = m_decoded->annotations;
    for (std::uint32_t record = 0; record < records.size(); record = records[record].next)
        visitRun(record, everything, [&result](const Item& item) {
            result.push_back(item);
            return true;
        });
    return result;
}

std::uint64_t AnnotationTree::childCount(const Item& item) const
{
    if (const std::optional<Elements> elements = elementsOf(item))
        return elements->before + elements->count;
    if (const std::optional<LeafRecords> leaves = leafRecordsOf(item))
        return leaves->before + leaves->count;
    std::uint64_t count = 0;
    forEachChild(item, everything, [&count](const Item&) {
        ++count;
        return true;
    });
    return count;
}

std::vector<Item> AnnotationTree::children(const Item& item, std::uint64_t first, std::uint64_t count) const
{
    std::vector<Item> result;
    if (count == 0)
        return result;
    BitRange window = everything;
    std::uint64_t skip = first;
    const std::optional<Elements> elements = elementsOf(item);
    if (elements && first > elements->before) {
        window.first = elements->first + (first - elements->before) * elements->size;
        skip = 0;
    } else if (const std::optional<LeafRecords> leaves = leafRecordsOf(item); leaves && first >= leaves->before) {
        if (first - leaves->before >= leaves->count)
            return result;
        window.first = m_decoded->annotations[leaves->first + (first - leaves->before)].first;
        skip = 0;
    }
    window.count = kUnbounded - window.first;
    forEachChild(item, window, [&](const Item& child) {
        if (skip > 0)
            --skip;
        else
            result.push_back(child);
        return result.size() < count;
    });
    return result;
}

std::vector<Item> AnnotationTree::chainAt(std::uint64_t bit) const
{
    std::vector<Item> chain;
    for (const Item& root : roots()) {
        if (root.bits.contains(bit))
            chain.push_back(root);
    }
    while (!chain.empty() && !chain.back().leaf) {
        const Item parent = chain.back();
        const bool found = !forEachChild(parent, {bit, 1}, [&chain, bit](const Item& child) {
            if (!child.bits.contains(bit))
                return true;
            chain.push_back(child);
            return false;
        });
        if (!found)
            return {};
    }
    return chain;
}

bool AnnotationTree::walkFrom(std::vector<Item>& chain, BitRange window, const Visitor& visit) const
{
    if (!visit(chain) || chain.back().leaf)
        return true;
    const Item parent = chain.back();
    return forEachChild(parent, window, [&](const Item& child) {
        chain.push_back(child);
        const bool goOn = walkFrom(chain, window, visit);
        chain.pop_back();
        return goOn;
    });
}

void AnnotationTree::walk(const Visitor& visit) const
{
    walkRange(everything, visit);
}

void AnnotationTree::walkRange(BitRange range, const Visitor& visit) const
{
    std::vector<Item> chain;
    for (const Item& root : roots()) {
        if (!touches(root.bits, range))
            continue;
        chain.push_back(root);
        walkFrom(chain, range, visit);
        chain.pop_back();
    }
}

} // namespace wirebench
