// SPDX-License-Identifier: MIT
// Explanations of what stands around values: tags, lengths, counts, presence, headers.
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"
#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

namespace wirebench {

namespace {

ByteView fileBytes(const LeafExplanation& leaf, std::uint64_t first, std::uint64_t count)
{
    const Bytes& file = *leaf.tree.decoded().bytes;
    first = std::min<std::uint64_t>(first, file.size());
    return ByteView(file).subspan(first, std::min<std::uint64_t>(count, file.size() - first));
}

/// The first of the items around a leaf whose path is another than the leaf's, or nothing.
std::string surroundings(const LeafExplanation& leaf)
{
    const std::string own = leaf.tree.path(leaf.chain);
    for (std::size_t i = leaf.chain.size() - 1; i-- > 0;) {
        const std::vector<Item> outer(leaf.chain.begin(), leaf.chain.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        const std::string path = leaf.tree.path(outer);
        if (path != own)
            return path.empty() ? leaf.tree.typeName(outer.back()) : path;
    }
    return {};
}

bool inReversedRecord(const LeafExplanation& leaf)
{
    const SlotIndex root = leaf.chain.front().slot != kNoIndex ? leaf.chain.front().slot : leaf.item().slot;
    return leaf.tree.decoded().reversal.within(leaf.item().bits) && leaf.plan().nodeOf(root).op == Op::Record;
}

constexpr std::uint64_t kMostPresenceBytes = 8; ///< That are listed bit by bit.

/// The node of the type with presence bits that an item is; null when it is none.
const Node* presenceNode(const Plan& plan, const Item& item)
{
    const SlotIndex slot = valueSlot(plan, {item.slot, item.element});
    return slot == kNoIndex || plan.nodeOf(slot).op != Op::PresenceMap ? nullptr : &plan.nodeOf(slot);
}

void explainPresenceBits(LeafExplanation& leaf)
{
    const Plan& plan = leaf.plan();
    const Item& item = leaf.item();
    const Node* node = presenceNode(plan, leaf.chain[leaf.chain.size() > 1 ? leaf.chain.size() - 2 : 0]);
    std::string text;
    for (std::uint64_t byte = 0; byte < std::min<std::uint64_t>(item.bits.count / 8, kMostPresenceBytes); ++byte)
        text
            += fmt::format("{}{:02X} = {}", text.empty() ? "" : "\n", leaf.bytes()[byte], byteBits(leaf.bytes()[byte]));
    for (std::uint32_t i = 0; node != nullptr && i < node->slotCount && i < item.bits.count; ++i) {
        const NumberedSlot& field = plan.numbers[node->firstNumber + i];
        const bool set = readBits(leaf.space(), item.bits.first + i, 1) != 0;
        text += fmt::format("\nbit {} is {}: `{}` is {}", i, set ? 1 : 0, plan.text(plan.slots[field.slot].name),
                            set ? "there" : "absent");
    }
    leaf.step("The presence bits", std::move(text),
              "One bit a field in ascending field number, least significant bit first; only fields whose bit is 1 "
              "follow.");
}

} // namespace

std::string varintRule()
{
    return "A varint holds seven bits a byte, the least significant ones first; the highest bit of a byte says "
           "whether another byte follows.";
}

std::string zigZagRule()
{
    return "ZigZag counts 0, −1, 1, −2, 2 …, so that small negative numbers take few bytes too.";
}

std::string floatRule()
{
    return "IEEE 754: one sign bit, a biased exponent, and a mantissa with an implied leading 1.";
}

void explainPlace(LeafExplanation& leaf)
{
    const auto [first, count] = leaf.tree.decoded().reversal.fileBytes(leaf.item().bits);
    std::string text = leaf.wholeBytes()
        ? fmt::format("byte{} {} of the buffer: {}", count == 1 ? "" : "s",
                      count == 1 ? std::to_string(first) : fmt::format("{}..{}", first, first + count - 1),
                      hexBytes(fileBytes(leaf, first, count)))
        : packedBits(leaf.item().bits.first, leaf.shownBits(), leaf.stored());
    const std::string around = surroundings(leaf);
    if (!around.empty())
        text += "\nin " + around;
    leaf.step("Where it lies", std::move(text),
              inReversedRecord(leaf) ? "The record is written most significant byte first: its bytes are turned round "
                                       "before bits are counted."
                                     : "");
}

void explainTag(LeafExplanation& leaf)
{
    const Plan& plan = leaf.plan();
    const Item& item = leaf.item();
    const ReadVarint read = readVarint(leaf.space(), item.bits.first / 8, item.bits.end() / 8);
    if (!read.readable())
        return;
    leaf.step("The varint", varintSteps(leaf.bytes(), read.value), varintRule());
    const std::uint64_t number = read.value >> 3;
    const std::uint64_t wireType = read.value & 7u;
    leaf.step("Number and wire type",
              fmt::format("{0} = {1} × 8 + {2}\nfield number {1}, wire type {2} ({3})", read.value, number, wireType,
                          plan.text(plan.dialect.wireTypeName[wireType])),
              "A tag is the field number times eight plus the wire type; the wire type says how the bytes behind it "
              "are read.");
    if (item.slot != kNoIndex && !plan.text(plan.slots[item.slot].name).empty())
        leaf.step("The field", fmt::format("number {} is `{}`", number, plan.text(plan.slots[item.slot].name)));
}

void explainNumber(LeafExplanation& leaf, std::string title, std::string rule)
{
    if (!leaf.wholeBytes()) {
        leaf.step(std::move(title), std::to_string(leaf.stored()), std::move(rule));
        return;
    }
    const BitRange bits = leaf.item().bits;
    const ReadVarint read = readVarint(leaf.space(), bits.first / 8, bits.end() / 8);
    if (leaf.isTagged() && read.readable() && read.bytes == bits.count / 8)
        leaf.step(std::move(title), varintSteps(leaf.bytes(), read.value), std::move(rule) + ' ' + varintRule());
    else if (bits.count <= 64)
        leaf.step(std::move(title), littleEndianSteps(leaf.bytes(), leaf.stored()),
                  std::move(rule) + " It has a fixed width, least significant byte first.");
}

void explainPresence(LeafExplanation& leaf)
{
    if (leaf.item().bits.count < 8) {
        leaf.step("The presence bit",
                  leaf.stored() != 0 ? "1: the field has a value" : "0: the field is absent, and its bits are zero",
                  "A field that may be absent has one bit in front of its value that says whether it is there.");
    } else if (!leaf.isTagged()) {
        leaf.step("The presence byte", leaf.bytes()[0] == 0 ? "0: nothing follows" : "1: the value follows",
                  "An optional value is one byte, 0 or 1, and behind a 1 the value.");
    } else {
        explainPresenceBits(leaf);
    }
}

void explainLength(LeafExplanation& leaf)
{
    const BitRange bits = leaf.item().bits;
    const std::size_t steps = leaf.out.steps.size();
    explainNumber(
        leaf, "The length",
        "It says how many bytes belong to what follows, so that a reader who does not know the field can pass "
        "over it.");
    if (leaf.out.steps.size() == steps || !leaf.wholeBytes() || bits.count > 80)
        return;
    const ReadVarint read = readVarint(leaf.space(), bits.first / 8, bits.end() / 8);
    const std::uint64_t length = leaf.isTagged() ? read.value : leaf.stored();
    const std::uint64_t first = bits.end() / 8;
    const std::uint64_t there = leaf.space().size() - first;
    const Item& item = leaf.item();
    const bool presence = leaf.chain.size() > 1 && item.record != kNoIndex && !item.virtualPart
        && presenceNode(leaf.plan(), leaf.chain[leaf.chain.size() - 2]) != nullptr;
    std::string& text = leaf.out.steps.back().text;
    if (length > there)
        text += fmt::format("\nonly {} bytes are left", there);
    else if (length == 0)
        text += "\nnothing follows";
    else if (length == 1)
        text += fmt::format("\nbyte {} belongs to it", first);
    else
        text += fmt::format("\nbytes {}..{} belong to it", first, first + length - 1);
    if (presence)
        leaf.out.steps.back().rule
            = "In front of the presence bits stands how many bytes they take: one bit a field. " + varintRule();
}

void explainFrameHeader(LeafExplanation& leaf)
{
    const std::uint8_t header = leaf.bytes()[0];
    const unsigned type = header & kFrameTypeBits;
    const FrameType& known = leaf.plan().frameTypes.at(type);
    const bool ends = (header & kEndOfMessage) != 0;
    const bool compressed = (header & kCompressed) != 0;
    const unsigned reserved = static_cast<unsigned>(header) >> 6;
    leaf.step("The header",
              fmt::format("{:02X} = {}\nbits 3..0 = {} = {}: {}\nbit 4 = {}: {}\nbit 5 = {}: {}\nbits 7..6 = {}: {}",
                          header, byteBits(header), bitsText(type, 4), type,
                          known.body == FrameBody::None ? "no frame type" : leaf.plan().text(known.label), ends ? 1 : 0,
                          ends ? "a message ends here" : "no message ends here", compressed ? 1 : 0,
                          compressed ? "the payload is compressed" : "the payload is as it is", bitsText(reserved, 2),
                          reserved == 0 ? "as it must be" : "these must be zero"),
              "Bits 0 to 3 are the frame's type, bit 4 ends a message, bit 5 says that the payload is compressed, "
              "bits 6 and 7 are zero.");
}

void explainTableText(LeafExplanation& leaf)
{
    const bool dictionary = seriesAround(leaf) != nullptr;
    leaf.step(dictionary ? "A text of the dictionary" : "A text of the string table",
              fmt::format("{}: {}\n{}", leaf.byteCount(), hexBytes(leaf.bytes()), leaf.tree.valueText(leaf.item())),
              dictionary
                  ? "Each different text is written once, before the elements; an element is the index of its text."
                  : "Texts that occur in several places are written once, in a table before the first field; "
                    "fields hold their index.");
}

void explainError(LeafExplanation& leaf)
{
    const BitRange bits = leaf.item().bits;
    std::string text = leaf.wholeBytes() ? fmt::format("{} passed over: {}", leaf.byteCount(), hexBytes(leaf.bytes()))
                                         : fmt::format("{} bits passed over", bits.count);
    constexpr unsigned most = 3;
    unsigned listed = 0;
    for (const Diagnostic& problem : leaf.tree.decoded().diagnostics) {
        const bool here = problem.place.kind == Place::Kind::Bits && problem.severity == Severity::Error
            && (problem.place.bitRange().overlaps(bits) || problem.place.first == bits.first);
        if (here && listed++ < most)
            text += '\n' + problem.message.text();
    }
    leaf.step("Unreadable", listed > 0 ? text : text + "\nA problem in front of them says why.",
              "What cannot be read is passed over up to the next place whose beginning is known.");
}

} // namespace wirebench
