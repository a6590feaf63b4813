// SPDX-License-Identifier: MIT
#include "core/wire/annotation_tree.h"

#include "core/wire/bits.h"
#include "core/wire/record_decoder.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr BitRange everything{0, kUnbounded};
constexpr std::uint64_t typeIdBits = 64;
constexpr std::uint64_t headerBits = 96;

/// Empty items count as inside a window that touches them.
bool touches(const BitRange& bits, const BitRange& window)
{
    if (window == everything)
        return true;
    return bits.count == 0 ? window.first <= bits.first && bits.first < window.end() : bits.overlaps(window);
}

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

} // namespace

AnnotationTree::AnnotationTree(std::shared_ptr<const Decoded> decoded) : m_decoded(std::move(decoded)) { }

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
        const BitRange header{item.bits.first, headerBits};
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
        return isTagged() ? visitTagged(item, window, visit) : visitField(item, window, visit);
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

bool AnnotationTree::visitStruct(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Plan& plan = this->plan();
    const Node& node = plan.nodeOf(item.slot);
    if (node.op == Op::Record)
        return visitBitRecord(item, window, visit);
    if (!item.virtualPart)
        return visitRecords(item, window, visit);
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
        const Item child = virtualItem(slot, item.bits.first + plan.slots[slot].offset, kUnbounded, item.record);
        if (touches(child.bits, window) && !visit(child))
            return false;
    }
    return true;
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

bool AnnotationTree::visitArray(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Plan& plan = this->plan();
    const Node& node = plan.nodeOf(item.slot);
    if (node.op == Op::Slots)
        return visitSlots(item, window, visit);
    if (node.op == Op::Series)
        return visitTagged(item, window, visit);
    const BitRange prefix{item.bits.first, node.prefixBytes * 8u};
    if (touches(prefix, window) && !visit(part(item, Role::Count, prefix)))
        return false;
    if (hasRecords(item))
        return visitRecords(item, window, visit);
    const std::optional<Elements> elements = elementsOf(item);
    return !elements || visitElements(item, *elements, window, visit);
}

/// The elements of a list or series that are computed from its size; nothing when they have records or no one size.
std::optional<AnnotationTree::Elements> AnnotationTree::elementsOf(const Item& item) const
{
    if (item.role != Role::Array || hasRecords(item))
        return std::nullopt;
    const Node& node = plan().nodeOf(item.slot);
    if (node.op != Op::List && node.op != Op::Series)
        return std::nullopt;
    const Node& element = plan().nodeOf(node.firstSlot);
    Elements elements;
    if (node.op == Op::List) {
        elements.first = item.bits.first + node.prefixBytes * 8u;
        elements.size = element.fixedSize() ? element.minBits : 0;
        elements.before = 1;
    } else {
        const Prefix prefix = prefixOf(item);
        const AcceptedForm* form = formOf(item);
        const bool bits = form != nullptr && form->form == FieldForm::BitRun;
        elements.first = item.bits.first + prefix.bytes() * 8;
        elements.size = bits ? 1 : element.op == Op::Fixed ? element.minBits : 0;
        elements.before = (prefix.tag != 0 ? 1u : 0u) + (prefix.typeId != 0 ? 1u : 0u) + (prefix.length != 0 ? 1u : 0u);
    }
    if (elements.size == 0)
        return std::nullopt;
    elements.count = (item.bits.end() - elements.first) / elements.size;
    return elements;
}

bool AnnotationTree::visitElements(const Item& item, const Elements& elements, BitRange window,
                                   const ChildVisitor& visit) const
{
    const SlotIndex slot = plan().nodeOf(item.slot).firstSlot;
    const std::uint64_t first = window.first > elements.first ? (window.first - elements.first) / elements.size : 0;
    for (std::uint64_t i = first; i < elements.count; ++i) {
        Item child = virtualItem(slot, elements.first + i * elements.size, i, item.record);
        child.bits.count = elements.size;
        if (child.bits.first >= window.end())
            break;
        if (!visit(child))
            return false;
    }
    return true;
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

bool AnnotationTree::visitOptional(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const BitRange presence{item.bits.first, 8};
    Item byte = part(item, item.damaged && item.bits.count == 8 ? Role::Error : Role::Presence, presence);
    byte.damaged = byte.role == Role::Error;
    if (touches(presence, window) && !visit(byte))
        return false;
    return visitRecords(item, window, visit);
}

/// A text with its length, or a value of a bit record with its presence bit.
bool AnnotationTree::visitField(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Plan& plan = this->plan();
    const Node& node = plan.nodeOf(item.slot);
    if (node.op == Op::Text) {
        const BitRange prefix{item.bits.first, node.prefixBytes * 8u};
        const BitRange content{prefix.end(), item.bits.count - prefix.count};
        if (touches(prefix, window) && !visit(part(item, Role::Length, prefix)))
            return false;
        Item text = part(item, item.damaged ? Role::Error : Role::Value, content);
        text.damaged = item.damaged;
        return content.count == 0 || !touches(content, window) || visit(text);
    }
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

bool AnnotationTree::visitHeader(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const BitRange typeId{item.bits.first, typeIdBits};
    const BitRange size{typeId.end(), headerBits - typeIdBits};
    if (touches(typeId, window) && !visit(part(item, Role::TypeId, typeId)))
        return false;
    return !touches(size, window) || visit(part(item, Role::Length, size));
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
        window.count = kUnbounded - window.first;
        skip = 0;
    }
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
