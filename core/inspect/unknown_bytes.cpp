// SPDX-License-Identifier: MIT
#include "core/inspect/unknown_bytes.h"

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

} // namespace

std::vector<GuessedField> readUnknown(ByteView bytes, const SchemalessDialect& dialect)
{
    std::vector<GuessedField> fields;
    std::vector<std::uint64_t> ends{bytes.size()}; // of the open messages
    for (std::uint64_t at = 0; !ends.empty();) {
        if (at == ends.back()) {
            ends.pop_back();
            continue;
        }
        GuessedField field;
        field.depth = static_cast<std::uint32_t>(ends.size() - 1);
        // Each open message may still need one field for its rest.
        field.raw = fields.size() < kMostGuessedFields
            ? readRawField(bytes, at, ends.back(), dialect.rules, field.depth == 0)
            : unreadRest(at, ends.back());
        field.plausible = judgePayload(bytes, field.raw, dialect);
        field.opened = field.depth < kDeepestGuess && field.raw.contentBytes() > 0
            && bestReading(field.plausible) == Reading::Message;
        at = field.opened ? field.raw.content : field.raw.end;
        if (field.opened)
            ends.push_back(field.raw.end);
        fields.push_back(field);
    }
    return fields;
}

} // namespace wirebench
