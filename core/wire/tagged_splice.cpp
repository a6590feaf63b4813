// SPDX-License-Identifier: MIT
#include "core/wire/tagged_splice.h"

#include "core/wire/encoder.h"
#include "core/wire/splice_value.h"
#include "core/wire/tagged_measure.h"

#include <algorithm>

namespace wirebench {

namespace {

/// The string table as it lies at the start of a message.
struct RawTable {
    RawPart entries; ///< Behind the count, in the message.
    std::vector<ByteView> strings;
};

std::optional<RawTable> readTable(ByteView message, const FieldSpan& field)
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
    const std::vector<FieldSpan> fields
        = root.op == Op::Tagged ? rawFields(plan.dialect, current) : std::vector<FieldSpan>();
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

bool isTagged(const Plan& plan, SlotIndex slot)
{
    if (slot == kNoIndex)
        return false;
    const Op op = plan.nodeOf(slot).op;
    return op == Op::Tagged || op == Op::PresenceMap;
}

/// A message of a buffer as a value of its own.
Value messageAt(const Value& buffer, std::uint32_t index)
{
    const auto first = buffer.nodes.begin() + index;
    Value message;
    message.plan = buffer.plan;
    message.heap = buffer.heap;
    message.root = first->slot;
    message.nodes.assign(first, first + first->nodes);
    return message;
}

/// Messages behind their lengths: those that changed.
std::optional<Bytes> spliceDelimited(ByteView current, const Value& before, const Value& after)
{
    const std::vector<std::uint32_t> old = childrenOf(before, 0);
    const std::vector<std::uint32_t> now = childrenOf(after, 0);
    const auto isMessage = [](const Value& value) {
        return [&value](std::uint32_t child) { return isTagged(*value.plan, value.nodes[child].slot); };
    };
    if (!std::all_of(old.begin(), old.end(), isMessage(before))
        || !std::all_of(now.begin(), now.end(), isMessage(after)))
        return std::nullopt;
    const auto [head, tail] = sameEnds(before, old, after, now);
    const std::size_t paired = std::min(old.size(), now.size()) - tail;
    Bytes out;
    std::uint64_t at = 0;
    const auto appendNew = [&](std::size_t last) {
        for (std::size_t i = paired; i < last; ++i) {
            const Encoded message = encode(messageAt(after, now[i]), noLimits());
            appendVarint(out, message.bytes.size());
            append(out, message.bytes);
        }
    };
    for (std::size_t i = 0; i < old.size(); ++i) {
        const auto part = delimitedPart(current, at);
        if (!part)
            return std::nullopt;
        if (i == old.size() - tail)
            appendNew(now.size() - tail);
        if (i < head || i >= old.size() - tail) {
            append(out, current.subspan(at, part->end - at));
        } else if (i < paired) {
            const Value message = messageAt(after, now[i]);
            std::optional<Bytes> bytes = splice(bytesOf(current, *part), messageAt(before, old[i]), message);
            appendDelimited(out, bytes ? *bytes : encode(message, noLimits()).bytes, current, at, *part);
        }
        at = part->end;
    }
    if (tail == 0)
        appendNew(now.size());
    append(out, current.subspan(at));
    return out;
}

} // namespace

std::optional<Bytes> spliceTagged(ByteView current, const Value& before, const Value& after)
{
    if (before.plan != after.plan || before.root != after.root || before.framing != after.framing
        || before.nodes.empty() || after.nodes.empty())
        return std::nullopt;
    if (after.root == kNoIndex)
        return after.framing == Framing::Delimited ? spliceDelimited(current, before, after) : std::nullopt;
    return isTagged(*after.plan, after.root) ? splice(current, before, after) : std::nullopt;
}

} // namespace wirebench
