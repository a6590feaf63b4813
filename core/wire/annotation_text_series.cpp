// SPDX-License-Identifier: MIT
// Values and remarks for the elements of series that share parts.
#include "core/wire/annotation_tree.h"
#include "core/wire/content_json.h"
#include "core/wire/field_path.h"
#include "core/wire/series_encoder.h"
#include "core/wire/stored_value.h"
#include "core/wire/time_content.h"

#include <array>

namespace wirebench {

namespace {

/// JSON text of a value by the int64 or uint64 that differences add up to.
void appendSumJson(std::string& out, const Plan& plan, const Node& node, std::uint64_t sum)
{
    if (node.op == Op::Content) {
        std::array<std::uint8_t, kTimeBytes> content{};
        timeFromNanoseconds(sum, content.data());
        appendContentJson(out, node, content);
        return;
    }
    const std::uint64_t stored = storedNumber(node, sum);
    const StoredValue value
        = node.op == Op::Varint ? interpretVarint(plan, node, stored) : interpretStored(plan, node, stored);
    if (value.kind != ValueKind::Absent)
        appendScalarJson(out, plan, node, value.kind, value.payload);
}

std::string signedText(std::uint64_t number)
{
    return std::to_string(static_cast<std::int64_t>(number));
}

} // namespace

/// JSON text of an element that does not stand for itself: of Delta, Dictionary and Prefix.
std::string AnnotationTree::elementValueText(const Item& item, const SeriesElement& element) const
{
    std::string text;
    const Node& node = plan().nodeOf(element.slot);
    if (element.coding == SeriesCoding::Delta)
        appendSumJson(text, plan(), node, element.sum);
    else if (element.known && !element.tooLong)
        appendContentJson(text, node, elementText(item));
    return text;
}

std::string AnnotationTree::elementMeaningText(const SeriesElement& element) const
{
    switch (element.coding) {
    case SeriesCoding::Delta: {
        const bool isSigned = plan().nodeOf(element.slot).meaning != Meaning::UInt;
        if (element.index == 0)
            return "first value";
        return "difference " + signedText(element.difference) + " from "
            + (isSigned ? signedText(element.before) : std::to_string(element.before));
    }
    case SeriesCoding::RunLength:
        return element.run == 1
            ? "once"
            : std::to_string(element.run) + " times, up to element " + std::to_string(element.index + element.run - 1);
    case SeriesCoding::Sparse:
        return element.gap == 0 ? std::string()
                                : "behind " + std::to_string(element.gap) + (element.gap == 1 ? " zero" : " zeros");
    case SeriesCoding::Dictionary:
        return "text " + std::to_string(element.entry) + " of the dictionary";
    case SeriesCoding::Prefix: {
        if (!element.known || element.shared == 0)
            return {};
        std::string text = std::to_string(element.shared)
            + (element.shared == 1 ? " byte of the text before, then " : " bytes of the text before, then ");
        constexpr std::size_t most = 64;
        appendContentJson(text, plan().nodeOf(element.slot), element.rest.first(std::min(most, element.rest.size())));
        return text + (element.rest.size() > most ? "…" : "");
    }
    default:
        return {};
    }
}

/// What a count or length inside a series counts.
std::string AnnotationTree::seriesPartText(const Item& item) const
{
    const std::vector<Annotation>& records = m_decoded->annotations;
    if (item.record == kNoIndex || records[item.record].kind() != item.role || records[item.record].parent == kNoIndex)
        return {};
    const std::uint32_t parent = records[item.record].parent;
    const SlotIndex slot = records[parent].slot;
    if (records[parent].kind() != Role::Array || slot == kNoIndex)
        return {};
    const Node& node = plan().nodeOf(valueSlot(plan(), {slot, kUnbounded}));
    if (node.op != Op::Series)
        return {};
    const std::uint32_t place = item.record - parent - 1;
    const bool second = records[item.record - 1].kind() == item.role
        && records[item.record - 1].element == records[item.record].element;
    switch (plan().series[node.detail].coding) {
    case SeriesCoding::RunLength:
        return "how often the element behind it stands";
    case SeriesCoding::Sparse:
        return place == 0 ? "elements" : place == 1 ? "elements that are not zero" : "zeros before the element";
    case SeriesCoding::Dictionary:
        return item.role == Role::Length ? std::string() : place == 0 ? "texts of the dictionary" : "elements";
    case SeriesCoding::Prefix:
        return place == 0 ? "elements" : second ? restText(item) : "bytes shared with the text before";
    default:
        return item.role == Role::Count ? "elements" : std::string();
    }
}

/// Of the length of what an element adds to the one before. An element that adds nothing has no other bits than this.
std::string AnnotationTree::restText(const Item& item) const
{
    const std::optional<SeriesElement> element = seriesElement(item);
    if (!element || !element->known || !element->rest.empty())
        return "bytes of the rest";
    const std::string value = elementValueText(item, *element);
    return value.empty() ? "bytes of the rest" : "no bytes more: " + value;
}

} // namespace wirebench
