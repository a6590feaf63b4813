// SPDX-License-Identifier: MIT
#include "core/wire/tagged_writer.h"

#include "core/wire/bits.h"
#include "core/wire/series_encoder.h"
#include "core/wire/unknown_fields.h"
#include "core/wire/varint.h"
#include "core/wire/written_content.h"

#include <algorithm>
#include <cstring>

namespace wirebench {

bool isWrittenFlat(const Plan& plan, const Node& series)
{
    const Meaning meaning = plan.nodeOf(series.firstSlot).meaning;
    return meaning != Meaning::Complex && meaning != Meaning::BigInt && isFlatSeries(plan, series);
}

TaggedWriter::TaggedWriter(const Value& value, const TaggedMeasures& measures, std::uint8_t* at)
    : m_value(value), m_plan(*value.plan), m_measures(measures), m_at(at)
{
}

void TaggedWriter::varint(std::uint64_t number)
{
    m_at = writeVarint(m_at, number);
}

void TaggedWriter::raw(ByteView bytes)
{
    copyText(m_at, bytes.data(), bytes.size());
    m_at += bytes.size();
}

void TaggedWriter::little(std::uint64_t number, unsigned bytes)
{
    writeLittle(m_at, number, bytes);
    m_at += bytes;
}

void TaggedWriter::message(std::uint32_t index)
{
    if (m_measures.tableBytes != 0)
        table();
    content(m_plan.nodeOf(m_value.nodes[index].slot), index);
}

void TaggedWriter::table()
{
    varint(tagOf(0, m_plan.dialect.tableWireType));
    varint(m_measures.tableBytes);
    varint(m_measures.strings.size());
    for (const ByteView text : m_measures.strings) {
        varint(text.size());
        raw(text);
    }
}

void TaggedWriter::bare(const Node& node, std::uint32_t index)
{
    if (node.selfDelimiting)
        content(node, index);
    else
        delimited(node, index);
}

void TaggedWriter::delimited(const Node& node, std::uint32_t index)
{
    varint(measuredBytes(m_value, m_measures, node, index));
    content(node, index);
}

void TaggedWriter::content(const Node& node, std::uint32_t index)
{
    const ValueNode& value = m_value.nodes[index];
    switch (node.op) {
    case Op::Varint:
        varint(storedNumber(node, value.payload));
        break;
    case Op::Fixed:
        little(storedNumber(node, value.payload), static_cast<unsigned>(node.minBits / 8));
        break;
    case Op::Content:
        m_at = writeContent(node, m_value.heapBytes(value), m_at);
        break;
    case Op::Tagged:
        fields(node, index);
        break;
    case Op::PresenceMap:
        presenceMap(node, index);
        break;
    case Op::Series:
        series(node, index);
        break;
    case Op::Map:
        map(node, index);
        break;
    case Op::Reference:
        reference(node, index);
        break;
    default:
        break;
    }
}

void TaggedWriter::fields(const Node& node, std::uint32_t index)
{
    if (!node.declaredOrder || m_measures.hasUnknown) {
        mergedFields(node, index);
        return;
    }
    std::uint32_t child = index + 1;
    // Every byte that is written might be part of these, for all the compiler knows.
    const ValueNode* const values = m_value.nodes.data();
    const std::uint32_t* const notes = m_measures.notes.get();
    const PlainLeaf* const leaves = m_measures.leaves.data();
    const Slot* const slots = m_plan.slots.data();
    const Node* const types = m_plan.nodes.data();
    const std::uint8_t* const heap = m_value.heap->data();
    std::uint8_t* at = m_at;
    const SlotIndex end = node.firstSlot + node.slotCount;
    for (SlotIndex slot = node.firstSlot; slot < end; ++slot) {
        const ValueNode& value = values[child];
        if (notes[child] != TaggedMeasures::kOmitted) {
            if (leaves[slot].holds()) [[likely]] {
                at = writePlain(leaves[slot], types[slots[slot].node], value.payload, heap, at);
            } else {
                m_at = at;
                field(slots[slot], child);
                at = m_at;
            }
        }
        child += value.nodes;
    }
    m_at = at;
}

/// Fields in the order of writing, and among or behind them the unknown ones.
void TaggedWriter::mergedFields(const Node& node, std::uint32_t index)
{
    const std::size_t base = m_children.size();
    std::uint32_t child = index + 1;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        m_children.push_back(child);
        child += m_value.nodes[child].nodes;
    }
    const bool hasUnknown
        = child < index + m_value.nodes[index].nodes && m_value.nodes[child].kind == ValueKind::Unknown;
    const ByteView bytes = hasUnknown ? m_value.heapBytes(m_value.nodes[child]) : ByteView();
    std::vector<UnknownField> unknown;
    if (hasUnknown && m_plan.dialect.canonical) {
        unknown = splitFields(m_plan.dialect, bytes).value_or(std::vector<UnknownField>());
        std::stable_sort(unknown.begin(), unknown.end(),
                         [](const UnknownField& a, const UnknownField& b) { return a.number < b.number; });
    }
    auto next = unknown.begin();
    const auto writeUnknownBelow = [&](std::uint64_t number) {
        for (; next != unknown.end() && next->number < number; ++next)
            raw(bytes.subspan(next->begin, next->end - next->begin));
    };
    for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i) {
        const SlotIndex slotIndex = m_plan.wireOrder[i].slot;
        const Slot& slot = m_plan.slots[slotIndex];
        const std::uint32_t at = m_children[base + (slotIndex - node.firstSlot)];
        writeUnknownBelow(slot.number);
        if (isWritten(at))
            field(slot, at);
    }
    if (m_plan.dialect.canonical)
        writeUnknownBelow(kHighestFieldNumber + 1);
    else
        raw(bytes);
    m_children.resize(base);
}

void TaggedWriter::field(const Slot& slot, std::uint32_t index)
{
    const AcceptedForm& form = writtenForm(m_plan, slot);
    const Node& node = m_plan.nodes[slot.node];
    if (form.form == FieldForm::Element || (form.form == FieldForm::TableIndex && node.op == Op::Series)) {
        elementFields(slot, form, index);
        return;
    }
    varint(tagOf(slot.number, form.wireType));
    switch (form.form) {
    case FieldForm::Run:
        run(node, index);
        break;
    case FieldForm::BitRun:
        bitRun(index);
        break;
    case FieldForm::TableIndex:
        varint(m_measures.notes[index]);
        break;
    default:
        bare(node, index);
        break;
    }
}

void TaggedWriter::elementFields(const Slot& slot, const AcceptedForm& form, std::uint32_t index)
{
    const Node& element = m_plan.nodeOf(m_plan.nodes[slot.node].firstSlot);
    const std::uint64_t tag = tagOf(slot.number, form.wireType);
    for (std::uint32_t child = index + 1; child < index + m_value.nodes[index].nodes;
         child += m_value.nodes[child].nodes) {
        varint(tag);
        if (form.form == FieldForm::TableIndex)
            varint(m_measures.notes[child]);
        else
            bare(element, child);
    }
}

void TaggedWriter::run(const Node& node, std::uint32_t index)
{
    const Node& element = m_plan.nodeOf(node.firstSlot);
    varint(m_measures.notes[index]);
    for (std::uint32_t child = index + 1; child < index + m_value.nodes[index].nodes;
         child += m_value.nodes[child].nodes)
        bare(element, child);
}

void TaggedWriter::bitRun(std::uint32_t index)
{
    const std::uint32_t bytes = m_measures.notes[index];
    varint(bytes);
    std::memset(m_at, 0, bytes);
    std::uint64_t bit = 0;
    for (std::uint32_t child = index + 1; child < index + m_value.nodes[index].nodes; ++child, ++bit)
        placeBits({m_at, bytes}, bit, 1, m_value.nodes[child].payload);
    m_at += bytes;
}

void TaggedWriter::presenceMap(const Node& node, std::uint32_t index)
{
    const std::uint32_t bitmapBytes = (node.slotCount + 7) / 8;
    varint(bitmapBytes);
    const std::span<std::uint8_t> bitmap(m_at, bitmapBytes);
    std::memset(m_at, 0, bitmapBytes);
    m_at += bitmapBytes;
    const std::size_t base = m_children.size();
    std::uint32_t child = index + 1;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        m_children.push_back(child);
        child += m_value.nodes[child].nodes;
    }
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const SlotIndex slot = m_plan.wireOrder[node.firstOrdered + i].slot;
        const std::uint32_t at = m_children[base + (slot - node.firstSlot)];
        if (!isWritten(at))
            continue;
        placeBits(bitmap, i, 1, 1);
        bare(m_plan.nodeOf(slot), at);
    }
    m_children.resize(base);
}

void TaggedWriter::series(const Node& node, std::uint32_t index)
{
    if (isWrittenFlat(m_plan, node)) {
        m_at = writeSeriesBody(m_value, node, index, m_at);
        return;
    }
    const Node& element = m_plan.nodeOf(node.firstSlot);
    const ValueNode& list = m_value.nodes[index];
    const bool counted = m_plan.series[node.detail].coding == SeriesCoding::Counted;
    if (counted)
        varint(list.payload);
    for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes) {
        if (counted)
            delimited(element, child);
        else
            bare(element, child);
    }
}

void TaggedWriter::map(const Node& node, std::uint32_t index)
{
    const ValueNode& self = m_value.nodes[index];
    varint(self.payload);
    if (self.payload == 0)
        return;
    const std::uint32_t first = m_measures.notes[index + 1];
    if (first != TaggedMeasures::kAsGiven) {
        for (std::size_t i = first; i < first + self.payload; ++i)
            mapEntry(node, m_measures.keys[i]);
        return;
    }
    for (std::uint32_t key = index + 1; key < index + self.nodes;) {
        mapEntry(node, key);
        key += m_value.nodes[key].nodes;
        key += m_value.nodes[key].nodes;
    }
}

void TaggedWriter::mapEntry(const Node& node, std::uint32_t key)
{
    delimited(m_plan.nodeOf(node.firstSlot), key);
    delimited(m_plan.nodeOf(node.firstSlot + 1), key + m_value.nodes[key].nodes);
}

void TaggedWriter::reference(const Node& node, std::uint32_t index)
{
    const ReferenceInfo& info = m_plan.references[node.detail];
    const ValueNode& value = m_value.nodes[index];
    if (value.kind == ValueKind::ForeignType) {
        foreignType(info, index);
        return;
    }
    ReferenceType nil;
    const bool isNil = value.kind == ValueKind::Null;
    const ReferenceType& type = isNil ? nil : m_plan.referenceTypes[value.payload];
    switch (info.by) {
    case Discrimination::Id:
        varint(type.id);
        varint(isNil ? 0 : measuredBytes(m_value, m_measures, m_plan.nodeOf(type.slot), index + 1));
        break;
    case Discrimination::Name:
        varint(m_plan.text(type.wireName).size());
        raw(asBytes(m_plan.text(type.wireName)));
        break;
    case Discrimination::Hash:
        little(type.hash, 4);
        break;
    }
    if (!isNil)
        content(m_plan.nodeOf(type.slot), index + 1);
}

void TaggedWriter::foreignType(const ReferenceInfo& info, std::uint32_t index)
{
    const ValueNode& type = m_value.nodes[index + 1];
    const ByteView bytes = m_value.heapBytes(m_value.nodes[index + 2]);
    switch (info.by) {
    case Discrimination::Id:
        varint(type.payload);
        varint(bytes.size());
        break;
    case Discrimination::Name:
        varint(m_value.heapBytes(type).size());
        raw(m_value.heapBytes(type));
        break;
    case Discrimination::Hash:
        little(type.payload, 4);
        break;
    }
    raw(bytes);
}

} // namespace wirebench
