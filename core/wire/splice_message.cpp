// SPDX-License-Identifier: MIT
#include "core/wire/splice_value.h"
#include "core/wire/unknown_fields.h"

#include <algorithm>

namespace wirebench {

/// Where a field stands among the others as they are written.
std::uint64_t ValueSplicer::rankOf(const Node& node, std::uint64_t number) const
{
    if (m_plan.dialect.ascending)
        return number;
    const SlotIndex slot = slotOf(node, number);
    return slot == kNoIndex ? ~std::uint64_t{0} : slot;
}

SlotIndex ValueSplicer::slotOf(const Node& node, std::uint64_t number) const
{
    const auto first = m_plan.numbers.begin() + node.firstNumber;
    const auto last = first + node.slotCount;
    const auto found = std::lower_bound(
        first, last, number, [](const NumberedSlot& entry, std::uint64_t wanted) { return entry.number < wanted; });
    return found != last && found->number == number ? found->slot : kNoIndex;
}

Bytes ValueSplicer::message(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    const std::vector<std::uint32_t> old = childrenOf(m_before, before);
    const std::vector<std::uint32_t> now = childrenOf(m_after, after);
    Fields fields;
    fields.raw = rawFields(m_plan.dialect, raw);
    fields.changed.resize(fields.raw.size());
    for (std::size_t i = 0; i < fields.raw.size(); ++i)
        fields.places[fields.raw[i].number].push_back(i);
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        if (!same(old[i], now[i]))
            changeField(fields, raw, node, node.firstSlot + i, old[i], now[i]);
    }
    changeUnknown(fields, node, old, now);
    std::stable_sort(fields.added.begin(), fields.added.end(),
                     [](const Insertion& a, const Insertion& b) { return a.rank < b.rank; });
    return putTogether(fields, node, raw);
}

Bytes ValueSplicer::putTogether(const Fields& fields, const Node& node, ByteView raw) const
{
    Bytes out;
    auto next = fields.added.begin();
    for (std::size_t i = 0; i < fields.raw.size(); ++i) {
        const FieldSpan& field = fields.raw[i];
        for (; next != fields.added.end() && next->rank < rankOf(node, field.number); ++next)
            append(out, next->bytes);
        append(out,
               fields.changed[i] ? ByteView(*fields.changed[i]) : raw.subspan(field.begin, field.end - field.begin));
    }
    for (; next != fields.added.end(); ++next)
        append(out, next->bytes);
    append(out, raw.subspan(fields.raw.empty() ? 0 : fields.raw.back().end));
    return out;
}

void ValueSplicer::changeField(Fields& fields, ByteView raw, const Node& node, SlotIndex slotIndex,
                               std::uint32_t before, std::uint32_t after)
{
    const Slot& slot = m_plan.slots[slotIndex];
    const std::vector<std::size_t>& places = fields.places[slot.number];
    const bool isWritten = m_measures.notes[after] != TaggedMeasures::kOmitted;
    const bool isOne = slot.occurs != Occurs::Repeated || places.size() == 1;
    if (isWritten && !places.empty() && isOne && writtenForm(m_plan, slot).form != FieldForm::Element) {
        changeLast(fields, raw, slot, places.back(), before, after);
        return;
    }
    if (isWritten && !places.empty() && changeElements(fields, raw, slot, places, before, after))
        return;
    for (const std::size_t place : places)
        fields.changed[place] = Bytes();
    if (!isWritten)
        return;
    Bytes bytes = written([&](TaggedWriter& writer) { writer.field(slot, after); });
    if (places.empty())
        fields.added.push_back({rankOf(node, slot.number), std::move(bytes)});
    else
        fields.changed[places.front()] = std::move(bytes);
}

/// Of several fields with one number the last one counts; the others stay.
void ValueSplicer::changeLast(Fields& fields, ByteView raw, const Slot& slot, std::size_t place, std::uint32_t before,
                              std::uint32_t after)
{
    const FieldSpan& field = fields.raw[place];
    const AcceptedForm& form = writtenForm(m_plan, slot);
    const bool isBare = form.form == FieldForm::Value || form.form == FieldForm::Run;
    if (!isBare || form.wireType != field.wireType) {
        fields.changed[place] = written([&](TaggedWriter& writer) { writer.field(slot, after); });
        return;
    }
    const ByteView tag = raw.subspan(field.begin, field.payload - field.begin);
    Bytes bytes(tag.begin(), tag.end());
    append(bytes, bare(m_plan.nodes[slot.node], raw.subspan(field.payload, field.end - field.payload), before, after));
    fields.changed[place] = std::move(bytes);
}

/// Fields that are the elements of a series, one each: those that changed. False when they are something else.
bool ValueSplicer::changeElements(Fields& fields, ByteView raw, const Slot& slot,
                                  const std::vector<std::size_t>& places, std::uint32_t before, std::uint32_t after)
{
    const AcceptedForm& form = writtenForm(m_plan, slot);
    const std::vector<std::uint32_t> old = childrenOf(m_before, before);
    const std::vector<std::uint32_t> now = childrenOf(m_after, after);
    const bool regular = std::all_of(places.begin(), places.end(),
                                     [&](std::size_t place) { return fields.raw[place].wireType == form.wireType; });
    if (form.form != FieldForm::Element || !regular || old.size() != places.size() || now.empty())
        return false;
    const Node& element = m_plan.nodeOf(m_plan.nodes[slot.node].firstSlot);
    const auto [head, tail] = sameEnds(m_before, old, m_after, now);
    const std::size_t paired = std::min(old.size(), now.size()) - tail;
    for (std::size_t i = head; i < old.size() - tail; ++i) {
        const FieldSpan& field = fields.raw[places[i]];
        Bytes bytes;
        if (i < paired) {
            append(bytes, raw.subspan(field.begin, field.payload - field.begin));
            append(bytes, bare(element, raw.subspan(field.payload, field.end - field.payload), old[i], now[i]));
        }
        fields.changed[places[i]] = std::move(bytes);
    }
    if (now.size() <= old.size())
        return true;
    // New elements follow the last one before them, or lead the first.
    Bytes bytes;
    for (std::size_t i = paired; i < now.size() - tail; ++i) {
        appendVarint(bytes, tagOf(slot.number, form.wireType));
        append(bytes, written([&](TaggedWriter& writer) { writer.bare(element, now[i]); }));
    }
    const std::size_t neighbour = places[paired > 0 ? paired - 1 : 0];
    const FieldSpan& field = fields.raw[neighbour];
    Bytes there = fields.changed[neighbour] ? *fields.changed[neighbour]
                                            : Bytes(raw.begin() + static_cast<std::ptrdiff_t>(field.begin),
                                                    raw.begin() + static_cast<std::ptrdiff_t>(field.end));
    if (paired > 0) {
        append(there, bytes);
        fields.changed[neighbour] = std::move(there);
    } else {
        append(bytes, there);
        fields.changed[neighbour] = std::move(bytes);
    }
    return true;
}

void ValueSplicer::changeUnknown(Fields& fields, const Node& node, const std::vector<std::uint32_t>& old,
                                 const std::vector<std::uint32_t>& now)
{
    const auto unknownOf = [&](const Value& value, const std::vector<std::uint32_t>& all) {
        const bool there = all.size() > node.slotCount && value.nodes[all[node.slotCount]].kind == ValueKind::Unknown;
        return there ? value.heapBytes(value.nodes[all[node.slotCount]]) : ByteView();
    };
    const ByteView unknown = unknownOf(m_after, now);
    if (std::ranges::equal(unknownOf(m_before, old), unknown))
        return;
    for (std::size_t i = 0; i < fields.raw.size(); ++i) {
        const std::uint64_t number = fields.raw[i].number;
        if (number != 0 && number <= kHighestFieldNumber && slotOf(node, number) == kNoIndex)
            fields.changed[i] = Bytes();
    }
    for (const UnknownField& field : splitFields(m_plan.dialect, unknown).value_or(std::vector<UnknownField>())) {
        const ByteView bytes = unknown.subspan(field.begin, field.end - field.begin);
        fields.added.push_back({rankOf(node, field.number), Bytes(bytes.begin(), bytes.end())});
    }
}

} // namespace wirebench
