// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"
#include "core/wire/tagged_zero.h"

// TaggedDecoder: fields that are not on the wire, and values that are zero.

namespace wirebench {

/// What a field that a whole struct does not have means.
template <class Sink>
void TaggedDecoder<Sink>::missing(SlotIndex slot)
{
    const Slot& place = this->plan().slots[slot];
    const BitRange here{m_at * 8, 0};
    if (place.occurs == Occurs::Required) {
        this->problem(Severity::Error, "missing-required", here, {slot, kUnbounded}, [&] {
            return Message{"Field number {0} is required and is not there.", {std::to_string(place.number)}};
        });
        return;
    }
    if (place.occurs == Occurs::Always)
        this->problem(Severity::Note, "missing-field", here, {slot, kUnbounded}, [&] {
            return Message{"Field number {0} is always written and is not there; it reads as zero.",
                           {std::to_string(place.number)}};
        });
    const Op owner = this->plan().nodes[place.owner].op;
    if (place.occurs == Occurs::Optional || place.oneof != 0 || owner == Op::PresenceMap)
        return;
    const std::uint64_t elements
        = place.occurs == Occurs::Repeated || isPlainStruct(slot) ? 0 : zeroElements(place.node);
    if (elements > 0 && !this->countTotal(elements, here, {slot, kUnbounded}))
        return;
    missingValue(slot);
}

/// A struct that is left out of the value where it is missing.
template <class Sink>
bool TaggedDecoder<Sink>::isPlainStruct(SlotIndex slot) const
{
    const Op op = this->plan().nodeOf(slot).op;
    return this->plan().slots[slot].occurs == Occurs::Default && (op == Op::Tagged || op == Op::PresenceMap);
}

/// Gives the value of a field that is not there.
template <class Sink>
void TaggedDecoder<Sink>::missingValue(SlotIndex slot)
{
    if constexpr (Sink::keepsValues) {
        const Slot& place = this->plan().slots[slot];
        if (place.occurs == Occurs::Repeated) {
            this->sink().closeValue(this->sink().openValue(slot, ValueKind::List));
        } else if (place.defaultBytes != kNoIndex) {
            const Limits none{0, 0, 0, 0, 0, 0, false, true};
            ProblemList silent;
            TaggedDecoder decoder(this->plan(), this->plan().defaults[place.defaultBytes], none, this->sink(), silent);
            decoder.decodeDefault(slot);
        } else if (!isPlainStruct(slot) && this->plan().nodeOf(slot).op != Op::Reference) {
            zeroValue(slot, m_stack.back().depth);
        }
    }
}

/// Gives the zero of a slot in a struct of depth `depth`; structs in it are bounded by the depth limit.
template <class Sink>
void TaggedDecoder<Sink>::zeroValue(SlotIndex slot, std::uint32_t depth)
{
    Sink& sink = this->sink();
    const Node& node = this->plan().nodeOf(slot);
    switch (node.op) {
    case Op::Varint:
    case Op::Fixed: {
        const StoredValue zero
            = node.op == Op::Varint ? interpretVarint(this->plan(), node, 0) : interpretStored(this->plan(), node, 0);
        sink.scalar(slot, zero.kind, 0);
        break;
    }
    case Op::Content:
        sink.content(slot, node.meaning == Meaning::Text ? ValueKind::Text : ValueKind::Content, zeroContent(node));
        break;
    case Op::Series: {
        const std::uint32_t list = sink.openValue(slot, ValueKind::List);
        const std::uint64_t count = this->plan().series[node.detail].fixedCount ? node.capacity : 0;
        for (std::uint64_t i = 0; i < count; ++i)
            zeroValue(node.firstSlot, depth);
        sink.closeValue(list);
        break;
    }
    case Op::Map:
        sink.closeValue(sink.openValue(slot, ValueKind::Map));
        break;
    case Op::Tagged:
    case Op::PresenceMap: {
        if (depth >= m_depthLimit)
            return;
        const std::uint32_t value = sink.openValue(slot, ValueKind::Struct);
        for (SlotIndex child = node.firstSlot; child < node.firstSlot + node.slotCount; ++child) {
            const Slot& place = this->plan().slots[child];
            const bool given = place.occurs != Occurs::Optional && place.oneof == 0 && node.op == Op::Tagged;
            if (!given || isPlainStruct(child) || place.occurs == Occurs::Required
                || this->plan().nodeOf(child).op == Op::Reference)
                continue;
            if (place.occurs == Occurs::Repeated || place.defaultBytes != kNoIndex)
                missingValue(child);
            else
                zeroValue(child, depth + 1);
        }
        sink.closeValue(value);
        break;
    }
    default:
        sink.scalar(slot, ValueKind::Null, 0);
        break;
    }
}

/// Elements and structs in the zero of a node: what hostile bytes could have made without giving any. Saturates.
template <class Sink>
std::uint64_t TaggedDecoder<Sink>::zeroElements(NodeIndex root)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 40;
    constexpr std::uint64_t unknown = kUnbounded;
    if (m_zeroElements.empty())
        m_zeroElements.resize(this->plan().nodes.size(), unknown);
    struct Open {
        NodeIndex node;
        std::uint32_t child;
        std::uint64_t sum;
    };
    std::vector<Open> open;
    const auto enter = [&](NodeIndex index) {
        const Node& node = this->plan().nodes[index];
        const bool isStruct = node.op == Op::Tagged || node.op == Op::PresenceMap;
        const bool fixed = node.op == Op::Series && this->plan().series[node.detail].fixedCount;
        open.push_back({index, 0, isStruct ? 1 : fixed ? node.capacity : 0});
        m_zeroElements[index] = most; // what a type that contains itself finds
    };
    if (m_zeroElements[root] == unknown)
        enter(root);
    while (!open.empty()) {
        Open& top = open.back();
        const Node& node = this->plan().nodes[top.node];
        const bool series = node.op == Op::Series && this->plan().series[node.detail].fixedCount;
        if ((!series && node.op != Op::Tagged) || top.child == node.slotCount) {
            m_zeroElements[top.node] = std::min(top.sum, most);
            open.pop_back();
            continue;
        }
        const SlotIndex child = node.firstSlot + top.child;
        const Slot& place = this->plan().slots[child];
        const bool inside
            = series || place.occurs == Occurs::Always || (place.occurs == Occurs::Default && !isPlainStruct(child));
        if (inside && m_zeroElements[place.node] == unknown) {
            enter(place.node);
            continue;
        }
        ++top.child;
        if (!inside)
            continue;
        const std::uint64_t part = m_zeroElements[place.node];
        const std::uint64_t times = series ? node.capacity : 1;
        top.sum = part != 0 && times > most / part ? most : std::min(most, top.sum + part * times);
    }
    return m_zeroElements[root];
}

/// Whether the encoder would have left a value like this out.
template <class Sink>
bool TaggedDecoder<Sink>::isPlain(PathStep where) const
{
    if (!this->plan().dialect.canonical || where.element != kUnbounded || where.slot == kNoIndex)
        return false;
    const Slot& slot = this->plan().slots[where.slot];
    return slot.occurs == Occurs::Default && slot.owner != kNoIndex && slot.oneof == 0
        && this->plan().nodes[slot.owner].op == Op::Tagged;
}

/// Warns when the value that ends here is written though it is the default.
template <class Sink>
void TaggedDecoder<Sink>::checkZero(PathStep where, const Lead& lead)
{
    if (!isPlain(where)) [[likely]]
        return;
    const Slot& slot = this->plan().slots[where.slot];
    const ByteView written = this->bytes().subspan(lead.begin + lead.tag, m_at - lead.begin - lead.tag);
    const bool same = slot.defaultBytes != kNoIndex
        ? equalsDefault(this->plan(), slot, written)
        : isZeroBare(this->plan(), this->plan().nodeOf(where.slot), written);
    if (same)
        this->problem(Severity::Warning, "non-canonical-zero", this->bitsFrom(lead.begin), where, [&] {
            return slot.defaultBytes != kNoIndex
                ? Message{"This field equals its default and is written all the same; the encoder leaves it out.", {}}
                : Message{"This field is zero or empty and is written all the same; the encoder leaves it out.", {}};
        });
}

/// Warns about a value of no bytes where the encoder writes at least a count.
template <class Sink>
void TaggedDecoder<Sink>::noteEmpty(PathStep where, const Lead& lead)
{
    if (this->plan().dialect.canonical)
        this->problem(Severity::Warning, "non-canonical-empty", this->bitsFrom(lead.begin), where, [] {
            return Message{"A length of 0 is read as empty; the encoder writes a count or leaves the field out.", {}};
        });
}

} // namespace wirebench
