// SPDX-License-Identifier: MIT
#include "core/layout/tagged_rows.h"

#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::string_view stringTableName = "@strings";

std::optional<std::uint64_t> bounded(std::uint64_t bits)
{
    return bits == kUnbounded ? std::nullopt : std::optional(bits);
}

std::string_view codingName(SeriesCoding coding)
{
    switch (coding) {
    case SeriesCoding::Packed:
        return "packed";
    case SeriesCoding::Bits:
        return "bits";
    case SeriesCoding::Counted:
        return "counted";
    case SeriesCoding::Delta:
        return "delta";
    case SeriesCoding::RunLength:
        return "run-length";
    case SeriesCoding::Dictionary:
        return "dictionary";
    case SeriesCoding::Sparse:
        return "sparse";
    case SeriesCoding::Prefix:
        return "prefix";
    case SeriesCoding::BitPacked:
        return "bit-packed";
    }
    return {};
}

std::string idText(Discrimination by, const Plan& plan, const ReferenceType& type)
{
    constexpr std::string_view digits = "0123456789abcdef";
    if (by == Discrimination::Id)
        return std::to_string(type.id);
    if (by == Discrimination::Name)
        return std::string(plan.text(type.wireName));
    std::string text = "0x";
    for (unsigned shift = 32; shift > 0; shift -= 4)
        text += digits[type.hash >> (shift - 4) & 0xFu];
    return text;
}

void describeReference(const Plan& plan, const Node& node, TaggedRow& tagged)
{
    const ReferenceInfo& info = plan.references[node.detail];
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const ReferenceType& type = plan.referenceTypes[i];
        tagged.types.emplace_back(plan.text(type.shortName), idText(info.by, plan, type));
    }
}

/// What a slot of a Series or Map, or the root of a type, takes.
FieldSize valueSize(const Plan& plan, const Slot& slot)
{
    const Node& node = plan.nodes[slot.node];
    FieldSize size;
    if (slot.owner == kNoIndex || plan.nodes[slot.owner].op == Op::Reference) {
        size.value = size.whole = {node.minBits, node.maxBits};
        return size;
    }
    const Node& owner = plan.nodes[slot.owner];
    if (owner.op == Op::Series)
        return elementSize(plan, owner);
    size.value = {node.minBits, node.maxBits};
    size.length = lengthSize(size.value);
    size.whole = size.length + size.value;
    return size;
}

} // namespace

void describeTaggedRow(const Plan& plan, SlotIndex index, LayoutRow& row)
{
    const Slot& slot = plan.slots[index];
    const Node& node = plan.nodes[slot.node];
    TaggedRow tagged;
    const bool field = slot.owner != kNoIndex && isTaggedStruct(plan.nodes[slot.owner].op);
    SizeRange whole;
    if (field) {
        tagged.number = slot.number;
        tagged.occurs = slot.occurs;
        tagged.size = fieldSize(plan, index);
        whole = slotSize(plan, index);
        if (slot.formCount > 0) {
            const AcceptedForm& form = plan.forms[slot.firstForm];
            tagged.wireType = form.wireType;
            tagged.wireTypeName = plan.text(plan.dialect.wireTypeName[form.wireType % 8u]);
            tagged.repeated = slot.occurs == Occurs::Repeated && node.op == Op::Series
                && (form.form == FieldForm::Element || form.form == FieldForm::TableIndex);
        }
    } else {
        tagged.size = valueSize(plan, slot);
        whole = tagged.size.whole;
    }
    if (node.op == Op::Series) {
        const SeriesInfo& info = plan.series[node.detail];
        if (!tagged.repeated)
            tagged.coding = codingName(info.coding);
        if (info.fixedCount)
            row.count = node.capacity;
    } else if (node.op == Op::Reference) {
        describeReference(plan, node, tagged);
    }
    row.minBits = whole.least;
    row.maxBits = bounded(whole.most);
    row.prefixBits = 0;
    row.bits = tagged.size.value.fixed() && !tagged.repeated ? std::optional(tagged.size.value.least) : std::nullopt;
    row.tagged = std::move(tagged);
}

void placeTaggedRows(const Plan& plan, const Node& node, bool behindTable, std::vector<LayoutRow>& fields)
{
    const bool presence = node.op == Op::PresenceMap;
    std::string previous(behindTable ? stringTableName : std::string_view());
    std::optional<std::uint64_t> at;
    if (presence)
        at = presenceCountBits(node.slotCount) + presenceMapBits(node.slotCount);
    else if (!behindTable)
        at = 0;
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        LayoutRow& row = fields[plan.wireOrder[node.firstOrdered + i].slot - node.firstSlot];
        row.offset = at;
        row.after = at ? std::string() : previous;
        at = at && row.maxBits == row.minBits ? std::optional(*at + row.minBits) : std::nullopt;
        previous = row.name;
        row.tagged->written = i;
        if (presence) {
            row.presenceBits = 1;
            row.presenceOffset = presenceCountBits(node.slotCount) + i;
        }
    }
}

LayoutRow taggedEntry()
{
    LayoutRow entry;
    entry.type = "entry";
    entry.op = Op::Tagged;
    entry.offset = 0;
    entry.maxBits = 0;
    entry.tagged.emplace();
    return entry;
}

void nameEntryPart(LayoutRow& entry)
{
    LayoutRow& part = entry.fields.back();
    const bool key = entry.fields.size() == 1;
    part.name = key ? "key" : "value";
    part.offset = key ? std::optional<std::uint64_t>(0) : std::nullopt;
    part.after = key ? "" : "key";
    entry.minBits += part.minBits;
    entry.maxBits = entry.maxBits && part.maxBits ? std::optional(*entry.maxBits + *part.maxBits) : std::nullopt;
    entry.tagged->size.value = entry.tagged->size.whole = {entry.minBits, entry.maxBits.value_or(kUnbounded)};
}

void addStringTable(const Plan& plan, Layout& layout)
{
    layout.stringTable = stringTableSize(plan, layout.node);
    if (!layout.stringTable)
        return;
    layout.totalBits.reset();
    layout.totalBytes.reset();
    layout.wastedBits.reset();
    if (layout.minBits != kUnbounded)
        layout.minBits += layout.stringTable->least;
    layout.maxBits.reset();
    placeTaggedRows(plan, plan.nodes[layout.node], true, layout.fields);
}

std::uint64_t presenceCountBits(std::uint64_t fields)
{
    return varintBytes((fields + 7) / 8) * 8u;
}

std::uint64_t presenceMapBits(std::uint64_t fields)
{
    return (fields + 7) / 8 * 8;
}

} // namespace wirebench
