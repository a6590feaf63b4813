// SPDX-License-Identifier: MIT
#include "core/wire/tagged_measure.h"

#include "core/wire/series_encoder.h"
#include "core/wire/tagged_writer.h"
#include "core/wire/unknown_fields.h"
#include "core/wire/varint.h"
#include "core/wire/written_content.h"

#include <algorithm>

namespace wirebench {

namespace {

bool isNothing(ValueKind kind)
{
    return kind == ValueKind::Absent || kind == ValueKind::Null;
}

std::uint64_t lengthAndContent(std::uint64_t bytes)
{
    return varintBytes(bytes) + bytes;
}

} // namespace

std::uint64_t measuredBytes(const Value& value, const TaggedMeasures& measures, const Node& node, std::uint32_t index)
{
    switch (node.op) {
    case Op::Varint:
        return varintBytes(storedNumber(node, value.nodes[index].payload));
    case Op::Fixed:
        return node.minBits / 8;
    case Op::Content:
        return writtenContentBytes(node, value.heapBytes(value.nodes[index]));
    default:
        return measures.notes[index];
    }
}

TaggedMeasure::TaggedMeasure(const Value& value, const Limits& limits, Diagnostics& problems)
    : m_value(value), m_plan(*value.plan), m_problems(value, limits, problems), m_validator(value)
{
    m_measures.notes = std::make_unique_for_overwrite<std::uint32_t[]>(value.nodes.size());
    m_measures.leaves.resize(m_plan.slots.size());
}

std::uint64_t TaggedMeasure::message(std::uint32_t index, const Crumb& here)
{
    m_problems.startMessage();
    m_measures.keys.clear();
    m_measures.hasUnknown = false;
    startTable(index);
    std::uint64_t bytes = content(m_plan.nodeOf(m_value.nodes[index].slot), index, 0, here);
    finishTable();
    if (m_measures.tableBytes != 0)
        bytes += varintBytes(tagOf(0, m_plan.dialect.tableWireType)) + lengthAndContent(m_measures.tableBytes);
    m_problems.checkMessage(bytes, here);
    return bytes;
}

std::uint64_t TaggedMeasure::bareValue(const Node& node, std::uint32_t index)
{
    return bare(node, index, 0, Crumb());
}

std::uint64_t TaggedMeasure::note(std::uint32_t index, std::uint64_t bytes, const Crumb& here)
{
    constexpr std::uint64_t most = TaggedMeasures::kOmitted - 1;
    if (bytes > most) [[unlikely]] {
        m_problems.add(
            here, "limit-message",
            {"This part takes {0} bytes; at most {1} can be encoded.", {std::to_string(bytes), std::to_string(most)}});
        bytes = 0;
    }
    m_measures.notes[index] = static_cast<std::uint32_t>(bytes);
    return bytes;
}

std::uint64_t TaggedMeasure::bare(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const std::uint64_t bytes = content(node, index, depth, here);
    return node.selfDelimiting ? bytes : lengthAndContent(bytes);
}

std::uint64_t TaggedMeasure::content(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const ValueNode& value = m_value.nodes[index];
    if (value.kind == ValueKind::Absent || (value.kind == ValueKind::Null && node.op != Op::Reference)) [[unlikely]] {
        m_problems.add(here, "missing-value", {"A value is required here, but there is none.", {}});
        return note(index, 0, here);
    }
    switch (node.op) {
    case Op::Tagged:
    case Op::PresenceMap:
        return structure(node, index, depth + 1, here);
    case Op::Series:
        return series(node, index, depth, here);
    case Op::Map:
        return map(node, index, depth, here);
    case Op::Reference:
        return reference(node, index, depth, here);
    default:
        return leaf(node, value, here);
    }
}

std::uint64_t TaggedMeasure::leaf(const Node& node, const ValueNode& value, const Crumb& here)
{
    if (node.op == Op::Varint)
        return varintBytes(storedNumber(node, value.payload));
    if (node.op == Op::Fixed)
        return node.minBits / 8;
    const ByteView bytes = m_value.heapBytes(value);
    if (node.capacity != 0 && bytes.size() != node.capacity) [[unlikely]]
        m_problems.add(
            here, "array-count",
            {"{0} takes exactly {1} bytes, not {2}.",
             {std::string(m_plan.text(node.name)), std::to_string(node.capacity), std::to_string(bytes.size())}});
    if (node.capacity == 0)
        m_problems.checkText(bytes.size(), here);
    return writtenContentBytes(node, bytes);
}

/// All fields of a message or presence map whose fields are written in declared order. `child` is the index of the
/// first and ends behind the last.
std::uint64_t TaggedMeasure::fieldsInOrder(const Node& node, std::uint32_t& child, std::uint32_t depth,
                                           const Crumb& here)
{
    const ValueNode* const values = m_value.nodes.data();
    std::uint32_t* const notes = m_measures.notes.get();
    PlainLeaf* const leaves = m_measures.leaves.data();
    std::uint64_t bytes = 0;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
        PlainLeaf& leaf = leaves[slot];
        if (leaf.kind == PlainLeaf::Kind::Unasked) [[unlikely]]
            leaf = plainLeafOf(m_plan, m_plan.slots[slot]);
        const ValueNode& value = values[child];
        if (leaf.holds() && !isNothing(value.kind)) [[likely]] {
            const Node& type = m_plan.nodes[m_plan.slots[slot].node];
            const std::uint64_t stored = plainStored(leaf.kind, type, value.payload);
            const bool isWritten = stored != 0 || !leaf.omitsZero;
            notes[child] = isWritten ? 0 : TaggedMeasures::kOmitted;
            bytes += isWritten ? leaf.tagBytes + plainBytes(leaf.kind, type, stored) : 0;
            if (leaf.kind == PlainLeaf::Kind::Text)
                m_problems.checkText(stored, Crumb{&here, {slot, kUnbounded}, kNoIndex});
        } else {
            bytes += field(slot, child, depth, Crumb{&here, {slot, kUnbounded}, kNoIndex});
        }
        child += value.nodes;
    }
    return bytes;
}

std::uint64_t TaggedMeasure::structure(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    if (!m_problems.checkDepth(depth, here))
        return note(index, 0, here);
    if (node.hasOneof)
        checkOneof(node, index, here);
    std::uint64_t bytes = 0;
    if (node.op == Op::PresenceMap) {
        const std::uint64_t bitmap = (node.slotCount + std::uint64_t{7}) / 8;
        bytes = lengthAndContent(bitmap);
    }
    std::uint32_t child = index + 1;
    if (node.declaredOrder) {
        bytes += fieldsInOrder(node, child, depth, here);
    } else {
        // In the order of writing: texts enter the string table in this order.
        const std::size_t base = m_children.size();
        for (std::uint32_t i = 0; i < node.slotCount; ++i) {
            m_children.push_back(child);
            child += m_value.nodes[child].nodes;
        }
        for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i) {
            const SlotIndex slot = m_plan.wireOrder[i].slot;
            bytes += field(slot, m_children[base + (slot - node.firstSlot)], depth,
                           Crumb{&here, {slot, kUnbounded}, kNoIndex});
        }
        m_children.resize(base);
    }
    if (child < index + m_value.nodes[index].nodes)
        bytes += unknownFields(child, here);
    return note(index, bytes, here);
}

std::uint64_t TaggedMeasure::field(SlotIndex slotIndex, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const Slot& slot = m_plan.slots[slotIndex];
    const Node& node = m_plan.nodes[slot.node];
    const ValueNode& value = m_value.nodes[index];
    const bool must = slot.occurs == Occurs::Always || slot.occurs == Occurs::Required;
    if (isNothing(value.kind) && (value.kind == ValueKind::Absent || !must || node.op != Op::Reference)) {
        m_measures.notes[index] = TaggedMeasures::kOmitted;
        if (must)
            m_problems.add(here, "missing-value",
                           {"{0} is always written, but has no value.", {std::string(m_plan.text(slot.name))}});
        return 0;
    }
    m_measures.notes[index] = 0;
    std::uint64_t bytes = 0;
    if (slot.formCount == 0) { // of a presence map
        bytes = bare(node, index, depth, here);
    } else {
        bytes = inForm(slot, index, depth, here);
        if (isOmitted(slot, index)) {
            m_measures.notes[index] = TaggedMeasures::kOmitted;
            return 0;
        }
    }
    if (slot.validationCount != 0)
        checkRules(slot, index, here);
    return bytes;
}

/// Bytes of the fields of a slot, tags included.
std::uint64_t TaggedMeasure::inForm(const Slot& slot, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const AcceptedForm& form = writtenForm(m_plan, slot);
    const std::uint64_t tag = varintBytes(tagOf(slot.number, form.wireType));
    switch (form.form) {
    case FieldForm::Value:
        return tag + bare(m_plan.nodes[slot.node], index, depth, here);
    case FieldForm::Run:
    case FieldForm::BitRun:
        return tag + inRun(slot, index, depth, here);
    case FieldForm::TableIndex:
        if (m_plan.nodes[slot.node].op != Op::Series)
            return tag + tableIndex(index, here);
        [[fallthrough]];
    case FieldForm::Element:
        break;
    }
    return inElements(slot, index, depth, here);
}

std::uint64_t TaggedMeasure::inRun(const Slot& slot, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const Node& node = m_plan.nodes[slot.node];
    const ValueNode& list = m_value.nodes[index];
    checkCount(node, list, here);
    if (writtenForm(m_plan, slot).form == FieldForm::BitRun)
        return lengthAndContent(note(index, (list.payload + 7) / 8, here));
    std::uint64_t bytes = 0;
    std::uint64_t element = 0;
    for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes)
        bytes += bare(m_plan.nodeOf(node.firstSlot), child, depth, Crumb{&here, {node.firstSlot, element++}, kNoIndex});
    return lengthAndContent(note(index, bytes, here));
}

/// One field an element.
std::uint64_t TaggedMeasure::inElements(const Slot& slot, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const Node& node = m_plan.nodes[slot.node];
    const ValueNode& list = m_value.nodes[index];
    const AcceptedForm& form = writtenForm(m_plan, slot);
    checkCount(node, list, here);
    std::uint64_t bytes = list.payload * varintBytes(tagOf(slot.number, form.wireType));
    std::uint64_t element = 0;
    for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes) {
        const Crumb at{&here, {node.firstSlot, element++}, kNoIndex};
        bytes += form.form == FieldForm::TableIndex ? tableIndex(child, at)
                                                    : bare(m_plan.nodeOf(node.firstSlot), child, depth, at);
    }
    return bytes;
}

bool TaggedMeasure::isOmitted(const Slot& slot, std::uint32_t index)
{
    if (slot.occurs == Occurs::Repeated)
        return m_value.nodes[index].payload == 0;
    if (slot.occurs != Occurs::Default)
        return false;
    if (slot.defaultBytes != kNoIndex)
        return equalsDefault(slot, index);
    const Node& node = m_plan.nodes[slot.node];
    return node.op != Op::PresenceMap && isZero(node, index);
}

/// Whether a value that was measured has the bytes of the declared default.
bool TaggedMeasure::equalsDefault(const Slot& slot, std::uint32_t index)
{
    if (m_problems.any()) // then what was measured cannot be written
        return false;
    const Bytes& expected = m_plan.defaults[slot.defaultBytes];
    const Node& node = m_plan.nodes[slot.node];
    const std::uint64_t bytes = measuredBytes(m_value, m_measures, node, index);
    if ((node.selfDelimiting ? bytes : lengthAndContent(bytes)) != expected.size())
        return false;
    m_scratch.resize(expected.size());
    TaggedWriter(m_value, m_measures, m_scratch.data()).bare(node, index);
    return m_scratch == expected;
}

/// The structural zero of a value that was measured: what a missing field of its type stands for.
bool TaggedMeasure::isZero(const Node& node, std::uint32_t index) const
{
    const ValueNode& value = m_value.nodes[index];
    switch (node.op) {
    case Op::Varint:
    case Op::Fixed:
        return storedNumber(node, value.payload) == 0;
    case Op::Content:
        return isZeroContent(node, m_value.heapBytes(value));
    case Op::Series: {
        if (!m_plan.series[node.detail].fixedCount)
            return value.payload == 0;
        const Node& element = m_plan.nodeOf(node.firstSlot);
        for (std::uint32_t child = index + 1; child < index + value.nodes; child += m_value.nodes[child].nodes) {
            if (!isZero(element, child))
                return false;
        }
        return value.payload == node.capacity;
    }
    case Op::Map:
        return value.payload == 0;
    case Op::Reference:
        return value.kind == ValueKind::Null;
    case Op::PresenceMap: { // its bitmap takes a byte even then
        std::uint32_t child = index + 1;
        while (child < index + value.nodes && m_measures.notes[child] == TaggedMeasures::kOmitted)
            child += m_value.nodes[child].nodes;
        return child == index + value.nodes;
    }
    default:
        return m_measures.notes[index] == 0;
    }
}

void TaggedMeasure::checkRules(const Slot& slot, std::uint32_t index, const Crumb& here)
{
    std::string broken;
    bool holds = true;
    for (std::uint32_t i = slot.firstValidation; i < slot.firstValidation + slot.validationCount; ++i) {
        const Validation& rule = m_plan.validations[i];
        if (!m_validator.holds(rule, index)) {
            broken.append(holds ? "" : "` and `").append(m_plan.text(rule.text));
            holds = false;
        }
    }
    if (!holds)
        m_problems.add(here, "validate", {"The value breaks the rule `{0}` of its field.", {broken}});
}

void TaggedMeasure::checkOneof(const Node& node, std::uint32_t index, const Crumb& here)
{
    constexpr std::uint32_t reported = kNoIndex - 1;
    m_firstOfGroup.clear();
    std::uint32_t child = index + 1;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
        const std::uint16_t group = m_plan.slots[slot].oneof;
        const bool set = group != 0 && !isNothing(m_value.nodes[child].kind);
        child += m_value.nodes[child].nodes;
        if (!set)
            continue;
        if (group >= m_firstOfGroup.size())
            m_firstOfGroup.resize(group + std::size_t{1}, kNoIndex);
        std::uint32_t& first = m_firstOfGroup[group];
        if (first == kNoIndex) {
            first = slot;
        } else if (first != reported) {
            m_problems.add(Crumb{&here, {slot, kUnbounded}, kNoIndex}, "oneof-multiple",
                           {"At most one field of the group may be set, but {0} is set already; leave out one of them.",
                            {std::string(m_plan.text(m_plan.slots[first].name))}});
            first = reported;
        }
    }
}

/// What follows the fields of a message: unknown fields, then, in the outermost, a string table (see startTable()).
std::uint64_t TaggedMeasure::unknownFields(std::uint32_t index, const Crumb& here)
{
    if (m_value.nodes[index].kind != ValueKind::Unknown)
        return 0;
    const ByteView bytes = m_value.heapBytes(m_value.nodes[index]);
    m_measures.hasUnknown = true;
    if (!splitFields(m_plan.dialect, bytes))
        m_problems.add(here, "bad-unknown",
                       {"The unknown fields are not whole fields, each a tag and its payload.", {}});
    return bytes.size();
}

void TaggedMeasure::startTable(std::uint32_t message)
{
    m_measures.strings.clear();
    m_measures.tableBytes = 0;
    m_indexes.clear();
    const ValueNode& self = m_value.nodes[message];
    if (m_plan.dialect.tableWireType == kNoWireType || self.kind != ValueKind::Struct)
        return;
    // A table that was there stays as it was, equal strings included.
    const auto keep = [this](ByteView text) {
        m_indexes.emplace(asText(text), static_cast<std::uint32_t>(m_measures.strings.size()));
        m_measures.strings.push_back(text);
    };
    if (m_kept) {
        std::for_each(m_kept->begin(), m_kept->end(), keep);
        return;
    }
    const std::uint32_t end = message + self.nodes;
    std::uint32_t child = message + 1;
    while (child < end && m_value.nodes[child].kind != ValueKind::Strings)
        child += m_value.nodes[child].nodes;
    for (std::uint32_t text = child + 1; text < end; ++text)
        keep(m_value.heapBytes(m_value.nodes[text]));
}

void TaggedMeasure::finishTable()
{
    if (m_measures.strings.empty())
        return;
    std::uint64_t bytes = varintBytes(m_measures.strings.size());
    for (const ByteView text : m_measures.strings)
        bytes += lengthAndContent(text.size());
    m_measures.tableBytes = bytes;
}

/// Bytes of the index of a text in the string table, where it is put if it is new.
std::uint64_t TaggedMeasure::tableIndex(std::uint32_t index, const Crumb& here)
{
    const ValueNode& text = m_value.nodes[index];
    if (isNothing(text.kind)) {
        m_problems.add(here, "missing-value", {"A text is required here, but there is none.", {}});
        return 0;
    }
    m_problems.checkText(text.payload & 0xFFFFFFFFu, here);
    const auto [entry, added]
        = m_indexes.try_emplace(m_value.heapText(text), static_cast<std::uint32_t>(m_measures.strings.size()));
    if (added)
        m_measures.strings.push_back(m_value.heapBytes(text));
    m_measures.notes[index] = entry->second;
    return varintBytes(entry->second);
}

} // namespace wirebench
