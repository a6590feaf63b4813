// SPDX-License-Identifier: MIT
#include "core/wire/tagged_splice.h"

#include "core/wire/splice_value.h"
#include "core/wire/tagged_measure.h"

namespace wirebench {

namespace {

/// The string table as it lies at the start of a message.
struct RawTable {
    RawPart entries; ///< Behind the count, in the message.
    std::vector<ByteView> strings;
};

std::optional<RawTable> readTable(ByteView message, const RawField& field)
{
    const auto part = delimitedPart(message, field.payload);
    if (!part)
        return std::nullopt;
    const ReadVarint count = readVarint(message, part->begin, part->end);
    if (!count.readable())
        return std::nullopt;
    RawTable table;
    table.entries = {part->begin + count.bytes, part->end};
    std::uint64_t at = table.entries.begin;
    while (at < part->end) {
        const auto text = delimitedPart(message.first(part->end), at);
        if (!text)
            return std::nullopt;
        table.strings.push_back(bytesOf(message, *text));
        at = text->end;
    }
    return table.strings.size() == count.value ? std::optional(std::move(table)) : std::nullopt;
}

/// The limits say what may be encoded; here they have been asked already.
Limits noLimits()
{
    Limits none;
    none.messageBytes = none.stringBytes = none.arrayElements = none.totalElements = 0;
    none.depth = 0;
    return none;
}

/// Whether the value has texts that stand in a string table.
bool usesTable(const Value& value)
{
    const Limits limits = noLimits();
    Diagnostics problems;
    TaggedMeasure measure(value, limits, problems);
    measure.message(0, Crumb());
    return !measure.measures().strings.empty();
}

/// The string table of the new message: the old one, and behind it what is new.
void appendTable(Bytes& out, ByteView current, const std::optional<RawTable>& table, const TaggedMeasures& measures,
                 std::uint8_t wireType)
{
    const std::vector<ByteView>& strings = measures.strings;
    const std::size_t kept = table ? table->strings.size() : 0;
    if (strings.size() == kept) {
        append(out, current.first(table ? table->entries.end : 0));
        return;
    }
    Bytes body;
    appendVarint(body, strings.size());
    if (table)
        append(body, bytesOf(current, table->entries));
    for (std::size_t i = kept; i < strings.size(); ++i) {
        appendVarint(body, strings[i].size());
        append(body, strings[i]);
    }
    appendVarint(out, tagOf(0, wireType));
    appendVarint(out, body.size());
    append(out, body);
}

std::optional<Bytes> splice(ByteView current, const Value& before, const Value& after)
{
    const Plan& plan = *after.plan;
    const Node& root = plan.nodeOf(after.root);
    const Limits limits = noLimits();
    Diagnostics problems;
    TaggedMeasure measure(after, limits, problems);
    std::optional<RawTable> table;
    const std::vector<RawField> fields
        = root.op == Op::Tagged ? rawFields(plan.dialect, current) : std::vector<RawField>();
    if (!fields.empty() && fields.front().number == 0 && fields.front().wireType == plan.dialect.tableWireType) {
        table = readTable(current, fields.front());
        if (!table)
            return std::nullopt;
        measure.keepTable(table->strings);
    }
    const std::uint64_t bytes = measure.message(0, Crumb());
    if (measure.hasProblems())
        return std::nullopt;
    // A table where there was none would change what the indexes that are there mean.
    if (!table && !measure.measures().strings.empty() && usesTable(before))
        return std::nullopt;
    const std::uint64_t start = table ? table->entries.end : 0;
    Bytes out;
    appendTable(out, current, table, measure.measures(), plan.dialect.tableWireType);
    append(out, ValueSplicer(before, after, measure.measures(), bytes).content(root, current.subspan(start), 0, 0));
    return out;
}

} // namespace

std::optional<Bytes> spliceTagged(ByteView current, const Value& before, const Value& after)
{
    if (before.plan != after.plan || before.root != after.root || after.root == kNoIndex || before.nodes.empty()
        || after.nodes.empty())
        return std::nullopt;
    const Op op = after.plan->nodeOf(after.root).op;
    if (op != Op::Tagged && op != Op::PresenceMap)
        return std::nullopt;
    return splice(current, before, after);
}

} // namespace wirebench
