// SPDX-License-Identifier: MIT
// Explanations of values: how bits become a number, and the number what is meant.
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"
#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

namespace wirebench {

namespace {

void explainVarint(LeafExplanation& leaf, const Node& node)
{
    const BitRange bits = leaf.item().bits;
    const ReadVarint read = readVarint(leaf.space(), bits.first / 8, bits.end() / 8);
    if (!read.readable())
        return;
    leaf.step("The varint", varintSteps(leaf.bytes(), read.value), varintRule());
    const std::uint64_t number = node.coding == VarintCoding::ZigZag ? unZigZag(read.value) : read.value;
    leaf.step(node.coding == VarintCoding::ZigZag ? "ZigZag" : "The sign", codingSteps(node.coding, read.value, number),
              node.coding == VarintCoding::ZigZag
                  ? zigZagRule()
                  : "Signed numbers are extended to 64 bits, so a negative one always takes ten bytes.");
}

void explainFixed(LeafExplanation& leaf, const Node& node)
{
    const std::uint64_t stored = leaf.stored();
    const unsigned bits = leaf.shownBits();
    leaf.step("The bytes", littleEndianSteps(leaf.bytes(), stored), "Fixed widths lie least significant byte first.");
    if (node.meaning == Meaning::Float)
        leaf.step("Sign, exponent, mantissa", floatSteps(stored, bits), floatRule());
    else if (node.meaning == Meaning::Int && (stored >> (bits - 1)) != 0)
        leaf.step("Two's complement",
                  fmt::format("The highest bit is set, so this is {} − 2^{} = {}", stored, bits,
                              leaf.tree.valueText(leaf.item())),
                  "Negative numbers are stored as their distance below the next power of two.");
}

void explainBits(LeafExplanation& leaf, const Node& node)
{
    const std::uint64_t stored = leaf.stored();
    leaf.step("The bits", packedBits(leaf.item().bits.first, leaf.shownBits(), stored),
              "Fields take just the bits they need; bit 0 is the least significant of the packed integer.");
    const auto lowest = static_cast<std::int64_t>(node.lowest);
    if ((node.meaning == Meaning::Int || node.meaning == Meaning::UInt) && node.lowest != 0)
        leaf.step("The smallest value",
                  fmt::format("{} + {} = {}", stored,
                              node.isSigned ? std::to_string(lowest) : std::to_string(node.lowest),
                              leaf.tree.valueText(leaf.item())),
                  "The stored number counts from the field's smallest value, so that no bit is spent on values it "
                  "cannot have.");
}

/// Whether a leaf is an element of so many bits, at whatever bit it begins.
bool inBits(const LeafExplanation& leaf)
{
    const std::optional<SeriesCoding> coding = leaf.tree.codingAround(leaf.item());
    return leaf.isTagged() && (!leaf.wholeBytes() || coding == SeriesCoding::BitPacked || coding == SeriesCoding::Bits);
}

/// How the bits of a value become a number or content.
void explainStored(LeafExplanation& leaf)
{
    const Item& item = leaf.item();
    const Node& node = leaf.plan().nodeOf(valueSlot(leaf.plan(), {item.slot, item.element}));
    if (item.null)
        leaf.step("Absent", "The presence bit in front of it is 0.",
                  "A field that may be absent has one bit in front of its value that says whether it is there.");
    else if (const std::optional<std::uint64_t> index = leaf.tree.tableIndex(item))
        explainTableIndex(leaf, *index);
    else if (inBits(leaf))
        explainPackedElement(leaf);
    else if (node.op == Op::Varint && leaf.wholeBytes())
        explainVarint(leaf, node);
    else if (node.op == Op::Bits)
        explainBits(leaf, node);
    else if (node.op == Op::Content || node.op == Op::Text)
        explainContent(leaf, node);
    else if (node.op == Op::Reference)
        leaf.step("A part of a message", fmt::format("{}: {}", leaf.byteCount(), hexBytes(leaf.bytes())),
                  "A message may come in several frames, or compressed; it is put together and read by itself.");
    else if (leaf.wholeBytes() && item.bits.count <= 64)
        explainFixed(leaf, node);
    else if (item.bits.count <= 64)
        leaf.step("The bits", packedBits(item.bits.first, leaf.shownBits(), leaf.stored()));
}

} // namespace

void explainValue(LeafExplanation& leaf)
{
    const Item& item = leaf.item();
    if (item.slot == kNoIndex || explainSharingElement(leaf))
        return;
    explainStored(leaf);
    explainElementPlace(leaf);
    const std::string meaning = leaf.tree.meaningText(item);
    const std::string text = leaf.tree.valueText(item);
    if (!text.empty())
        leaf.step("What it means", meaning.empty() ? text : fmt::format("{} ({})", text, meaning));
}

void explainFieldRule(LeafExplanation& leaf)
{
    const Plan& plan = leaf.plan();
    const Item& item = leaf.item();
    if (!leaf.rules || item.role == Role::Unknown || item.role == Role::Trailing || item.role == Role::Error
        || item.role == Role::Padding)
        return;
    const auto ruleOf = [&](SlotIndex slot) {
        const std::string_view id = slot == kNoIndex ? std::string_view() : plan.text(plan.slots[slot].rule);
        return id.empty() ? std::string_view() : leaf.rules(id);
    };
    std::string text;
    const Node* series = seriesAround(leaf);
    if (series != nullptr)
        text = ruleOf(leaf.chain[leaf.chain.size() - 2].slot);
    // What an element would be by itself is not what it is in a series whose elements share parts.
    const bool alone = series == nullptr || !(leaf.tree.seriesElement(item) || inBits(leaf));
    for (std::size_t i = leaf.chain.size(); alone && i-- > 0;) {
        const std::string_view own = ruleOf(leaf.chain[i].slot);
        if (own.empty())
            continue;
        if (own != text)
            text += (text.empty() ? "" : "\n") + std::string(own);
        break;
    }
    leaf.step("The format's rule", std::move(text));
}

} // namespace wirebench
