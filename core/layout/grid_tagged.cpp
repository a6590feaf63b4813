// SPDX-License-Identifier: MIT
#include "core/layout/grid_tagged.h"

#include "core/layout/grid_text.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::size_t mostTypesListed = 8;

std::string fieldText(const TaggedRow& row)
{
    std::string text = "field " + std::to_string(row.number);
    return row.wireTypeName.empty() ? text : text + ", " + row.wireTypeName;
}

/// When a field is not there; empty when it always is.
std::string_view missingText(const TaggedRow& row)
{
    switch (row.occurs) {
    case Occurs::Optional:
        return "only when it is given";
    case Occurs::Default:
        return "left out when it has its default";
    case Occurs::Repeated:
        return row.repeated ? "one such field for each element" : "left out when it is empty";
    case Occurs::Always:
    case Occurs::Required:
        return {};
    }
    return {};
}

/// How the elements of a series lie in its value.
std::string codingText(const LayoutRow& row)
{
    const std::string& coding = row.tagged->coding;
    const SizeRange element
        = row.element.empty() || !row.element.front().tagged ? SizeRange() : row.element.front().tagged->size.whole;
    if (coding == "packed")
        return "elements one after another, each " + sizeRangeText(element);
    if (coding == "counted")
        return "a count, then each element behind its length";
    if (coding == "bits")
        return "one bit for each element, the lowest bit of a byte first";
    if (coding == "delta")
        return "the first element, then differences from one to the next, each " + sizeRangeText(element);
    if (coding == "run-length")
        return "runs: how many times, then the element";
    if (coding == "dictionary")
        return "each text once, then the index of each element";
    if (coding == "sparse")
        return "number of elements, then those that are not zero, each with the zeros before it";
    if (coding == "prefix")
        return "a count, then each text as the bytes shared with the one before and the rest";
    return "a count, then " + sizeRangeText(element) + " for each element";
}

std::string valueText(const LayoutRow& row)
{
    std::string text;
    if (!row.tagged->coding.empty())
        text = codingText(row);
    else if (row.op == Op::Map)
        text = "number of entries, then key and value of each behind their lengths, sorted by key";
    else if (row.op == Op::Reference)
        text = "a value of the type that its id or name says";
    else if (isTaggedStruct(row.op))
        text = "the fields of " + row.type;
    return text;
}

void addPart(std::string& text, std::string_view part)
{
    if (part.empty())
        return;
    text += text.empty() ? "" : "; ";
    text += part;
}

std::string typesText(const TaggedRow& row)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(row.types.size(), mostTypesListed); ++i)
        text += (i == 0 ? "" : ", ") + row.types[i].first + " (" + row.types[i].second + ")";
    if (row.types.size() > mostTypesListed)
        text += " and " + std::to_string(row.types.size() - mostTypesListed) + " more";
    return text;
}

} // namespace

std::string sizeRangeText(SizeRange size)
{
    const std::optional<std::uint64_t> most = size.most == kUnbounded ? std::nullopt : std::optional(size.most);
    if (size.least % 8 != 0 || (most && *most % 8 != 0))
        return bitsText(size.least);
    if (size.fixed())
        return std::to_string(size.least / 8) + (size.least == 8 ? " byte" : " bytes");
    if (!most)
        return size.least == 0 ? "any number of bytes"
                               : std::to_string(size.least / 8) + (size.least == 8 ? " byte" : " bytes") + " or more";
    return std::to_string(size.least / 8) + " to " + std::to_string(*most / 8) + " bytes";
}

std::vector<GridPart> taggedParts(const LayoutRow& row)
{
    const TaggedRow& tagged = *row.tagged;
    std::vector<GridPart> parts;
    if (tagged.size.tag.most > 0)
        parts.push_back({Role::Tag, " tag", "tag", fieldText(tagged), tagged.size.tag});
    if (tagged.size.typeId.most > 0)
        parts.push_back({Role::TypeId, " type id", "varint", "which type follows, 0 for none: " + typesText(tagged),
                         tagged.size.typeId});
    if (tagged.size.length.most > 0)
        parts.push_back({Role::Length, " length", "varint",
                         "number of bytes behind it, " + sizeRangeText(tagged.size.length), tagged.size.length});
    std::string meaning = valueText(row);
    addPart(meaning, sizeRangeText(tagged.size.value));
    addPart(meaning, missingText(tagged));
    for (const FieldSaving& saving : tagged.savings)
        addPart(meaning, savingText(saving));
    parts.push_back({Role::Value, {}, row.type, std::move(meaning), tagged.size.value});
    return parts;
}

std::string taggedRemarks(const LayoutRow& row)
{
    const TaggedRow& tagged = *row.tagged;
    std::string text;
    if (tagged.number != 0)
        text = fieldText(tagged);
    if (row.presenceBits > 0 && row.presenceOffset)
        addPart(text, "presence bit " + std::to_string(*row.presenceOffset));
    const auto size = [&text](std::string_view part, SizeRange range) {
        if (range.most > 0)
            addPart(text, std::string(part) + " " + sizeRangeText(range));
    };
    size("tag", tagged.size.tag);
    size("type id", tagged.size.typeId);
    size("length", tagged.size.length);
    size("value", tagged.size.value);
    addPart(text, valueText(row));
    if (!tagged.types.empty())
        addPart(text, typesText(tagged));
    addPart(text, missingText(tagged));
    for (const FieldSaving& saving : tagged.savings)
        addPart(text, savingText(saving));
    if (row.collapsed)
        addPart(text, "parts not listed again");
    return text;
}

bool writtenBefore(const LayoutRow* a, const LayoutRow* b)
{
    return a->tagged && b->tagged && a->tagged->written < b->tagged->written;
}

std::vector<const LayoutRow*> byPresence(const std::vector<LayoutRow>& fields)
{
    std::vector<const LayoutRow*> order;
    order.reserve(fields.size());
    for (const LayoutRow& row : fields)
        order.push_back(&row);
    std::stable_sort(order.begin(), order.end(), writtenBefore);
    return order;
}

} // namespace wirebench
