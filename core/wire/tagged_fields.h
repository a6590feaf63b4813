// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"
#include "core/wire/unknown_fields.h"

// TaggedDecoder: the fields of a message, by their tags.

namespace wirebench {

template <class Sink>
void TaggedDecoder<Sink>::field()
{
    if ((++m_opened & 0xFFFu) == 0 && outOfTime())
        return;
    const TaggedDialect& dialect = this->plan().dialect;
    Frame& frame = m_stack.back();
    Lead lead{m_at, 0, 0};
    const ReadVarint tag = readVarint(this->bytes(), m_at, m_end);
    if (!tag.readable()) {
        this->varintProblem(tag, {}, "tag");
        stop();
        return;
    }
    const auto wireType = static_cast<std::uint8_t>(tag.value & 7u);
    const std::uint64_t number = tag.value >> 3;
    const SlotIndex slot = number > kHighestFieldNumber
        ? kNoIndex
        : slotOf(frame, this->plan().nodes[frame.node], static_cast<std::uint32_t>(number));
    // A field that is not known is written back as it is, so there is no other right form of its tag.
    const bool unknown = slot == kNoIndex && number != 0 && number <= kHighestFieldNumber;
    if (tag.end == VarintEnd::Long && !(unknown && dialect.canonical))
        this->varintProblem(tag, {slot, kUnbounded}, "tag");
    m_at += tag.bytes;
    lead.tag = tag.bytes;
    if (number == 0 && wireType == dialect.tableWireType) {
        stringTable(lead);
        return;
    }
    if (dialect.skip[wireType] == Skip::None) {
        this->problem(Severity::Error, "bad-wire-type", this->bitsFrom(lead.begin), {}, [&] {
            return Message{"There is no wire type {0} (in the tag of field number {1}); what follows cannot be read.",
                           {std::to_string(wireType), std::to_string(number)}};
        });
        m_at = lead.begin;
        stop();
        return;
    }
    if (number == 0 || number > kHighestFieldNumber) {
        fieldOfNoNumber(lead, number, wireType);
        return;
    }
    if (dialect.canonical && number < frame.lastNumber)
        this->problem(Severity::Warning, "non-canonical-order", this->bitsFrom(lead.begin), {slot, kUnbounded}, [&] {
            return Message{"Fields are written by ascending number; {0} follows {1}.",
                           {std::to_string(number), std::to_string(frame.lastNumber)}};
        });
    frame.lastNumber = static_cast<std::uint32_t>(number);
    if (slot == kNoIndex) {
        unknownField(lead, static_cast<std::uint32_t>(number), wireType);
        return;
    }
    const AcceptedForm* form = formOf(slot, wireType);
    if (form == nullptr)
        fieldOfOtherType(lead, slot, wireType);
    else
        knownField(slot, *form, lead);
}

/// A field with a number that no field can have.
template <class Sink>
void TaggedDecoder<Sink>::fieldOfNoNumber(const Lead& lead, std::uint64_t number, std::uint8_t wireType)
{
    if (!skipPayload(wireType, {})) {
        m_at = lead.begin;
        stop();
        return;
    }
    this->problem(Severity::Error, "bad-field-number", this->bitsFrom(lead.begin), {}, [&] {
        return Message{"Field numbers go from 1 to 536,870,911; {0} is none. The field is skipped by its wire type, "
                       "{1}.",
                       {std::to_string(number), wireTypeText(wireType)}};
    });
    this->sink().leaf(Role::Error, this->bitsFrom(lead.begin), kNoIndex, 1, kUnbounded);
}

/// A field with a wire type that its slot does not accept.
template <class Sink>
void TaggedDecoder<Sink>::fieldOfOtherType(const Lead& lead, SlotIndex slot, std::uint8_t wireType)
{
    stateOf(slot).seen = true;
    const PathStep where{slot, kUnbounded};
    if (!skipPayload(wireType, where)) {
        refuse(where, lead, m_end);
        markStopped();
        return;
    }
    this->problem(Severity::Error, "wire-type-mismatch", bitsOfBytes(lead.begin, lead.tag), where, [&] {
        const std::uint8_t written = this->plan().forms[this->plan().slots[slot].firstForm].wireType;
        return Message{"This field ({0}) is written as {1}; {2} was found. Its payload is skipped.",
                       {std::string(this->plan().text(this->plan().nodeOf(slot).name)), wireTypeText(written),
                        wireTypeText(wireType)}};
    });
    refuse(where, lead, m_at);
}

template <class Sink>
std::string TaggedDecoder<Sink>::wireTypeText(std::uint8_t wireType) const
{
    return std::string(this->plan().text(this->plan().dialect.wireTypeName[wireType]));
}

/// The slot with a field number; kNoIndex when the type has none. Fields mostly come one after the other.
template <class Sink>
SlotIndex TaggedDecoder<Sink>::slotOf(Frame& frame, const Node& node, std::uint32_t number) const
{
    const NumberedSlot* const first = this->plan().numbers.data() + node.firstNumber;
    const NumberedSlot* const last = first + node.slotCount;
    for (const NumberedSlot* guess = first + frame.index; guess < last && guess <= first + frame.index + 1; ++guess) {
        if (guess->number == number) {
            frame.index = static_cast<std::uint64_t>(guess - first);
            return guess->slot;
        }
    }
    const NumberedSlot* found = std::lower_bound(
        first, last, number, [](const NumberedSlot& entry, std::uint32_t wanted) { return entry.number < wanted; });
    if (found == last || found->number != number)
        return kNoIndex;
    frame.index = static_cast<std::uint64_t>(found - first);
    return found->slot;
}

template <class Sink>
typename TaggedDecoder<Sink>::SlotState& TaggedDecoder<Sink>::stateOf(SlotIndex slot)
{
    const Frame& frame = m_stack.back();
    return m_states[frame.states + (slot - this->plan().nodes[frame.node].firstSlot)];
}

/// How a slot accepts a wire type; null when it does not. An index that is not the slot's own form needs a table.
template <class Sink>
const AcceptedForm* TaggedDecoder<Sink>::formOf(SlotIndex slot, std::uint8_t wireType) const
{
    const Slot& place = this->plan().slots[slot];
    for (std::uint32_t i = 0; i < place.formCount; ++i) {
        const AcceptedForm& form = this->plan().forms[place.firstForm + i];
        if (form.wireType == wireType)
            return form.form == FieldForm::TableIndex && i > 0 && !m_hasTable ? nullptr : &form;
    }
    return nullptr;
}

template <class Sink>
void TaggedDecoder<Sink>::knownField(SlotIndex slot, const AcceptedForm& form, const Lead& lead)
{
    SlotState& state = stateOf(slot);
    if (state.refused) {
        skippedField(lead, form.wireType, slot);
        return;
    }
    const bool repeated = this->plan().slots[slot].occurs == Occurs::Repeated;
    if (!repeated)
        noteSeen(slot, lead);
    state.seen = true;
    const bool element = repeated && (form.form == FieldForm::Element || form.form == FieldForm::TableIndex);
    const PathStep where{slot, element ? state.count : kUnbounded};
    // Of text, the form is worth a word only when there is text.
    const bool isText = this->plan().nodeOf(this->elementSlot(where)).op == Op::Content;
    if (!isText)
        noteForm(form, where, lead);
    switch (form.form) {
    case FieldForm::Value:
        bare(where, lead);
        break;
    case FieldForm::Element:
        elementField(slot, lead);
        break;
    case FieldForm::Run:
        elementRun(slot, lead, false);
        break;
    case FieldForm::BitRun:
        elementRun(slot, lead, true);
        break;
    case FieldForm::TableIndex:
        tableIndex(where, lead);
        break;
    }
    if (isText && m_kept)
        noteForm(form, where, lead);
}

/// Says that a field stands in a form in which it is not written.
template <class Sink>
void TaggedDecoder<Sink>::noteForm(const AcceptedForm& form, PathStep where, const Lead& lead)
{
    if (!form.code.empty()) [[unlikely]]
        this->problem(form.severity, form.code, bitsOfBytes(lead.begin, lead.tag), where, [&] {
            return Message{"{0}", {std::string(form.sentence)}};
        });
}

/// Looks whether a field that may stand once is there already, or another of its group.
template <class Sink>
void TaggedDecoder<Sink>::noteSeen(SlotIndex slot, const Lead& lead)
{
    SlotState& state = stateOf(slot);
    if (state.seen) [[unlikely]]
        this->problem(Severity::Warning, "duplicate-field", this->bitsFrom(lead.begin), {slot, kUnbounded}, [] {
            return Message{"This field is there already, and may stand only once; the last one that can be read wins.",
                           {}};
        });
    state.seen = true;
    const std::uint16_t group = this->plan().slots[slot].oneof;
    if (group == 0) [[likely]]
        return;
    const Frame& frame = m_stack.back();
    const Node& node = this->plan().nodes[frame.node];
    std::uint32_t& set = m_states[frame.states + node.slotCount + group].count;
    const std::uint32_t self = slot - node.firstSlot + 1;
    if (set != 0 && set != self)
        this->problem(Severity::Warning, "oneof-multiple", this->bitsFrom(lead.begin), {slot, kUnbounded}, [&] {
            const Slot& other = this->plan().slots[node.firstSlot + set - 1];
            return Message{"At most one field of its group may be set, and `{0}` is already; the last one wins.",
                           {std::string(this->plan().text(other.name))}};
        });
    set = self;
}

/// One element of a series in a field of its own.
template <class Sink>
void TaggedDecoder<Sink>::elementField(SlotIndex slot, const Lead& lead)
{
    SlotState& state = stateOf(slot);
    if (!this->countElements(1, state.count, this->bitsFrom(lead.begin), {slot, kUnbounded})) {
        state.refused = true;
        skippedField(lead, static_cast<std::uint8_t>(this->bytes()[lead.begin] & 7u), slot);
        return;
    }
    const std::size_t level = m_stack.size();
    const std::uint32_t list = this->sink().openValue(slot, ValueKind::List);
    bare({slot, state.count++}, lead);
    if (m_stack.size() != level)
        m_stack.back().wrapper = list;
    else
        this->sink().closeValue(list);
}

/// Moves behind a payload of a wire type. False, with a problem, when it is not all there.
template <class Sink>
bool TaggedDecoder<Sink>::skipPayload(std::uint8_t wireType, PathStep where)
{
    const auto skipBytes = [&](std::uint64_t bytes) {
        if (bytes > this->left()) {
            this->truncated(where, bytes);
            return false;
        }
        m_at += bytes;
        return true;
    };
    const auto skipVarint = [&](std::uint64_t& value) {
        const ReadVarint read = readVarint(this->bytes(), m_at, m_end);
        if (!read.readable())
            return this->varintProblem(read, where, "value");
        value = read.value;
        m_at += read.bytes;
        return true;
    };
    std::uint64_t typeId = 0;
    std::uint64_t value = 0;
    switch (this->plan().dialect.skip[wireType]) {
    case Skip::Varint:
        return skipVarint(value);
    case Skip::Fixed32:
        return skipBytes(4);
    case Skip::Fixed64:
        return skipBytes(8);
    case Skip::Reference:
        return skipVarint(typeId) && skipVarint(value) && skipBytes(value);
    case Skip::Length:
        return skipVarint(value) && skipBytes(value);
    default:
        return false;
    }
}

/// A field of a known slot that is passed over.
template <class Sink>
void TaggedDecoder<Sink>::skippedField(const Lead& lead, std::uint8_t wireType, SlotIndex slot)
{
    const bool whole = skipPayload(wireType, {slot, kUnbounded});
    refuse({slot, kUnbounded}, lead, whole ? m_at : m_end);
    if (!whole)
        markStopped();
}

template <class Sink>
void TaggedDecoder<Sink>::unknownField(const Lead& lead, std::uint32_t number, std::uint8_t wireType)
{
    if (!skipPayload(wireType, {})) {
        m_at = lead.begin;
        stop();
        return;
    }
    const Severity severity = this->limits().strict ? Severity::Error : Severity::Note;
    this->problem(severity, "unknown-field", this->bitsFrom(lead.begin), {}, [&] {
        const Frame& frame = m_stack.back();
        return Message{"{0} has no field with the number {1} ({2}); its bytes are kept.",
                       {std::string(this->plan().text(this->plan().nodes[frame.node].name)), std::to_string(number),
                        wireTypeText(wireType)}};
    });
    this->sink().leaf(Role::Unknown, this->bitsFrom(lead.begin), kNoIndex, 1, kUnbounded);
    this->sink().content(kNoIndex, ValueKind::Unknown, this->bytes().subspan(lead.begin, m_at - lead.begin));
    m_hasUnknown = true;
}

} // namespace wirebench
