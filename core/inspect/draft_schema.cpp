// SPDX-License-Identifier: MIT
#include "core/inspect/draft_schema.h"

#include "core/inspect/bare_scalars.h"
#include "core/inspect/unknown_bytes.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench {

namespace {

/// The fields that are one field of the draft.
struct Occurrences {
    DraftField draft;
    std::vector<RawField> fields;
    std::uint64_t messages = 0; ///< That have the field.
    std::uint64_t lastMessage = 0; ///< Ordinal + 1 of the last of them.
};

/// A message of the draft that is not made yet, and where in the bytes its messages are.
struct OpenMessage {
    std::vector<RawField> parts; ///< Only content and end count.
    std::uint32_t depth = 0;
};

bool isOneOf(Reading reading, std::initializer_list<Reading> some)
{
    return std::find(some.begin(), some.end(), reading) != some.end();
}

bool isPossible(const std::array<std::uint64_t, kReadingCount>& sums, Reading reading)
{
    return sums.at(static_cast<std::size_t>(reading)) > 0;
}

class Drafter {
public:
    Drafter(ByteView bytes, const SchemalessDialect& dialect) : m_bytes(bytes), m_dialect(dialect) { }

    Draft draft()
    {
        RawField all;
        all.end = m_bytes.size();
        open("Message", {{all}, 0});
        // Messages are appended while the list is walked.
        for (std::uint32_t next = 0; next < m_draft.messages.size(); ++next)
            draftMessage(next);
        return std::move(m_draft);
    }

private:
    std::uint32_t open(std::string name, OpenMessage message)
    {
        DraftMessage draft;
        draft.name = std::move(name);
        m_draft.messages.push_back(std::move(draft));
        m_open.push_back(std::move(message));
        return static_cast<std::uint32_t>(m_open.size() - 1);
    }

    void draftMessage(std::uint32_t index)
    {
        const OpenMessage message = std::move(m_open[index]);
        for (Occurrences& occurrences : collect(message)) {
            DraftField& field = occurrences.draft;
            field.optional = occurrences.messages < message.parts.size();
            decide(occurrences, index, message.depth);
            m_draft.messages[index].fields.push_back(std::move(field));
        }
    }

    std::vector<Occurrences> collect(const OpenMessage& message)
    {
        std::vector<Occurrences> found;
        std::unordered_map<std::uint32_t, std::size_t> byNumber;
        std::uint64_t ordinal = 0;
        for (const RawField& part : message.parts) {
            ++ordinal;
            for (std::uint64_t at = part.content; at < part.end && m_read < kMostGuessedFields; ++m_read) {
                const RawField raw = readRawField(m_bytes, at, part.end, m_dialect.rules, message.depth == 0);
                at = raw.end;
                if (raw.table)
                    m_table = readCountedParts(m_bytes.subspan(raw.content, raw.contentBytes())).parts;
                if (raw.state != RawState::Whole || raw.table)
                    continue;
                const auto [entry, added] = byNumber.try_emplace(raw.number, found.size());
                if (added)
                    found.emplace_back();
                note(found[entry->second], raw, ordinal);
            }
        }
        return found;
    }

    static void note(Occurrences& occurrences, const RawField& raw, std::uint64_t ordinal)
    {
        if (occurrences.lastMessage == ordinal)
            occurrences.draft.repeated = true;
        else
            ++occurrences.messages;
        occurrences.lastMessage = ordinal;
        occurrences.fields.push_back(raw);
    }

    /// Of each reading the sum of its plausibilities; 0 when one of the fields cannot be read so.
    std::array<std::uint64_t, kReadingCount> judge(const Occurrences& occurrences, bool mayNest)
    {
        std::array<std::uint64_t, kReadingCount> sums{};
        std::array<bool, kReadingCount> impossible{};
        for (const RawField& field : occurrences.fields) {
            const Plausibilities plausible = judgePayload(m_bytes, field, m_dialect, m_budget);
            for (std::size_t i = 0; i < kReadingCount; ++i) {
                sums.at(i) += plausible.at(i);
                impossible.at(i) = impossible.at(i) || plausible.at(i) == 0;
            }
        }
        if (!mayNest)
            impossible.at(static_cast<std::size_t>(Reading::Message)) = true;
        for (std::size_t i = 0; i < kReadingCount; ++i)
            sums.at(i) = impossible.at(i) ? 0 : sums.at(i);
        return sums;
    }

    void decide(Occurrences& occurrences, std::uint32_t owner, std::uint32_t depth)
    {
        DraftField& draft = occurrences.draft;
        const RawField& first = occurrences.fields.front();
        draft.number = first.number;
        draft.wireType = first.wireType;
        const auto sums = judge(occurrences, depth < kDeepestGuess);
        const Reading best = bestOf(sums, first.wireType);
        draft.example = isPossible(sums, best) ? readingText(m_bytes, first, m_dialect, best, m_table) : std::string();
        draft.zero = std::any_of(occurrences.fields.begin(), occurrences.fields.end(), [&](const RawField& field) {
            return isDelimited(field) ? field.contentBytes() == 0 : field.value == 0;
        });
        const bool mixed = std::any_of(occurrences.fields.begin(), occurrences.fields.end(),
                                       [&](const RawField& field) { return field.wireType != first.wireType; });
        if (mixed || !isPossible(sums, best))
            return;
        if (m_dialect.rules.skip.at(first.wireType) == Skip::Reference)
            decideTyped(occurrences);
        else
            decideKind(occurrences, best, owner, depth);
    }

    bool isDelimited(const RawField& field) const
    {
        const Skip skip = m_dialect.rules.skip.at(field.wireType);
        return skip == Skip::Length || skip == Skip::Reference;
    }

    /// The best reading that a schema can say.
    Reading bestOf(std::array<std::uint64_t, kReadingCount> sums, std::uint8_t wireType) const
    {
        const auto exclude = [&](Reading reading) { sums.at(static_cast<std::size_t>(reading)) = 0; };
        const Holds holds = m_dialect.holds.at(wireType);
        if (holds == Holds::Run)
            exclude(Reading::Bytes);
        if (holds == Holds::Anything && m_dialect.rules.skip.at(wireType) == Skip::Length && !m_dialect.delimitedRuns) {
            exclude(Reading::Varints);
            exclude(Reading::ZigZags);
            exclude(Reading::Fixed32s);
            exclude(Reading::Fixed64s);
        }
        return static_cast<Reading>(std::max_element(sums.begin(), sums.end()) - sums.begin());
    }

    /// Values of built-in types have to fit their type, which is not examined here.
    void decideTyped(Occurrences& occurrences) const
    {
        const bool foreign
            = std::all_of(occurrences.fields.begin(), occurrences.fields.end(), [&](const RawField& field) {
                  return field.value >= m_dialect.firstSchemaType || (field.value == 0 && field.contentBytes() == 0);
              });
        occurrences.draft.kind = foreign ? DraftKind::Typed : DraftKind::Unclear;
        occurrences.draft.example.clear();
    }

    void decideKind(Occurrences& occurrences, Reading reading, std::uint32_t owner, std::uint32_t depth)
    {
        DraftField& draft = occurrences.draft;
        const bool wide = m_dialect.rules.skip.at(draft.wireType) == Skip::Fixed64;
        const bool fixed = wide || m_dialect.rules.skip.at(draft.wireType) == Skip::Fixed32;
        if (isOneOf(reading, {Reading::Varints, Reading::ZigZags, Reading::Fixed32s, Reading::Fixed64s}))
            addArray(draft);
        draft.bits = reading == Reading::Bits;
        draft.interned = reading == Reading::TableIndex;
        switch (reading) {
        case Reading::Unsigned:
        case Reading::Signed:
            draft.kind = fixed               ? (wide ? DraftKind::Fixed64 : DraftKind::Fixed32)
                : reading == Reading::Signed ? DraftKind::Signed
                                             : DraftKind::Unsigned;
            break;
        case Reading::ZigZag:
        case Reading::ZigZags:
            draft.kind = DraftKind::ZigZag;
            break;
        case Reading::Bool:
        case Reading::Bits:
            draft.kind = DraftKind::Bool;
            break;
        case Reading::Float:
            draft.kind = wide ? DraftKind::Float64 : DraftKind::Float32;
            break;
        case Reading::Varints:
            draft.kind = DraftKind::Unsigned;
            break;
        case Reading::Fixed32s:
            draft.kind = DraftKind::Float32;
            break;
        case Reading::Fixed64s:
            draft.kind = DraftKind::Float64;
            break;
        case Reading::Text:
            draft.kind = DraftKind::Text;
            break;
        case Reading::TableIndex:
            draft.kind = inTable(occurrences) ? DraftKind::Text : DraftKind::Unclear;
            break;
        case Reading::List:
            addArray(draft);
            decideParts(occurrences, partsOf(occurrences, 1, 0), owner, depth);
            break;
        case Reading::Map:
            decideMap(occurrences, owner, depth);
            break;
        case Reading::Message:
            draft.kind = DraftKind::Message;
            draft.message = openPart(occurrences, owner, depth);
            break;
        case Reading::StringTable:
            break;
        case Reading::Bytes:
            draft.kind = DraftKind::Bytes;
            break;
        }
    }

    static void addArray(DraftField& draft) { ++(draft.map ? draft.valueArrays : draft.arrays); }

    /// Of counted items with `perItem` parts each the one at `place`, as fields without a tag.
    std::vector<RawField> partsOf(const Occurrences& occurrences, unsigned perItem, std::size_t place)
    {
        std::vector<RawField> found;
        for (RawField field : occurrences.fields) {
            const ByteView content = m_bytes.subspan(field.content, field.contentBytes());
            const std::vector<ByteView> parts = readCountedParts(content, perItem).parts;
            for (std::size_t i = place; i < parts.size() && m_read < kMostGuessedFields; i += perItem, ++m_read) {
                field.begin = field.payload = field.content
                    = static_cast<std::uint64_t>(parts[i].data() - m_bytes.data());
                field.end = field.content + parts[i].size();
                found.push_back(field);
            }
        }
        return found;
    }

    std::vector<ByteView> contentsOf(const std::vector<RawField>& parts) const
    {
        std::vector<ByteView> contents;
        contents.reserve(parts.size());
        for (const RawField& part : parts)
            contents.push_back(m_bytes.subspan(part.content, part.contentBytes()));
        return contents;
    }

    void decideMap(Occurrences& occurrences, std::uint32_t owner, std::uint32_t depth)
    {
        DraftField& draft = occurrences.draft;
        std::vector<RawField> values = partsOf(occurrences, 2, 1);
        const DraftKind scalar = scalarKind(contentsOf(values));
        draft.map = true;
        draft.key = keyKind(contentsOf(partsOf(occurrences, 2, 0)));
        if (scalar == DraftKind::Unclear || values.empty())
            decideParts(occurrences, std::move(values), owner, depth);
        else
            draft.kind = scalar;
    }

    /// What elements of a list or values of a map are. Nearly all bytes are varints: those say nothing here.
    void decideParts(Occurrences& occurrences, std::vector<RawField> parts, std::uint32_t owner, std::uint32_t depth)
    {
        constexpr unsigned mostArrays = 3;
        DraftField& draft = occurrences.draft;
        occurrences.fields = std::move(parts);
        if (occurrences.fields.empty()) {
            draft.kind = DraftKind::Bytes;
            return;
        }
        auto sums = judge(occurrences, depth < kDeepestGuess);
        for (std::size_t i = 0; i < kReadingCount; ++i) {
            const auto reading = static_cast<Reading>(i);
            const bool plain = reading == Reading::Text || reading == Reading::Message || reading == Reading::Bytes;
            const bool list = isOneOf(reading, {Reading::Fixed32s, Reading::Fixed64s, Reading::List});
            const bool map = reading == Reading::Map && !draft.map;
            const bool fits = plain || ((list || map) && unsigned{draft.arrays} + draft.valueArrays < mostArrays);
            sums.at(i) = fits ? sums.at(i) : 0;
        }
        const auto best = std::max_element(sums.begin(), sums.end()) - sums.begin();
        decideKind(occurrences, static_cast<Reading>(best), owner, depth);
    }

    bool inTable(const Occurrences& occurrences) const
    {
        return std::all_of(occurrences.fields.begin(), occurrences.fields.end(),
                           [&](const RawField& field) { return field.value < m_table.size(); });
    }

    std::uint32_t openPart(Occurrences& occurrences, std::uint32_t owner, std::uint32_t depth)
    {
        std::string name = m_draft.messages[owner].name;
        name += (depth == 0 ? "" : "_") + std::to_string(occurrences.draft.number);
        return open(std::move(name), {std::move(occurrences.fields), depth + 1});
    }

    const ByteView m_bytes;
    const SchemalessDialect& m_dialect;
    Draft m_draft;
    std::vector<OpenMessage> m_open; ///< By index in the draft.
    std::vector<ByteView> m_table;
    std::size_t m_read = 0;
    std::uint64_t m_budget = kMostJudgedBytes;
};

} // namespace

Draft draftFrom(ByteView bytes, const SchemalessDialect& dialect)
{
    return Drafter(bytes, dialect).draft();
}

} // namespace wirebench
