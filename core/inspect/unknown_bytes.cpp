// SPDX-License-Identifier: MIT
#include "core/inspect/unknown_bytes.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

RawField unreadRest(std::uint64_t at, std::uint64_t end)
{
    RawField rest;
    rest.begin = rest.payload = rest.content = at;
    rest.end = end;
    rest.state = RawState::Unread;
    return rest;
}

/// A part of the bytes that is read as one message, `depth` levels deep.
struct Part {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint32_t depth = 0;
};

std::vector<GuessedField> readPart(ByteView bytes, Part part, const SchemalessDialect& dialect)
{
    std::vector<GuessedField> fields;
    std::vector<std::uint64_t> ends{part.end}; // of the open messages
    std::uint64_t budget = kMostJudgedBytes;
    for (std::uint64_t at = part.begin; !ends.empty();) {
        if (at == ends.back()) {
            ends.pop_back();
            continue;
        }
        GuessedField field;
        field.depth = part.depth + static_cast<std::uint32_t>(ends.size() - 1);
        // Each open message may still need one field for its rest.
        field.raw = fields.size() < kMostGuessedFields
            ? readRawField(bytes, at, ends.back(), dialect.rules, field.depth == 0)
            : unreadRest(at, ends.back());
        field.plausible = judgePayload(bytes, field.raw, dialect, budget);
        field.opened = field.depth < kDeepestGuess && field.raw.contentBytes() > 0
            && bestReading(field.plausible) == Reading::Message;
        at = field.opened ? field.raw.content : field.raw.end;
        if (field.opened)
            ends.push_back(field.raw.end);
        fields.push_back(field);
    }
    return fields;
}

std::string_view stateSentence(RawState state)
{
    switch (state) {
    case RawState::Whole:
        return {};
    case RawState::BadNumber:
        return "a tag with a field number outside 1-536870911";
    case RawState::BadTable:
        return "not a string table: expected a count and that many strings of UTF-8, each behind its length";
    case RawState::Broken:
        return "no whole field: cut short, a wire type that does not exist, or a varint of more than 64 bits";
    case RawState::Unread:
        return "not looked at: there are too many fields";
    }
    return {};
}

/// How well one field fits.
int fieldConfidence(const GuessedField& field, const SchemalessDialect& dialect, std::size_t tableSize)
{
    const RawField& raw = field.raw;
    if (raw.state != RawState::Whole)
        return 0;
    const Reading best = bestReading(field.plausible);
    if (best == Reading::TableIndex && raw.value >= tableSize)
        return 0;
    const int plausible = field.plausible.at(static_cast<std::size_t>(best));
    return dialect.rules.canonical && !raw.shortest ? plausible / 4 : plausible;
}

} // namespace

std::vector<GuessedField> readUnknown(ByteView bytes, const SchemalessDialect& dialect)
{
    return readPart(bytes, {0, bytes.size(), 0}, dialect);
}

UnknownBytes readUnknown(std::shared_ptr<const Bytes> bytes, const SchemalessDialect& dialect)
{
    UnknownBytes read;
    read.dialect = &dialect;
    read.fields = readUnknown(*bytes, dialect);
    read.table = stringTableOf(*bytes, dialect);
    read.confidence = confidence(*bytes, dialect, read.fields);
    read.bytes = std::move(bytes);
    return read;
}

std::vector<GuessedField> readUnknownContent(ByteView bytes, const RawField& field, std::uint32_t depth,
                                             const SchemalessDialect& dialect)
{
    return readPart(bytes, {field.content, field.end, depth + 1}, dialect);
}

std::vector<GuessedField> readUnknownItems(ByteView bytes, const GuessedField& list, bool pairs,
                                           const SchemalessDialect& dialect)
{
    std::vector<GuessedField> items;
    std::uint64_t budget = kMostJudgedBytes;
    const ByteView content = bytes.subspan(list.raw.content, list.raw.contentBytes());
    for (const ByteView part : readCountedParts(content, pairs ? 2 : 1).parts) {
        GuessedField item;
        item.raw = list.raw;
        item.raw.begin = item.raw.payload = item.raw.content = static_cast<std::uint64_t>(part.data() - bytes.data());
        item.raw.end = item.raw.begin + part.size();
        item.depth = list.depth + 1;
        item.plausible = judgePayload(bytes, item.raw, dialect, budget);
        items.push_back(item);
    }
    return items;
}

std::vector<ByteView> stringTableOf(ByteView bytes, const SchemalessDialect& dialect)
{
    if (bytes.empty() || dialect.rules.tableWireType == kNoWireType)
        return {};
    const RawField table = readRawField(bytes, 0, bytes.size(), dialect.rules, true);
    if (!table.table || table.state != RawState::Whole)
        return {};
    return readCountedParts(bytes.subspan(table.content, table.contentBytes())).parts;
}

int confidence(ByteView bytes, const SchemalessDialect& dialect, const std::vector<GuessedField>& fields)
{
    const std::size_t tableSize = stringTableOf(bytes, dialect).size();
    std::uint64_t fits = 0;
    std::vector<std::uint32_t> lastNumbers; // of the open messages
    for (const GuessedField& field : fields) {
        lastNumbers.resize(field.depth + 1u);
        const std::uint64_t own = (field.opened ? field.raw.content : field.raw.end) - field.raw.begin;
        std::uint64_t fit = own * static_cast<std::uint64_t>(fieldConfidence(field, dialect, tableSize));
        if (dialect.rules.ascending && field.raw.number < lastNumbers.back())
            fit /= 4;
        lastNumbers.back() = field.raw.number;
        fits += fit;
    }
    return bytes.empty() ? 0 : static_cast<int>(fits / bytes.size());
}

std::string guessedTitle(const GuessedField& field, const SchemalessDialect& dialect)
{
    const RawField& raw = field.raw;
    if (raw.state != RawState::Whole)
        return std::string(stateSentence(raw.state));
    if (raw.table)
        return "string table";
    return std::to_string(raw.number) + ' ' + std::string(dialect.names.at(raw.wireType));
}

} // namespace wirebench
