// SPDX-License-Identifier: MIT
// The annotation tree of series: their leaves by index, and elements that share parts with others.
#include "core/wire/annotation_tree.h"
#include "core/wire/field_path.h"

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
