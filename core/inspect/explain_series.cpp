// SPDX-License-Identifier: MIT
// Explanations of series: elements that share parts with others, elements of a few bits, and the numbers between them.
#include "core/base/text.h"
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"
#include "core/wire/bits.h"
#include "core/wire/content_json.h"
#include "core/wire/field_path.h"
#include "core/wire/time_content.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

#include <array>

namespace wirebench {

namespace {

constexpr std::size_t kMostShown = 48; ///< Bytes of a text in a step.

/// A text or bytes as JSON, its beginning when it is long.
std::string shown(const Node& node, ByteView content, std::uint64_t whole)
{
    std::string text;
    ByteView part = content.first(std::min(content.size(), kMostShown));
    const std::size_t valid = validUtf8Prefix(part);
    if (node.meaning == Meaning::Text && whole > part.size() && valid + 4 > part.size())
        part = part.first(valid);
    appendContentJson(text, node, part);
    return whole > kMostShown ? text + "…" : text;
}

std::string shown(const Node& node, const Bytes& content)
{
    return shown(node, ByteView(content), content.size());
}

std::string counted(std::uint64_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string elementsText(std::uint64_t first, std::uint64_t count)
{
    return count == 1 ? fmt::format("element {}", first) : fmt::format("elements {} to {}", first, first + count - 1);
}

std::string bracketed(std::int64_t number)
{
    return number < 0 ? fmt::format("({})", number) : std::to_string(number);
}

/// The varint that a leaf is, as a step.
std::uint64_t varintStep(LeafExplanation& leaf, std::string title)
{
    const BitRange bits = leaf.item().bits;
    const ReadVarint read = readVarint(leaf.space(), bits.first / 8, bits.end() / 8);
    if (read.readable())
        leaf.step(std::move(title), varintSteps(leaf.bytes(), read.value), varintRule());
    return read.value;
}

/// Nanoseconds since 1970 as whole seconds and the rest.
void explainNanoseconds(LeafExplanation& leaf, std::uint64_t sum)
{
    std::array<std::uint8_t, kTimeBytes> content{};
    timeFromNanoseconds(sum, content.data());
    leaf.step("The time",
              fmt::format("{} nanoseconds since 1970-01-01T00:00:00Z\n= {} seconds and {} nanoseconds\n= {}",
                          static_cast<std::int64_t>(sum), static_cast<std::int64_t>(readLittle(content.data(), 8)),
                          readLittle(content.data() + 8, 4), leaf.tree.valueText(leaf.item())),
              "Differences of times are counted in nanoseconds.");
}

void explainDelta(LeafExplanation& leaf, const SeriesElement& element)
{
    const std::uint64_t stored = varintStep(leaf, "The varint");
    leaf.step("ZigZag", codingSteps(VarintCoding::ZigZag, stored, unZigZag(stored)), zigZagRule());
    const Node& node = leaf.plan().nodeOf(element.slot);
    const bool plain = node.meaning == Meaning::UInt;
    const auto number = [plain](std::uint64_t bits) {
        return plain ? std::to_string(bits) : std::to_string(static_cast<std::int64_t>(bits));
    };
    if (element.index == 0) {
        leaf.step("The first element", fmt::format("0 + {} = {}", number(element.sum), number(element.sum)),
                  "The first element has none before it and is written as its difference from 0.");
    } else {
        const auto difference = static_cast<std::int64_t>(element.difference);
        // Unsigned and signed sums wrap at different places.
        const bool wraps = plain ? (difference >= 0) == (element.sum < element.before) && difference != 0
                                 : (difference >= 0)
                != (static_cast<std::int64_t>(element.sum) >= static_cast<std::int64_t>(element.before));
        leaf.step("The sum",
                  fmt::format("the difference is {}, the element before is {}\n{} + {} = {}{}", difference,
                              number(element.before), number(element.before), bracketed(difference),
                              number(element.sum), wraps ? "   (counted in 64 bits, without what goes beyond)" : ""),
                  "Each element is written as its difference from the one before; neighbours that are close take few "
                  "bytes.");
    }
    if (node.op == Op::Content)
        explainNanoseconds(leaf, element.sum);
}

void explainDictionary(LeafExplanation& leaf, const SeriesElement& element)
{
    varintStep(leaf, "The index");
    if (!element.known) {
        leaf.step("The text",
                  fmt::format("There is no text {}: the dictionary has {}.", element.entry,
                              counted(element.entries, "text")));
        return;
    }
    const auto first = static_cast<std::uint64_t>(element.rest.data() - leaf.space().data());
    const std::string place = element.rest.empty()
        ? "an empty text"
        : fmt::format("byte{} {}: {}", element.rest.size() == 1 ? "" : "s",
                      element.rest.size() == 1 ? std::to_string(first)
                                               : fmt::format("{}..{}", first, first + element.rest.size() - 1),
                      hexBytes(element.rest));
    leaf.step("The text",
              fmt::format("text {} of the {} in front, counted from 0\n{}\n{}", element.entry, element.entries, place,
                          shown(leaf.plan().nodeOf(element.slot), element.rest, element.rest.size())),
              "Each different text is written once, before the elements; an element is the index of its text.");
}

/// What an element takes over from the one before it.
std::string sharedText(const LeafExplanation& leaf, const SeriesElement& element)
{
    const Node& node = leaf.plan().nodeOf(element.slot);
    if (element.index == 0)
        return "there is no text before it";
    const Bytes before = leaf.tree.elementText(leaf.item(), true, kMostShown + 1);
    const Bytes taken = leaf.tree.elementText(leaf.item(), false, std::min<std::uint64_t>(element.shared, kMostShown));
    return fmt::format("the text before is {}\nits first {}: {}", shown(node, before), counted(element.shared, "byte"),
                       shown(node, taken, element.shared));
}

void explainPrefix(LeafExplanation& leaf, const SeriesElement& element)
{
    const Node& node = leaf.plan().nodeOf(element.slot);
    leaf.step("The rest", fmt::format("{}: {}", leaf.byteCount(), hexBytes(leaf.bytes())),
              "Only what differs from the text before is written.");
    if (!element.known)
        return;
    std::string text = sharedText(leaf, element);
    text += fmt::format("\nand the {} here: {}", counted(element.rest.size(), "byte"),
                        shown(node, element.rest, element.rest.size()));
    text += "\ntogether " + shown(node, leaf.tree.elementText(leaf.item(), false, kMostShown + 1));
    leaf.step("Put together", std::move(text),
              "An element begins as the one before it, for as many bytes as its first length says.");
}

/// A count or length that belongs to one element.
void explainElementPart(LeafExplanation& leaf, const SeriesElement& element)
{
    const std::vector<Annotation>& records = leaf.tree.decoded().annotations;
    const Annotation& before = records[leaf.item().record - 1];
    switch (element.coding) {
    case SeriesCoding::RunLength:
        varintStep(leaf, "The run");
        leaf.step("What it says",
                  element.run == 0 ? "a run of no elements, which is an error"
                                   : fmt::format("{0} × the element behind it: {1}", element.run,
                                                 elementsText(element.index, element.run)),
                  "Equal neighbours are written once, with their number in front.");
        break;
    case SeriesCoding::Sparse: {
        varintStep(leaf, "The gap");
        const std::uint64_t first = element.index - element.gap;
        leaf.step("What it says",
                  element.gap == 0
                      ? fmt::format("no zeros in between: element {} follows", element.index)
                      : fmt::format("{}: {}\nthe next stored element is {} + {} = {}", counted(element.gap, "zero"),
                                    elementsText(first, element.gap), first, element.gap, element.index),
                  "Zeros are not stored; each stored element says how many stand in front of it.");
        break;
    }
    case SeriesCoding::Prefix:
        if (before.kind() == Role::Length && before.element == element.index) {
            explainNumber(leaf, "The length of the rest", "It says how many bytes the element adds.");
            if (element.known && element.rest.empty())
                leaf.step("Put together", sharedText(leaf, element) + "\nnothing is added",
                          "An element that is a beginning of the one before it has no bytes of its own.");
        } else {
            varintStep(leaf, "What is shared");
            if (element.known)
                leaf.step("What it says", sharedText(leaf, element),
                          "An element begins as the one before it, for as many bytes as this says.");
        }
        break;
    default:
        break;
    }
}

/// A count in front of all elements.
void explainSeriesCount(LeafExplanation& leaf, const Item& array, const Node& series)
{
    const SeriesInfo& info = leaf.plan().series[series.detail];
    const bool first = leaf.item().record == array.record + 1;
    const std::uint64_t number = varintStep(leaf, "The count");
    const auto says
        = [&leaf](std::string text, std::string rule) { leaf.step("What it says", std::move(text), std::move(rule)); };
    switch (info.coding) {
    case SeriesCoding::Sparse:
        if (first)
            says(fmt::format("the array has {}, zeros included", counted(number, "element")),
                 "The number of elements stands first, as zeros at the end have no bytes of their own.");
        else
            says(fmt::format("{} not zero and stored", counted(number, "element")),
                 "Only elements that are not zero "
                 "are stored.");
        break;
    case SeriesCoding::Dictionary:
        if (first)
            says(fmt::format("the dictionary has {}", counted(number, "text")),
                 "The different texts stand in front, in the order of their first use.");
        else
            says(fmt::format("{} follow, each an index into the dictionary", counted(number, "element")),
                 "Behind the texts stand the indexes of the elements.");
        break;
    case SeriesCoding::BitPacked: {
        const std::uint64_t bits = number * info.bitWidth;
        says(number > leaf.space().size() * 8
                 ? fmt::format("{} of {} each, more than there are bytes", counted(number, "element"),
                               counted(info.bitWidth, "bit"))
                 : fmt::format("{} × {} = {}\n{}, {} to spare", counted(number, "element"),
                               counted(info.bitWidth, "bit"), counted(bits, "bit"), counted((bits + 7) / 8, "byte"),
                               counted((8 - bits % 8) % 8, "bit")),
             "Elements lie bit by bit one after another, so their number cannot be told from the bytes.");
        break;
    }
    default:
        says(counted(number, "element") + (number == 1 ? " follows" : " follow"), "It says how many elements follow.");
        break;
    }
}

} // namespace

const Node* seriesAround(const LeafExplanation& leaf)
{
    if (leaf.chain.size() < 2)
        return nullptr;
    const Item& array = leaf.chain[leaf.chain.size() - 2];
    if (array.role != Role::Array || array.slot == kNoIndex)
        return nullptr;
    const Node& node = leaf.plan().nodeOf(valueSlot(leaf.plan(), {array.slot, array.element}));
    return node.op == Op::Series ? &node : nullptr;
}

bool explainSharingElement(LeafExplanation& leaf)
{
    const std::optional<SeriesElement> element = leaf.tree.seriesElement(leaf.item());
    if (!element)
        return false;
    switch (element->coding) {
    case SeriesCoding::Delta:
        explainDelta(leaf, *element);
        return true;
    case SeriesCoding::Dictionary:
        explainDictionary(leaf, *element);
        return true;
    case SeriesCoding::Prefix:
        explainPrefix(leaf, *element);
        return true;
    default:
        return false;
    }
}

void explainElementPlace(LeafExplanation& leaf)
{
    const std::optional<SeriesElement> element = leaf.tree.seriesElement(leaf.item());
    if (!element)
        return;
    if (element->coding == SeriesCoding::RunLength && element->run > 0)
        leaf.step("The run",
                  fmt::format("the number in front of it is {}: it is {}", element->run,
                              elementsText(element->index, element->run)),
                  "Equal neighbours are written once, with their number in front.");
    else if (element->coding == SeriesCoding::Sparse)
        leaf.step("Which element it is",
                  fmt::format("{} before, then {}: {} + {} = element {}",
                              counted(element->index - element->gap, "element"), counted(element->gap, "zero"),
                              element->index - element->gap, element->gap, element->index),
                  "Zeros are not stored; each stored element says how many stand in front of it.");
}

bool explainSeriesPart(LeafExplanation& leaf)
{
    const Node* series = seriesAround(leaf);
    if (series == nullptr || leaf.item().virtualPart)
        return false;
    if (const std::optional<SeriesElement> element = leaf.tree.seriesElement(leaf.item())) {
        explainElementPart(leaf, *element);
        return true;
    }
    if (leaf.item().role != Role::Count)
        return false;
    explainSeriesCount(leaf, leaf.chain[leaf.chain.size() - 2], *series);
    return true;
}

void explainPackedElement(LeafExplanation& leaf)
{
    const Item& item = leaf.item();
    const Node* series = seriesAround(leaf);
    const std::uint64_t width = item.bits.count;
    std::string text;
    if (series != nullptr && leaf.plan().series[series->detail].coding == SeriesCoding::BitPacked)
        text = fmt::format("element {} begins at bit {} × {} = {} of the packed bytes\n", item.element, item.element,
                           width, item.element * width);
    std::string groups;
    for (std::uint64_t at = item.bits.first; at < item.bits.end();) {
        const std::uint64_t end = std::min(item.bits.end(), (at / 8 + 1) * 8);
        const auto bits = static_cast<unsigned>(end - at);
        const std::string digits = bitsText(readBits(leaf.space(), at, bits), bits);
        text += fmt::format(
            "byte {}: {:02X} = {}, {}: {}\n", at / 8, leaf.space()[at / 8], byteBits(leaf.space()[at / 8]),
            bits == 1 ? fmt::format("its bit {}", at % 8) : fmt::format("its bits {}..{}", (end - 1) % 8, at % 8),
            digits);
        groups.insert(0, digits + (groups.empty() ? "" : " "));
        at = end;
    }
    text += groups.find(' ') == std::string::npos
        ? fmt::format("{} = {}", groups, leaf.stored())
        : fmt::format("the later byte has the higher bits: {} = {}", groups, leaf.stored());
    leaf.step("The bits", std::move(text), "Bits are counted from the least significant one of the first byte on.");
}

} // namespace wirebench
