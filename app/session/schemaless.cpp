// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/schemaless.h"

#include "core/formats/registry.h"
#include "core/inspect/draft_schema.h"

namespace wirebench {

std::shared_ptr<const SchemalessReading> readWithoutSchema(const std::shared_ptr<const Bytes>& bytes,
                                                           const Format* format)
{
    std::shared_ptr<const SchemalessReading> best;
    for (const Format* candidate : allFormats()) {
        const SchemalessDialect* dialect = candidate->schemalessDialect();
        if (!dialect || (format && candidate != format))
            continue;
        auto reading = std::make_shared<SchemalessReading>();
        reading->format = candidate;
        reading->chosen = format != nullptr;
        reading->read = readUnknown(bytes, *dialect);
        if (!best || reading->read.confidence > best->read.confidence)
            best = std::move(reading);
    }
    return best;
}

DraftedSchema draftSchema(const Bytes& bytes, const Format& format)
{
    const SchemalessDialect& dialect = *format.schemalessDialect();
    const Draft draft = draftFrom(bytes, dialect);
    DraftedSchema drafted;
    drafted.text = format.draftSchema(draft).value_or(std::string());
    drafted.messages = draft.messages.size();
    for (const DraftMessage& message : draft.messages)
        drafted.fields += message.fields.size();
    while (drafted.readBytes < bytes.size()) {
        const RawField field = readRawField(bytes, drafted.readBytes, bytes.size(), dialect.rules, true);
        if (field.state != RawState::Whole)
            break;
        drafted.readBytes = field.end;
    }
    return drafted;
}

} // namespace wirebench
