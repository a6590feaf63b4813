// SPDX-License-Identifier: MIT
// The annotation tree of the sequences: parts of messages, lists, texts and optionals.
#include "core/wire/annotation_part.h"
#include "core/wire/annotation_tree.h"

namespace wirebench {

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

bool AnnotationTree::visitOptional(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const BitRange presence{item.bits.first, 8};
    Item byte = part(item, item.damaged && item.bits.count == 8 ? Role::Error : Role::Presence, presence);
    byte.damaged = byte.role == Role::Error;
    if (touches(presence, window) && !visit(byte))
        return false;
    return visitRecords(item, window, visit);
}

/// A text with its length.
bool AnnotationTree::visitText(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const BitRange prefix{item.bits.first, plan().nodeOf(item.slot).prefixBytes * 8u};
    const BitRange content{prefix.end(), item.bits.count - prefix.count};
    if (touches(prefix, window) && !visit(part(item, Role::Length, prefix)))
        return false;
    Item text = part(item, item.damaged ? Role::Error : Role::Value, content);
    text.damaged = item.damaged;
    return content.count == 0 || !touches(content, window) || visit(text);
}

bool AnnotationTree::visitHeader(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const BitRange typeId{item.bits.first, kTypeIdBits};
    const BitRange size{typeId.end(), kMessageHeaderBits - kTypeIdBits};
    if (touches(typeId, window) && !visit(part(item, Role::TypeId, typeId)))
        return false;
    return !touches(size, window) || visit(part(item, Role::Length, size));
}

} // namespace wirebench
