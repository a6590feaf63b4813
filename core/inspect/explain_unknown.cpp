// SPDX-License-Identifier: MIT
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"
#include "core/inspect/unknown_bytes.h"
#include "core/wire/field_path.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::size_t kMostNested = 12; ///< Fields of a nested message that are listed.
constexpr std::uint64_t kMostExplainedBytes = std::uint64_t{1} << 20; ///< Of contents that are looked into.

std::string bytesCount(std::uint64_t count)
{
    return count == 1 ? "1 byte" : fmt::format("{} bytes", count);
}

std::string listOfTypes(const SchemalessDialect& dialect)
{
    std::string text;
    for (std::size_t i = 0; i < dialect.names.size(); ++i) {
        if (!dialect.names.at(i).empty())
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", i, dialect.names.at(i));
    }
    return text;
}

/// One field, its readings, and those of the messages in it.
class ReadingList {
public:
    ReadingList(ByteView space, const SchemalessDialect& dialect)
        : m_space(space), m_dialect(dialect), m_table(stringTableOf(space, dialect))
    {
    }

    std::string readings(const GuessedField& field) const
    {
        std::string text;
        for (const Reading reading : rankedReadings(field.plausible)) {
            text += fmt::format("{}{} ({} %)", text.empty() ? "" : "\n", one(field, reading),
                                field.plausible.at(static_cast<std::size_t>(reading)));
            if (reading == Reading::Message)
                text += nested(field);
        }
        return text;
    }

private:
    std::string one(const GuessedField& field, Reading reading) const
    {
        const std::string value = readingText(m_space, field.raw, m_dialect, reading, m_table);
        return std::string(readingName(reading)) + (value.empty() ? "" : " ") + value;
    }

    /// The fields of the content, each with its most plausible reading.
    std::string nested(const GuessedField& field) const
    {
        const std::vector<GuessedField> fields = readUnknownContent(m_space, field.raw, field.depth, m_dialect);
        std::string text;
        for (std::size_t i = 0; i < std::min(fields.size(), kMostNested); ++i)
            text += '\n' + std::string(2 * std::size_t{fields[i].depth - field.depth}, ' ')
                + guessedTitle(fields[i], m_dialect) + best(fields[i]);
        if (fields.size() > kMostNested)
            text += fmt::format("\n  … and {} more", fields.size() - kMostNested);
        return text;
    }

    std::string best(const GuessedField& field) const
    {
        return field.raw.state != RawState::Whole ? std::string() : ": " + one(field, bestReading(field.plausible));
    }

    const ByteView m_space;
    const SchemalessDialect& m_dialect;
    const std::vector<ByteView> m_table;
};

std::string payloadText(const RawField& raw, const SchemalessDialect& dialect)
{
    switch (dialect.rules.skip.at(raw.wireType)) {
    case Skip::None:
        return {};
    case Skip::Varint:
        return fmt::format("a varint of {}: {}", bytesCount(raw.end - raw.payload), raw.value);
    case Skip::Fixed32:
    case Skip::Fixed64:
        return fmt::format("{}, least significant byte first: {}", bytesCount(raw.end - raw.payload), raw.value);
    case Skip::Length:
        return fmt::format("a length of {}, then as many bytes", raw.contentBytes());
    case Skip::Reference:
        return fmt::format("the type id {}, a length of {}, then as many bytes", raw.value, raw.contentBytes());
    }
    return {};
}

ExplainStep readingsStep(ByteView space, const GuessedField& field, const SchemalessDialect& dialect)
{
    const bool large = field.raw.contentBytes() > kMostExplainedBytes;
    return {"What it may be",
            large ? fmt::format("{}: too many to be looked into here", bytesCount(field.raw.contentBytes()))
                  : ReadingList(space, dialect).readings(field),
            "No schema says what these bytes are. These are guesses from the bytes alone, the most plausible first."};
}

GuessedField judged(ByteView space, const RawField& raw, const SchemalessDialect& dialect)
{
    GuessedField field;
    field.raw = raw;
    std::uint64_t budget = kMostExplainedBytes;
    field.plausible = judgePayload(space, raw, dialect, budget);
    return field;
}

/// Whether the leaf lies where a tagged message has its fields.
bool isField(const LeafExplanation& leaf)
{
    const Item& around = leaf.chain[leaf.chain.size() > 1 ? leaf.chain.size() - 2 : 0];
    const SlotIndex slot = around.slot == kNoIndex ? kNoIndex : valueSlot(leaf.plan(), {around.slot, around.element});
    return slot != kNoIndex && leaf.plan().nodeOf(slot).op == Op::Tagged;
}

/// False when the bits are no whole field.
bool explainField(LeafExplanation& leaf, const SchemalessDialect& dialect)
{
    const BitRange bits = leaf.item().bits;
    const RawField raw = readRawField(leaf.space(), bits.first / 8, bits.end() / 8, dialect.rules, false);
    if (raw.state != RawState::Whole || raw.end != bits.end() / 8)
        return false;
    const std::uint64_t tag = readVarint(leaf.space(), raw.begin, raw.end).value;
    leaf.step("An unknown field",
              fmt::format("{0} = {1} × 8 + {2}\nfield number {1}, wire type {2} ({3})", tag, raw.number, raw.wireType,
                          dialect.names.at(raw.wireType)),
              "A field whose number the type does not have is passed over by its wire type and kept as it is.");
    leaf.step("The payload", payloadText(raw, dialect), "Wire types: " + listOfTypes(dialect) + '.');
    leaf.out.steps.push_back(readingsStep(leaf.space(), judged(leaf.space(), raw, dialect), dialect));
    return true;
}

/// What the content of a value may be whose type the schema does not have.
void explainContentReadings(LeafExplanation& leaf, const SchemalessDialect& dialect)
{
    const auto wireType = std::ranges::find(dialect.rules.skip, Skip::Length) - dialect.rules.skip.begin();
    if (wireType == static_cast<std::ptrdiff_t>(dialect.rules.skip.size()))
        return;
    RawField raw;
    raw.begin = raw.payload = raw.content = leaf.item().bits.first / 8;
    raw.end = leaf.item().bits.end() / 8;
    raw.wireType = static_cast<std::uint8_t>(wireType);
    raw.state = RawState::Whole;
    leaf.out.steps.push_back(readingsStep(leaf.space(), judged(leaf.space(), raw, dialect), dialect));
}

} // namespace

void explainUnknown(LeafExplanation& leaf)
{
    const bool readable = leaf.dialect != nullptr && leaf.wholeBytes();
    if (readable && isField(leaf) && explainField(leaf, *leaf.dialect))
        return;
    leaf.step("Not looked into",
              (leaf.wholeBytes() ? fmt::format("{}: {}\n", leaf.byteCount(), hexBytes(leaf.bytes())) : std::string())
                  + "the schema does not say what these bytes are",
              "What nobody knows is kept as it is.");
    if (readable && !isField(leaf))
        explainContentReadings(leaf, *leaf.dialect);
}

} // namespace wirebench
