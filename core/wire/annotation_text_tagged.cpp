// SPDX-License-Identifier: MIT
// Paths, types, values and remarks for the annotations of the tagged family.
#include "core/base/text.h"
#include "core/wire/annotation_tree.h"
#include "core/wire/bits.h"
#include "core/wire/content_json.h"
#include "core/wire/field_path.h"
#include "core/wire/stored_value.h"
#include "core/wire/varint.h"

namespace wirebench {

/// `["key"]` of an entry of a map.
std::string AnnotationTree::keyText(const Item& entry) const
{
    const std::vector<Annotation>& records = m_decoded->annotations;
    std::string text;
    const std::uint32_t key = entry.record + 1;
    if (key >= records[entry.record].next || records[key].slot == kNoIndex)
        return text;
    const std::uint64_t begin = records[key].first / 8 + records[key].prefix().bytes();
    const std::uint64_t end = records[key].bits().end() / 8;
    appendKeyStep(text, plan(), plan().nodeOf(records[key].slot),
                  ByteView(*m_decoded->space).subspan(begin, end - begin));
    return text;
}

/// `field 3, VARINT`
std::string AnnotationTree::tagText(std::uint64_t tag) const
{
    const TaggedDialect& dialect = plan().dialect;
    const std::uint64_t number = tag >> 3;
    const auto wireType = static_cast<std::uint8_t>(tag & 7u);
    if (number == 0 && wireType == dialect.tableWireType)
        return "string table";
    const std::string_view name = plan().text(dialect.wireTypeName[wireType]);
    return "field " + std::to_string(number) + ", "
        + (name.empty() ? "no wire type (" + std::to_string(wireType) + ')' : std::string(name));
}

const ReferenceInfo* AnnotationTree::referenceAround(const Item& item) const
{
    if (item.record == kNoIndex || item.virtualPart)
        return nullptr;
    const std::uint32_t parent = m_decoded->annotations[item.record].parent;
    if (parent == kNoIndex)
        return nullptr;
    const Annotation& record = m_decoded->annotations[parent];
    SlotIndex slot = kNoIndex;
    if (record.kind() == Role::Reference)
        slot = valueSlot(plan(), {record.slot, record.element == kNoIndex ? kUnbounded : record.element});
    else if (record.kind() == Role::Frame && item.role == Role::TypeId)
        slot = item.slot;
    const Node* node = slot == kNoIndex ? nullptr : &plan().nodeOf(slot);
    return node != nullptr && node->op == Op::Reference ? &plan().references[node->detail] : nullptr;
}

/// What names a type as JSON text: an id, a name, or a hash like `"0x0a1b2c3d"`.
std::string AnnotationTree::typeIdText(const Item& item) const
{
    const ByteView bytes = ByteView(*m_decoded->space).subspan(item.bits.first / 8, item.bits.count / 8);
    const ReferenceInfo* info = referenceAround(item);
    std::string text;
    if (info != nullptr && info->by == Discrimination::Hash)
        return "\"0x" + toHex(Bytes(bytes.rbegin(), bytes.rend())) + '"';
    const std::optional<std::uint64_t> number = varintOf(item);
    if ((info == nullptr || info->by == Discrimination::Id) && number)
        return std::to_string(*number);
    appendTextJson(text, bytes);
    return text;
}

/// The type that a reference names; empty when it is none of those that may stand there.
std::string AnnotationTree::namedTypeText(const Item& item) const
{
    const ReferenceInfo* around = referenceAround(item);
    if (around == nullptr)
        return {};
    const ReferenceInfo& info = *around;
    const ByteView bytes = ByteView(*m_decoded->space).subspan(item.bits.first / 8, item.bits.count / 8);
    std::optional<std::uint64_t> number;
    if (info.by == Discrimination::Id)
        number = varintOf(item);
    else if (info.by == Discrimination::Hash && bytes.size() == 4)
        number = readLittle(bytes.data(), 4);
    if (number == 0)
        return "no value";
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const ReferenceType& type = plan().referenceTypes[i];
        const bool named = info.by == Discrimination::Id ? number == type.id
            : info.by == Discrimination::Hash            ? number == type.hash
                                                         : plan().text(type.wireName) == asText(bytes);
        if (named)
            return std::string(plan().text(type.shortName));
    }
    return {};
}

std::string AnnotationTree::taggedTypeName(const Item& item) const
{
    switch (item.role) {
    case Role::Tag:
        return "tag";
    case Role::Length:
        return "length";
    case Role::Count:
        return "count";
    case Role::TypeId:
        return "type id";
    case Role::Presence:
        return "presence bits";
    case Role::Entry:
        return "entry";
    case Role::Header:
        return "frame header";
    case Role::Frame:
        return "frame";
    case Role::Table:
        return "string table";
    case Role::StringTable:
        return "text";
    case Role::Unknown:
        return referenceAround(item) != nullptr ? "bytes" : "unknown field";
    case Role::Buffer:
        return "messages";
    default:
        break;
    }
    const SlotIndex slot = valueSlot(plan(), {item.slot, item.element});
    return slot == kNoIndex ? std::string() : std::string(plan().text(plan().nodeOf(slot).name));
}

std::string AnnotationTree::taggedValueText(const Item& item) const
{
    const ByteView bytes = *m_decoded->space;
    std::string text;
    switch (item.role) {
    case Role::Tag:
    case Role::Length:
    case Role::Count:
        if (const std::optional<std::uint64_t> number = varintOf(item))
            return std::to_string(*number);
        appendTextJson(text, bytes.subspan(item.bits.first / 8, item.bits.count / 8));
        return text;
    case Role::TypeId:
        return typeIdText(item);
    case Role::Presence:
        return '"' + toHex(bytes.subspan(item.bits.first / 8, item.bits.count / 8)) + '"';
    case Role::StringTable:
        appendTextJson(text, bytes.subspan(item.bits.first / 8, item.bits.count / 8));
        return text;
    case Role::Field:
        return hasRecords(item) ? std::string() : taggedValueText(contentOf(item));
    case Role::Value:
        break;
    default:
        return text;
    }
    if (item.slot == kNoIndex)
        return text;
    const std::optional<SeriesElement> element = seriesElement(item);
    if (element && element->coding != SeriesCoding::RunLength && element->coding != SeriesCoding::Sparse)
        return elementValueText(item, *element);
    const Node& node = plan().nodeOf(item.slot);
    if (node.op == Op::Content) {
        if (!namesText(item))
            appendContentJson(text, node, bytes.subspan(item.bits.first / 8, item.bits.count / 8));
        else if (const std::optional<ByteView> named = tableText(item))
            appendTextJson(text, *named);
        return text;
    }
    const StoredValue value = storedOf(item);
    appendScalarJson(text, plan(), node, value.kind, value.payload);
    return value.kind == ValueKind::Absent ? std::string() : text;
}

/// What a scalar leaf means.
StoredValue AnnotationTree::storedOf(const Item& item) const
{
    const Node& node = plan().nodeOf(item.slot);
    const ByteView bytes = *m_decoded->space;
    const std::optional<SeriesCoding> coding = codingAround(item);
    const bool bits = item.bits.count % 8 != 0 || coding == SeriesCoding::BitPacked || coding == SeriesCoding::Bits;
    if (node.op == Op::Varint && !bits) {
        const std::optional<std::uint64_t> number = varintOf(item);
        return number ? interpretVarint(plan(), node, *number) : StoredValue();
    }
    if (item.bits.count > 64)
        return {};
    const std::uint64_t stored = readBits(bytes, item.bits.first, static_cast<unsigned>(item.bits.count));
    return node.op == Op::Varint ? interpretVarint(plan(), node, stored) : interpretStored(plan(), node, stored);
}

/// What the header byte of a stream frame says: its type and flags.
std::string AnnotationTree::frameText(std::uint8_t header) const
{
    const FrameType& type = plan().frameTypes[header & kFrameTypeBits];
    std::string text = type.body == FrameBody::None ? "frame type " + std::to_string(header & kFrameTypeBits)
                                                    : std::string(plan().text(type.label));
    if ((header & kEndOfMessage) != 0)
        text += ", end of message";
    if ((header & kCompressed) != 0)
        text += ", compressed";
    return text;
}

std::string AnnotationTree::taggedMeaningText(const Item& item) const
{
    if (item.role == Role::Count || item.role == Role::Length)
        return seriesPartText(item);
    if (item.role == Role::Tag) {
        const std::optional<std::uint64_t> tag = varintOf(item);
        return tag ? tagText(*tag) : std::string();
    }
    if (item.role == Role::Header)
        return frameText((*m_decoded->space)[item.bits.first / 8]);
    if (item.role == Role::TypeId)
        return namedTypeText(item);
    if (item.role == Role::Unknown && referenceAround(item) != nullptr)
        return "value of a type that the schema does not have";
    if (item.role == Role::Unknown) {
        const ReadVarint tag = readVarint(*m_decoded->space, item.bits.first / 8, item.bits.end() / 8);
        return tag.readable() && tag.value >> 3 != 0 ? tagText(tag.value) : std::string();
    }
    if (item.role != Role::Value || item.slot == kNoIndex)
        return {};
    const Node& node = plan().nodeOf(item.slot);
    const std::optional<std::uint64_t> number = varintOf(item);
    const std::optional<SeriesElement> element = seriesElement(item);
    const bool alone
        = !element || element->coding == SeriesCoding::RunLength || element->coding == SeriesCoding::Sparse;
    if (!alone)
        return elementMeaningText(*element);
    std::string meaning = scalarMeaningText(item, node, number);
    const std::string place = element ? elementMeaningText(*element) : std::string();
    if (!meaning.empty() && !place.empty())
        meaning += ", ";
    return meaning + place;
}

std::string AnnotationTree::scalarMeaningText(const Item& item, const Node& node,
                                              std::optional<std::uint64_t> number) const
{
    if (node.op == Op::Content) {
        return namesText(item) && number ? "text " + std::to_string(*number) + " of the string table" : std::string();
    }
    const StoredValue value = storedOf(item);
    if (!value.code.empty())
        return std::string(value.code);
    if (node.meaning == Meaning::Enum)
        return "number " + std::to_string(value.payload);
    return node.meaning == Meaning::Bool && number.value_or(0) > 1 ? "not 0 or 1" : std::string();
}

} // namespace wirebench
