// SPDX-License-Identifier: MIT
// The annotation tree of series: their leaves by index, and elements that share parts with others.
#include "core/wire/annotation_tree.h"
#include "core/wire/field_path.h"

#include <charconv>

namespace wirebench {

/// The node of an array that is a series of the tagged family; null when it is none.
const Node* AnnotationTree::seriesNode(const Item& array) const
{
    if (array.role != Role::Array || array.slot == kNoIndex)
        return nullptr;
    const Node& node = plan().nodeOf(valueSlot(plan(), {array.slot, array.element}));
    return node.op == Op::Series ? &node : nullptr;
}

std::optional<AnnotationTree::LeafRecords> AnnotationTree::leafRecordsOf(const Item& item) const
{
    const Node* node = seriesNode(item);
    if (node == nullptr || !hasRecords(item))
        return std::nullopt;
    const Op element = plan().nodeOf(node->firstSlot).op;
    if (!sharesParts(plan().series[node->detail].coding) && element != Op::Varint && element != Op::Fixed)
        return std::nullopt;
    const Prefix prefix = prefixOf(item);
    LeafRecords leaves;
    leaves.first = item.record + 1;
    leaves.count = m_decoded->annotations[item.record].next - leaves.first;
    leaves.before = (prefix.tag != 0 ? 1u : 0u) + (prefix.typeId != 0 ? 1u : 0u) + (prefix.length != 0 ? 1u : 0u);
    return leaves;
}

std::optional<SeriesElement> AnnotationTree::seriesElement(const Item& item) const
{
    return item.record == kNoIndex ? std::nullopt : m_elements->elementOf(item.record);
}

Bytes AnnotationTree::elementText(const Item& item, bool before, std::uint64_t most) const
{
    const std::optional<SeriesElement> element = seriesElement(item);
    if (!element)
        return {};
    if (element->coding == SeriesCoding::Dictionary)
        return before ? Bytes() : m_elements->text(item.record, element->entry, most);
    if (element->coding != SeriesCoding::Prefix || (before && element->index == 0))
        return {};
    return m_elements->text(item.record, element->index - (before ? 1 : 0), most);
}

/// Whether a leaf of a series stands for the element that `path` (`[5]`) names though it has another's index: the run
/// it belongs to, or the number of zeros in which it lies.
bool AnnotationTree::standsFor(const Item& leaf, std::string_view path) const
{
    if (!leaf.leaf || leaf.element == kUnbounded || path.size() < 3 || path.front() != '[' || path.back() != ']')
        return false;
    const std::optional<SeriesElement> element = seriesElement(leaf);
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size() - 1, index);
    if (!element || error != std::errc() || end != path.data() + path.size() - 1)
        return false;
    if (element->coding == SeriesCoding::Sparse)
        return leaf.role == Role::Count && index < element->index && element->index - index <= element->gap;
    return element->coding == SeriesCoding::RunLength && index >= element->index
        && index - element->index < element->run;
}

/// The leaf with the value of the element that a length or run belongs to; `leaf` itself where there is none.
Item AnnotationTree::valueLeaf(const Item& leaf) const
{
    if ((leaf.role != Role::Length && leaf.role != Role::Count) || !seriesElement(leaf))
        return leaf;
    const std::vector<Annotation>& records = m_decoded->annotations;
    const Annotation& part = records[leaf.record];
    for (std::uint32_t next = leaf.record + 1; next < records[part.parent].next; ++next) {
        if (records[next].element != part.element)
            break;
        if (records[next].kind() == Role::Value || records[next].kind() == Role::Error)
            return itemOf(next, records[next].slot, records[next].first);
    }
    return leaf;
}

BitRange AnnotationTree::bitsOf(const std::vector<Item>& chain) const
{
    const Item& item = chain.back();
    const std::optional<SeriesElement> element = seriesElement(item);
    if (!element)
        return item.bits;
    const std::vector<Annotation>& records = m_decoded->annotations;
    const std::uint32_t array = records[item.record].parent;
    std::uint32_t first = item.record;
    std::uint32_t last = item.record;
    while (first > array + 1 && records[first - 1].element == records[item.record].element)
        --first;
    while (last + 1 < records[array].next && records[last + 1].element == records[item.record].element)
        ++last;
    if (element->coding == SeriesCoding::Sparse && item.role != Role::Count)
        first = item.record - 1; // its gap has the index of the first zero
    return {records[first].first, records[last].bits().end() - records[first].first};
}

std::uint64_t AnnotationTree::elementCount(const Item& array) const
{
    if (const std::optional<Elements> elements = elementsOf(array))
        return elements->count;
    const std::optional<LeafRecords> leaves = leafRecordsOf(array);
    if (!leaves) {
        std::uint64_t count = 0;
        forEachChild(array, {0, kUnbounded}, [&count](const Item& child) {
            count += child.element != kUnbounded ? 1 : 0;
            return true;
        });
        return count;
    }
    const std::vector<Annotation>& records = m_decoded->annotations;
    std::uint32_t last = leaves->first + static_cast<std::uint32_t>(leaves->count);
    while (last > leaves->first && records[last - 1].element == kNoIndex)
        --last;
    const SeriesInfo& info = plan().series[seriesNode(array)->detail];
    if (info.coding == SeriesCoding::Sparse && !array.damaged && leaves->count > 0) {
        // Zeros behind the last stored element have nothing on the wire but the count.
        Item count;
        count.bits = records[leaves->first].bits();
        return varintOf(count).value_or(0);
    }
    if (last == leaves->first)
        return 0;
    const std::optional<SeriesElement> element = m_elements->elementOf(last - 1);
    // Elements of a field that stands in several parts go on counting.
    const std::uint64_t first = info.coding == SeriesCoding::Packed ? records[leaves->first].element : 0;
    return (element ? element->index + element->run : std::uint64_t{records[last - 1].element} + 1) - first;
}

bool AnnotationTree::oneChildAnElement(const Item& array) const
{
    const Node* node = seriesNode(array);
    const SeriesCoding coding = node == nullptr ? SeriesCoding::Packed : plan().series[node->detail].coding;
    return coding != SeriesCoding::RunLength && coding != SeriesCoding::Dictionary && coding != SeriesCoding::Sparse
        && coding != SeriesCoding::Prefix;
}

} // namespace wirebench
