// SPDX-License-Identifier: MIT
#include "core/wire/series_encoder.h"
#include "core/wire/tagged_measure.h"
#include "core/wire/tagged_writer.h"
#include "core/wire/varint.h"
#include "core/wire/written_content.h"

#include <algorithm>

namespace wirebench {

namespace {

/// A key of a map with the bytes it is sorted by.
struct SortKey {
    LeafContent content;
    std::uint32_t index; ///< In the value.
};

bool lessBytes(ByteView a, ByteView b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

bool sameBytes(ByteView a, ByteView b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

std::uint64_t lengthAndContent(std::uint64_t bytes)
{
    return varintBytes(bytes) + bytes;
}

} // namespace

void TaggedMeasure::checkCount(const Node& node, const ValueNode& list, const Crumb& here)
{
    m_problems.checkElements(list.payload, here);
    if (m_plan.series[node.detail].fixedCount && list.payload != node.capacity) [[unlikely]]
        m_problems.add(
            here, "array-count",
            {"{0} holds exactly {1} elements, not {2}.",
             {std::string(m_plan.text(node.name)), std::to_string(node.capacity), std::to_string(list.payload)}});
}

std::uint64_t TaggedMeasure::series(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    checkCount(node, m_value.nodes[index], here);
    if (!isWrittenFlat(m_plan, node))
        return note(index, elements(node, index, depth, here), here);
    checkFlatSeries(node, index, here);
    return note(index, seriesBodyBytes(m_value, node, index), here);
}

/// Elements that are values with parts of their own.
std::uint64_t TaggedMeasure::elements(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const Node& element = m_plan.nodeOf(node.firstSlot);
    const ValueNode& list = m_value.nodes[index];
    const bool counted = m_plan.series[node.detail].coding == SeriesCoding::Counted;
    std::uint64_t bytes = counted ? varintBytes(list.payload) : 0;
    std::uint64_t i = 0;
    for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes) {
        const Crumb at{&here, {node.firstSlot, i++}, kNoIndex};
        bytes += counted ? lengthAndContent(content(element, child, depth, at)) : bare(element, child, depth, at);
    }
    return bytes;
}

void TaggedMeasure::checkFlatSeries(const Node& node, std::uint32_t index, const Crumb& here)
{
    const SeriesInfo& info = m_plan.series[node.detail];
    for (const std::uint64_t element : elementsOutOfRange(m_value, node, index)) {
        const Crumb at{&here, {node.firstSlot, element}, kNoIndex};
        if (info.coding == SeriesCoding::BitPacked)
            m_problems.add(at, "value-range",
                           {"An element takes {0} bits in this array; the number is too large for them.",
                            {std::to_string(info.bitWidth)}});
        else
            m_problems.add(at, "value-range",
                           {"Times in this array are nanoseconds of 64 bits, 1677-09-21 to 2262-04-11; this one lies "
                            "outside.",
                            {}});
    }
    const Node& element = m_plan.nodeOf(node.firstSlot);
    if (element.op != Op::Content)
        return;
    const ValueNode& list = m_value.nodes[index];
    std::uint64_t i = 0;
    for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes)
        leaf(element, m_value.nodes[child], Crumb{&here, {node.firstSlot, i++}, kNoIndex});
}

std::uint64_t TaggedMeasure::map(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const ValueNode& self = m_value.nodes[index];
    m_problems.checkElements(self.payload, here);
    std::uint64_t bytes = varintBytes(self.payload);
    if (self.payload == 0)
        return note(index, bytes, here);
    const Node& keyNode = m_plan.nodeOf(node.firstSlot);
    const Node& valueNode = m_plan.nodeOf(node.firstSlot + 1);
    sortKeys(keyNode, index, here);
    const auto entry = [&](std::uint32_t key) {
        const Crumb at{&here, {}, key};
        bytes += lengthAndContent(leaf(keyNode, m_value.nodes[key], at));
        bytes += lengthAndContent(content(valueNode, key + m_value.nodes[key].nodes, depth, at));
    };
    const std::uint32_t first = m_measures.notes[index + 1];
    if (first != TaggedMeasures::kAsGiven) {
        // By index: a map in a value appends to the keys.
        for (std::size_t i = first; i < first + self.payload; ++i)
            entry(m_measures.keys[i]);
    } else {
        for (std::uint32_t key = index + 1; key < index + self.nodes;) {
            entry(key);
            key += m_value.nodes[key].nodes;
            key += m_value.nodes[key].nodes;
        }
    }
    return note(index, bytes, here);
}

/// Notes the order in which the entries are written, and reports equal keys.
void TaggedMeasure::sortKeys(const Node& keyNode, std::uint32_t index, const Crumb& here)
{
    const std::uint32_t end = index + m_value.nodes[index].nodes;
    const auto next = [this](std::uint32_t key) {
        const std::uint32_t value = key + m_value.nodes[key].nodes;
        return value + m_value.nodes[value].nodes;
    };
    LeafContent last(m_value, keyNode, index + 1);
    bool ascending = true;
    for (std::uint32_t key = next(index + 1); key < end && ascending; key = next(key)) {
        const LeafContent current(m_value, keyNode, key);
        ascending = lessBytes(last.view(), current.view());
        last = current;
    }
    m_measures.notes[index + 1] = TaggedMeasures::kAsGiven;
    if (ascending)
        return;
    std::vector<SortKey> keys;
    keys.reserve(m_value.nodes[index].payload);
    for (std::uint32_t key = index + 1; key < end; key = next(key))
        keys.push_back({LeafContent(m_value, keyNode, key), key});
    std::sort(keys.begin(), keys.end(), [](const SortKey& a, const SortKey& b) {
        return lessBytes(a.content.view(), b.content.view())
            || (sameBytes(a.content.view(), b.content.view()) && a.index < b.index);
    });
    m_measures.notes[index + 1] = static_cast<std::uint32_t>(m_measures.keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        m_measures.keys.push_back(keys[i].index);
        if (i > 0 && sameBytes(keys[i - 1].content.view(), keys[i].content.view()))
            m_problems.add(Crumb{&here, {}, keys[i].index}, "duplicate-key",
                           {"This key stands in the map twice; each key may occur once.", {}});
    }
}

std::uint64_t TaggedMeasure::reference(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here)
{
    const ReferenceInfo& info = m_plan.references[node.detail];
    const ValueNode& value = m_value.nodes[index];
    if (value.kind == ValueKind::ForeignType)
        return note(index, foreignType(info, index, here), here);
    ReferenceType nil;
    const bool isNil = value.kind == ValueKind::Null;
    const ReferenceType& type = isNil ? nil : m_plan.referenceTypes[value.payload];
    const std::uint64_t bytes = isNil
        ? 0
        : content(m_plan.nodeOf(type.slot), index + 1, depth, Crumb{&here, {type.slot, kUnbounded}, kNoIndex});
    switch (info.by) {
    case Discrimination::Id:
        return note(index, varintBytes(type.id) + lengthAndContent(bytes), here);
    case Discrimination::Name:
        return note(index, lengthAndContent(m_plan.text(type.wireName).size()) + bytes, here);
    case Discrimination::Hash:
        break;
    }
    return note(index, 4 + bytes, here);
}

/// A type that the schema does not have, by its id, hash or name, with its content as it came.
std::uint64_t TaggedMeasure::foreignType(const ReferenceInfo& info, std::uint32_t index, const Crumb& here)
{
    const ValueNode& type = m_value.nodes[index + 1];
    const std::uint64_t bytes = m_value.heapBytes(m_value.nodes[index + 2]).size();
    m_problems.checkText(bytes, here);
    if ((info.by == Discrimination::Name) == (type.kind == ValueKind::UInt)) {
        m_problems.add(here, "unknown-type",
                       {"The schema does not have this type, and a type is named here by its {0}.",
                        {info.by == Discrimination::Name     ? "name"
                             : info.by == Discrimination::Id ? "id"
                                                             : "hash"}});
        return 0;
    }
    switch (info.by) {
    case Discrimination::Id:
        return varintBytes(type.payload) + lengthAndContent(bytes);
    case Discrimination::Name:
        return lengthAndContent(type.payload & 0xFFFFFFFFu) + bytes;
    case Discrimination::Hash:
        break;
    }
    return 4 + bytes;
}

} // namespace wirebench
