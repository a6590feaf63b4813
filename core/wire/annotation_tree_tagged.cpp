// SPDX-License-Identifier: MIT
// The annotation tree of the tagged family: prefixes before values, records behind them.
#include "core/wire/annotation_part.h"
#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/varint.h"

namespace wirebench {

/// Whether an item belongs to a plan of tagged messages.
bool AnnotationTree::isTagged() const
{
    return plan().dialect.skip[0] != Skip::None;
}

/// The prefixes of an item that is a record; none of a part of one.
Prefix AnnotationTree::prefixOf(const Item& item) const
{
    return item.virtualPart || item.record == kNoIndex ? Prefix() : m_decoded->annotations[item.record].prefix();
}

/// Visits the tag, type id and length before a value. False when the visitor ended the walk.
bool AnnotationTree::visitPrefix(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    const Prefix prefix = prefixOf(item);
    std::uint64_t at = item.bits.first;
    const auto offer = [&](Role role, std::uint8_t bytes) {
        const Item leaf = part(item, role, {at, bytes * 8u});
        at = leaf.bits.end();
        return bytes == 0 || !touches(leaf.bits, window) || visit(leaf);
    };
    return offer(Role::Tag, prefix.tag) && offer(Role::TypeId, prefix.typeId) && offer(Role::Length, prefix.length);
}

bool AnnotationTree::visitTagged(const Item& item, BitRange window, const ChildVisitor& visit) const
{
    if (!visitPrefix(item, window, visit))
        return false;
    if (hasRecords(item))
        return visitRecords(item, window, visit);
    if (const std::optional<Elements> elements = elementsOf(item))
        return visitElements(item, *elements, window, visit);
    if (item.role != Role::Field)
        return true;
    const Item content = contentOf(item);
    return content.bits.count == 0 || !touches(content.bits, window) || visit(content);
}

/// The value of a Field: what stands behind its prefixes.
Item AnnotationTree::contentOf(const Item& field) const
{
    const std::uint64_t prefixBits = prefixOf(field).bytes() * 8;
    Item content = part(field, field.damaged ? Role::Error : Role::Value,
                        {field.bits.first + prefixBits, field.bits.count - prefixBits});
    content.slot = valueSlot(plan(), {field.slot, field.element});
    content.damaged = field.damaged;
    return content;
}

/// The number in the tag of the field whose record an item is or is part of; 0 when it has none.
std::uint64_t AnnotationTree::tagOf(const Item& item) const
{
    if (item.record == kNoIndex)
        return 0;
    const Annotation& record = m_decoded->annotations[item.record];
    if (record.prefix().tag == 0)
        return 0;
    return readVarint(*m_decoded->space, record.first / 8, record.bits().end() / 8).value;
}

/// How the field of an item's record stands on the wire; null when it is no field of a message.
const AcceptedForm* AnnotationTree::formOf(const Item& item) const
{
    if (item.record == kNoIndex)
        return nullptr;
    const Annotation& record = m_decoded->annotations[item.record];
    const std::uint64_t tag = tagOf(item);
    if (tag == 0 || record.slot == kNoIndex)
        return nullptr;
    const Slot& slot = plan().slots[record.slot];
    for (std::uint32_t i = 0; i < slot.formCount; ++i) {
        const AcceptedForm& form = plan().forms[slot.firstForm + i];
        if (form.wireType == (tag & 7u))
            return &form;
    }
    return nullptr;
}

std::optional<SeriesCoding> AnnotationTree::codingAround(const Item& item) const
{
    if (item.record == kNoIndex || item.element == kUnbounded)
        return std::nullopt;
    const Annotation& record = m_decoded->annotations[item.record];
    const std::uint32_t parent = record.kind() == Role::Array ? item.record : record.parent;
    if (parent == kNoIndex || m_decoded->annotations[parent].kind() != Role::Array)
        return std::nullopt;
    const SlotIndex slot = m_decoded->annotations[parent].slot;
    const Node& node = plan().nodeOf(valueSlot(plan(), {slot, kUnbounded}));
    return node.op == Op::Series ? std::optional(plan().series[node.detail].coding) : std::nullopt;
}

/// The varint that is all of an item.
std::optional<std::uint64_t> AnnotationTree::varintOf(const Item& item) const
{
    if (item.bits.first % 8 != 0 || item.bits.count % 8 != 0)
        return std::nullopt;
    const std::uint64_t end = item.bits.end() / 8;
    const ReadVarint read = readVarint(*m_decoded->space, item.bits.first / 8, end);
    return read.readable() && item.bits.first / 8 + read.bytes == end ? std::optional(read.value) : std::nullopt;
}

/// Whether the content of a field is the index of its text.
bool AnnotationTree::namesText(const Item& item) const
{
    const AcceptedForm* form = formOf(item);
    return form != nullptr && form->form == FieldForm::TableIndex
        && m_decoded->annotations[item.record].prefix().length == 0;
}

std::optional<std::uint64_t> AnnotationTree::tableIndex(const Item& item) const
{
    const bool content = isTagged() && item.role == Role::Value && item.slot != kNoIndex
        && plan().nodeOf(valueSlot(plan(), {item.slot, item.element})).op == Op::Content;
    return content && namesText(item) ? varintOf(item) : std::nullopt;
}

std::optional<ByteView> AnnotationTree::tableText(const Item& item) const
{
    const std::vector<Annotation>& records = m_decoded->annotations;
    const std::optional<std::uint64_t> index = varintOf(item);
    std::uint32_t message = item.record;
    while (message != kNoIndex && records[message].parent != kNoIndex
           && records[records[message].parent].kind() != Role::Buffer)
        message = records[message].parent;
    if (!index || message == kNoIndex)
        return std::nullopt;
    std::uint32_t table = kNoIndex;
    for (std::uint32_t child = message + 1; child < records[message].next && child < item.record;
         child = records[child].next) {
        if (records[child].kind() == Role::Table)
            table = child;
    }
    // Behind the count each text has two records: its length and itself.
    if (table == kNoIndex || *index > (records[table].next - table) / 2)
        return std::nullopt;
    const std::uint64_t record = table + 3 + *index * 2;
    if (record >= records[table].next || records[record].kind() != Role::StringTable)
        return std::nullopt;
    return ByteView(*m_decoded->space).subspan(records[record].first / 8, records[record].count / 8);
}

} // namespace wirebench
