// SPDX-License-Identifier: MIT
#include "core/inspect/payload_readings.h"

#include "core/base/text.h"
#include "core/inspect/float_score.h"
#include "core/wire/bits.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <numeric>

namespace wirebench {

namespace {

using Score = std::uint8_t;

Score& at(Plausibilities& plausible, Reading reading)
{
    return plausible.at(static_cast<std::size_t>(reading));
}

void judgeVarint(Plausibilities& plausible, std::uint64_t value, Holds holds)
{
    const bool negative = value >> 63 != 0;
    if (holds == Holds::TableIndex) {
        at(plausible, Reading::TableIndex) = kMostPlausible;
        return;
    }
    const bool zigZag = holds == Holds::ZigZag;
    at(plausible, Reading::ZigZag) = zigZag ? kMostPlausible : 30;
    at(plausible, Reading::Unsigned) = zigZag ? 10 : negative ? 30 : 60;
    at(plausible, Reading::Signed) = zigZag ? 10 : negative ? 80 : 50;
    if (value <= 1)
        at(plausible, Reading::Bool) = zigZag ? 10 : 65;
}

void judgeFixed(Plausibilities& plausible, std::uint64_t value, unsigned bytes, Holds holds)
{
    constexpr std::uint64_t nearZero = 1'000'000;
    const Score number = holds == Holds::Float ? kMostPlausible : floatScore(value, bytes);
    const std::uint64_t opposite = (std::uint64_t{0} - value) & lowBits(bytes * 8);
    at(plausible, Reading::Float) = number;
    at(plausible, Reading::Unsigned) = number >= 80 ? 15 : value <= nearZero ? 70 : 45;
    at(plausible, Reading::Signed) = number >= 80 ? 10 : opposite != 0 && opposite <= nearZero ? 75 : 40;
}

struct TextFacts {
    bool valid = false;
    bool breaks = false; ///< Tabs or line ends.
    bool controls = false; ///< Other control characters.
};

TextFacts textFacts(ByteView content)
{
    TextFacts facts;
    facts.valid = isValidUtf8(content);
    if (!facts.valid)
        return facts;
    for (const std::uint8_t byte : content) {
        const bool isBreak = byte == '\t' || byte == '\n' || byte == '\r';
        facts.breaks = facts.breaks || isBreak;
        facts.controls = facts.controls || (!isBreak && (byte < 0x20 || byte == 0x7F));
    }
    return facts;
}

Score textScore(ByteView content)
{
    const TextFacts facts = textFacts(content);
    if (!facts.valid)
        return 0;
    if (content.empty())
        return 40;
    if (facts.controls)
        return 5;
    // A message that begins with field 1 begins with a line feed.
    if (facts.breaks)
        return 65;
    return content.size() >= 4 ? 90 : 80;
}

/// Fields by their numbers and forms; 0 when there are other things than whole fields.
Score messageScore(ByteView bytes, std::uint64_t begin, std::uint64_t end, const TaggedDialect& dialect)
{
    constexpr std::uint32_t everyday = 64;
    constexpr std::uint32_t unusual = 1000;
    if (begin == end)
        return 30;
    std::uint32_t highest = 0;
    std::uint64_t fields = 0;
    bool shortest = true;
    for (std::uint64_t next = begin; next < end; ++fields) {
        const RawField field = readRawField(bytes, next, end, dialect, false);
        if (field.state != RawState::Whole)
            return 0;
        highest = std::max(highest, field.number);
        shortest = shortest && field.shortest;
        next = field.end;
    }
    const int numbers = highest <= everyday ? 20 : highest <= unusual ? 5 : -25;
    return static_cast<Score>(45 + numbers + (fields > 1 ? 10 : 0) + (shortest ? 10 : 0));
}

struct RunScores {
    Score plain = 0;
    Score zigZag = 0;
};

/// Numbers of one series have similar sizes: most are small, or all are as long as each other. Zigzag numbers that are
/// not negative are even.
RunScores varintsScore(ByteView content)
{
    if (content.empty())
        return {40, 30};
    std::uint64_t count = 0;
    std::uint64_t together = 0;
    std::uint64_t continued = 0;
    unsigned least = kLongestVarint;
    unsigned most = 1;
    bool shortest = true;
    for (std::uint64_t next = 0; next < content.size(); ++count) {
        const ReadVarint read = readVarint(content, next, content.size());
        if (!read.readable())
            return {};
        together |= read.value;
        shortest = shortest && read.end == VarintEnd::Shortest;
        continued += read.bytes - 1u;
        least = std::min<unsigned>(least, read.bytes);
        most = std::max<unsigned>(most, read.bytes);
        next += read.bytes;
    }
    if (!shortest)
        return {5, 4};
    if (count == 1)
        return {30, 25};
    const Score plain = least == most || continued * 10 <= content.size() * 4 ? 60 : 15;
    const bool even = count >= 3 && together != 0 && together % 2 == 0;
    return {plain, static_cast<Score>(even ? plain + 5 : plain - 10)};
}

Score fixedScore(ByteView content, unsigned bytes)
{
    if (content.empty())
        return 20;
    if (content.size() % bytes != 0)
        return 0;
    Score worst = kMostPlausible;
    std::uint64_t zeros = 0;
    std::uint64_t round = 0;
    const std::uint64_t count = content.size() / bytes;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t word = readLittle(content.data() + i * bytes, bytes);
        const Score score = floatScore(word, bytes);
        zeros += word == 0 ? 1u : 0u;
        round += (word != 0 && (word & lowBits(bytes * 4)) == 0) ? 1u : 0u;
        worst = std::min(worst, score);
    }
    if (worst < 50 || zeros == count)
        return 8;
    const bool highBytes = std::any_of(content.begin(), content.end(), [](std::uint8_t byte) { return byte >= 0x80; });
    const bool alone = count == 1 && round == 0;
    return alone ? 20 : highBytes || round * 2 >= count ? 70 : 30;
}

/// Keys by ascending bytes tell maps from most other content of this form.
Score mapScore(ByteView content)
{
    const CountedParts map = readCountedParts(content, 2);
    if (!map.whole)
        return 0;
    if (map.parts.empty())
        return 18;
    bool texts = true;
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < map.parts.size(); i += 2) {
        const ByteView key = map.parts[i];
        if (i > 0 && !std::ranges::lexicographical_compare(map.parts[i - 2], key))
            return 0;
        texts = texts && !key.empty() && textScore(key) >= 80;
        bytes += key.size() + map.parts[i + 1].size();
    }
    if (map.parts.size() == 2)
        return texts && bytes >= 4 ? 75 : 20;
    return texts ? 92 : 78;
}

bool isCounted(ByteView content)
{
    const CountedParts list = readCountedParts(content);
    return (list.whole && !list.parts.empty()) || mapScore(content) > 0;
}

/// Lists whose elements are all texts, messages or lists; few other bytes fit the form by chance.
Score listScore(ByteView content, const TaggedDialect& dialect)
{
    const CountedParts list = readCountedParts(content);
    if (!list.whole)
        return 0;
    if (list.parts.empty())
        return 20;
    bool texts = true;
    bool messages = true;
    std::uint64_t bytes = 0;
    for (const ByteView part : list.parts) {
        texts = texts && (part.empty() || textScore(part) > 5);
        messages = messages && messageScore(part, 0, part.size(), dialect) > 0;
        bytes += part.size();
    }
    if (bytes < 3)
        return 20;
    if (texts || messages)
        return 88;
    if (list.parts.size() < 2)
        return 20;
    if (std::ranges::all_of(list.parts, isCounted))
        return 85;
    return bytes >= 8 ? 68 : 20;
}

bool hasZigZag(const SchemalessDialect& dialect)
{
    return std::ranges::find(dialect.holds, Holds::ZigZag) != dialect.holds.end();
}

void judgeRun(Plausibilities& plausible, ByteView content, bool zigZag)
{
    const RunScores varints = varintsScore(content);
    at(plausible, Reading::Varints) = varints.plain;
    at(plausible, Reading::ZigZags) = zigZag ? varints.zigZag : Score{0};
    at(plausible, Reading::Fixed32s) = fixedScore(content, 4);
    at(plausible, Reading::Fixed64s) = fixedScore(content, 8);
}

void judgeDelimited(Plausibilities& plausible, ByteView bytes, const RawField& field, const SchemalessDialect& dialect)
{
    const ByteView content = bytes.subspan(field.content, field.contentBytes());
    const Holds holds = dialect.holds.at(field.wireType);
    at(plausible, Reading::Bytes) = holds == Holds::Anything ? 28 : 5;
    if (holds == Holds::Bits)
        at(plausible, Reading::Bits) = kMostPlausible;
    else
        judgeRun(plausible, content, hasZigZag(dialect));
    if (holds != Holds::Anything)
        return;
    at(plausible, Reading::Text) = textScore(content);
    if (dialect.delimitedRuns) {
        at(plausible, Reading::List) = listScore(content, dialect.rules);
        at(plausible, Reading::Map) = mapScore(content);
    }
    at(plausible, Reading::Message) = messageScore(bytes, field.content, field.end, dialect.rules);
}

} // namespace

Plausibilities judgePayload(ByteView bytes, const RawField& field, const SchemalessDialect& dialect)
{
    Plausibilities plausible{};
    if (field.state != RawState::Whole)
        return plausible;
    if (field.table) {
        at(plausible, Reading::StringTable) = kMostPlausible;
        return plausible;
    }
    const Holds holds = dialect.holds.at(field.wireType);
    switch (dialect.rules.skip.at(field.wireType)) {
    case Skip::None:
        break;
    case Skip::Varint:
        judgeVarint(plausible, field.value, holds);
        break;
    case Skip::Fixed32:
        judgeFixed(plausible, field.value, 4, holds);
        break;
    case Skip::Fixed64:
        judgeFixed(plausible, field.value, 8, holds);
        break;
    case Skip::Length:
    case Skip::Reference:
        judgeDelimited(plausible, bytes, field, dialect);
        break;
    }
    return plausible;
}

Plausibilities judgePayload(ByteView bytes, const RawField& field, const SchemalessDialect& dialect,
                            std::uint64_t& budgetBytes)
{
    if (field.state == RawState::Whole && field.contentBytes() > budgetBytes) {
        Plausibilities plausible{};
        at(plausible, Reading::Bytes) = 1;
        return plausible;
    }
    budgetBytes -= std::min(budgetBytes, field.contentBytes());
    return judgePayload(bytes, field, dialect);
}

std::vector<Reading> rankedReadings(const Plausibilities& plausible)
{
    std::vector<Reading> readings;
    for (std::size_t i = 0; i < plausible.size(); ++i) {
        if (plausible.at(i) > 0)
            readings.push_back(static_cast<Reading>(i));
    }
    std::stable_sort(readings.begin(), readings.end(), [&](Reading a, Reading b) {
        return plausible.at(static_cast<std::size_t>(a)) > plausible.at(static_cast<std::size_t>(b));
    });
    return readings;
}

Reading bestReading(const Plausibilities& plausible)
{
    const auto best = std::max_element(plausible.begin(), plausible.end());
    return *best == 0 ? Reading::Bytes : static_cast<Reading>(best - plausible.begin());
}

} // namespace wirebench
