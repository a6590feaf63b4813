// SPDX-License-Identifier: MIT
#include "core/wire/record_decoder.h"

#include "core/wire/annotation_sink.h"
#include "core/wire/bits.h"
#include "core/wire/decode_stop.h"
#include "core/wire/field_path.h"
#include "core/wire/problem_list.h"
#include "core/wire/stored_value.h"

#include <algorithm>
#include <string>

namespace wirebench {

namespace {

/// Looks at every field of a record for values that mean nothing, bits that should be zero, and limits.
class RecordChecker {
public:
    RecordChecker(const Decoded& result, ProblemList& problems)
        : m_plan(*result.plan)
        , m_space(*result.space)
        , m_there(result.recordBits)
        , m_limits(result.limits)
        , m_problems(problems)
    {
    }

    /// A record that is element `element` of a buffer and starts at bit `base`.
    void checkElement(const Node& node, std::uint64_t base, std::uint64_t element)
    {
        m_total = 0;
        m_path.assign(1, {kNoIndex, element});
        checkRecord(node, base, 1);
        const BitRange above{base + node.minBits, recordBytes(node.minBits) * 8 - node.minBits};
        if (anyBitSet(m_space, above.first, above.count))
            problem(Severity::Warning, "bits-above-total", above,
                    {"The record ends after {0} bits; the bits above should be zero.", {std::to_string(node.minBits)}});
    }

    void checkRecord(const Node& node, std::uint64_t base, std::uint32_t depth)
    {
        for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
            const Ordered& entry = m_plan.wireOrder[node.firstOrdered + i];
            if (entry.slot == kNoIndex)
                checkZero({base + entry.offset, entry.bits});
            else
                checkSlot(entry.slot, base + entry.offset, kUnbounded, depth);
        }
    }

private:
    /// A field without bits is always there.
    bool isThere(BitRange bits) const
    {
        return bits.count == 0 || (m_there.first <= bits.first && bits.end() <= m_there.end());
    }

    void checkZero(BitRange bits)
    {
        if (isThere(bits) && anyBitSet(m_space, bits.first, bits.count))
            problem(Severity::Warning, "padding-not-zero", bits,
                    {"Padding should be zero, but {0} bits of it are not all zero.", {std::to_string(bits.count)}});
    }

    void checkSlot(SlotIndex slot, std::uint64_t at, std::uint64_t element, std::uint32_t depth)
    {
        m_path.push_back({slot, element});
        std::uint64_t valueAt = at;
        const Node& node = m_plan.nodeOf(slot);
        bool absent = false;
        if (m_plan.slots[slot].presenceBit) {
            ++valueAt;
            const bool known = isThere({at, 1});
            absent = !known || readBits(m_space, at, 1) == 0;
            if (known && absent && isThere({valueAt, node.minBits}) && anyBitSet(m_space, valueAt, node.minBits))
                problem(Severity::Warning, "null-not-zero", {valueAt, node.minBits},
                        {"The presence bit says null, so the value's bits should all be zero.", {}});
        }
        if (!absent)
            checkValue(node, valueAt, depth);
        m_path.pop_back();
    }

    void checkValue(const Node& node, std::uint64_t at, std::uint32_t depth)
    {
        if (node.op == Op::Record)
            checkNested(node, at, depth);
        else if (node.op == Op::Slots)
            checkSlots(node, at, depth);
        else if (isThere({at, node.minBits}))
            checkLeaf(node, at);
    }

    void checkNested(const Node& node, std::uint64_t at, std::uint32_t depth)
    {
        if (m_limits.depth != 0 && depth + 1 > m_limits.depth) {
            problem(Severity::Error, "limit-depth", {at, node.minBits},
                    {"This struct lies deeper than the limit of {0} levels; raise the depth limit to read it.",
                     {std::to_string(m_limits.depth)}});
            return;
        }
        checkRecord(node, at, depth + 1);
    }

    void checkSlots(const Node& node, std::uint64_t at, std::uint32_t depth)
    {
        const BitRange countBits{at, node.countBits};
        if (!isThere(countBits))
            return;
        const std::uint64_t count = node.countBits == 0 ? node.capacity : readBits(m_space, at, node.countBits);
        if (!countAllowed(node, count, countBits))
            return;
        const std::uint64_t size = m_plan.slotBits(node.firstSlot);
        at += node.countBits;
        for (std::uint64_t i = 0; i < count; ++i)
            checkSlot(node.firstSlot, at + i * size, i, depth);
        const BitRange unused{at + count * size, (node.capacity - count) * size};
        if (isThere(unused) && anyBitSet(m_space, unused.first, unused.count))
            problem(Severity::Warning, "unused-slots-not-zero", unused,
                    {"The {0} unused slots of this array should be zero.", {std::to_string(node.capacity - count)}});
    }

    bool countAllowed(const Node& node, std::uint64_t count, BitRange bits)
    {
        m_total += count;
        if (count > node.capacity) {
            problem(Severity::Error, "count-above-max", bits,
                    {"The count says {0} elements, but the array holds at most {1}.",
                     {std::to_string(count), std::to_string(node.capacity)}});
            return false;
        }
        if (m_limits.arrayElements != 0 && count > m_limits.arrayElements) {
            problem(Severity::Error, "limit-array", bits,
                    {"The array has {0} elements; the limit is {1}. Raise the array limit to read them.",
                     {std::to_string(count), std::to_string(m_limits.arrayElements)}});
            return false;
        }
        if (m_limits.totalElements != 0 && m_total > m_limits.totalElements) {
            problem(Severity::Error, "limit-total", bits,
                    {"With this array there are {0} elements in all; the limit is {1}.",
                     {std::to_string(m_total), std::to_string(m_limits.totalElements)}});
            return false;
        }
        return true;
    }

    void checkLeaf(const Node& node, std::uint64_t at)
    {
        const BitRange bits{at, node.minBits};
        if (node.meaning == Meaning::Padding) {
            checkZero(bits);
            return;
        }
        const std::uint64_t stored = readBits(m_space, at, static_cast<unsigned>(node.minBits));
        const StoredValue value = interpretStored(m_plan, node, stored);
        if (!value.code.empty())
            problem(Severity::Error, value.code, bits, meaninglessMessage(node, stored));
    }

    Message meaninglessMessage(const Node& node, std::uint64_t stored) const
    {
        const std::string raw = std::to_string(stored);
        switch (node.meaning) {
        case Meaning::Enum:
            return {"The stored index is {0}, but the enum has only {1} values (0 to {2}).",
                    {raw, std::to_string(m_plan.enums[node.detail].labels.size()),
                     std::to_string(m_plan.enums[node.detail].labels.size() - 1)}};
        case Meaning::Flags:
            return {"The stored mask {0} sets bits that no flag names (defined bits: {1}).",
                    {raw, std::to_string(m_plan.flags[node.detail].defined)}};
        case Meaning::Date:
            return {"The stored number {0} lies past the last date; the largest is {1}.",
                    {raw, std::to_string(m_plan.dates[node.detail].units)}};
        default:
            return {"The stored number {0} lies above the field's range; the largest stored number is {1}.",
                    {raw, std::to_string(node.highest - node.lowest)}};
        }
    }

    [[gnu::cold]] void problem(Severity severity, std::string_view code, BitRange bits, Message message)
    {
        m_problems.add(severity, code, bits, pathText(m_plan, m_path), std::move(message));
    }

    const Plan& m_plan;
    const ByteView m_space;
    const BitRange m_there;
    const Limits& m_limits;
    ProblemList& m_problems;
    std::vector<PathStep> m_path;
    std::uint64_t m_total = 0;
};

/// Sets the address space: the input itself, or the packed integer of a byte-reversed record with what lies behind.
void makeSpace(Decoded& result, const Node& node, std::uint64_t wanted)
{
    const Bytes& bytes = *result.bytes;
    const std::uint64_t there = std::min<std::uint64_t>(wanted, bytes.size());
    result.recordBits = {0, there * 8};
    result.space = result.bytes;
    if (!node.byteReversed)
        return;
    result.reversal.recordBytes = wanted;
    result.recordBits.first = (wanted - there) * 8;
    auto space = std::make_shared<Bytes>(wanted - there, std::uint8_t{0});
    space->insert(space->end(), bytes.rend() - static_cast<std::ptrdiff_t>(there), bytes.rend());
    space->insert(space->end(), bytes.begin() + static_cast<std::ptrdiff_t>(there), bytes.end());
    result.space = std::move(space);
}

/// The packed integers of all whole records, with what lies behind them.
void makeSpaces(Decoded& result, const Node& node, std::uint64_t wanted, std::uint64_t records)
{
    result.recordBits = {0, records * wanted * 8};
    if (!node.byteReversed)
        return;
    result.reversal = {wanted, records};
    auto space = std::make_shared<Bytes>(*result.bytes);
    for (std::uint64_t record = 0; record < records; ++record) {
        const auto first = space->begin() + static_cast<std::ptrdiff_t>(record * wanted);
        std::reverse(first, first + static_cast<std::ptrdiff_t>(wanted));
    }
    result.space = std::move(space);
}

} // namespace

void decodeRecords(Decoded& result, const PlanType& type, AnnotationSink& sink)
{
    const Node& node = result.plan->nodes[type.node];
    const std::uint64_t wanted = recordBytes(node.minBits);
    const std::uint64_t size = result.bytes->size();
    const std::uint64_t records = size / wanted;
    makeSpaces(result, node, wanted, records);
    ProblemList problems(result.diagnostics);
    RecordChecker checker(result, problems);
    for (std::uint64_t record = 0; record < records; ++record) {
        if (stoppedBetween(result, sink, record * wanted))
            return;
        sink.leaf(Role::Struct, bitsOfBytes(record * wanted, wanted), type.root, 1, record);
        checker.checkElement(node, record * wanted * 8, record);
    }
    const BitRange rest = bitsOfBytes(records * wanted, size - records * wanted);
    if (rest.count == 0)
        return;
    problems.add(Severity::Error, "truncated", rest, '[' + std::to_string(records) + ']',
                 {"{0} takes {1} bytes, but only {2} are left.",
                  {type.name, std::to_string(wanted), std::to_string(size - records * wanted)}});
    sink.leaf(Role::Error, rest, kNoIndex, 1, records, Damage::CutShort);
}

void decodeRecord(Decoded& result, const PlanType& type, RecordInput input)
{
    const Node& node = result.plan->nodes[type.node];
    const std::uint64_t wanted = recordBytes(node.minBits);
    makeSpace(result, node, wanted);
    ProblemList problems(result.diagnostics);
    AnnotationSink sink(result.annotations);
    const std::uint64_t size = result.bytes->size();
    const Damage damage = size < wanted ? Damage::CutShort : Damage::None;
    sink.leaf(Role::Struct, result.recordBits, type.root, 1, kUnbounded, damage);
    if (size < wanted)
        problems.add(Severity::Error, "truncated",
                     {node.byteReversed ? result.recordBits.first : result.recordBits.end(), 0}, {},
                     {"{0} takes {1} bytes, but there are only {2}; fields outside them are left out.",
                      {type.name, std::to_string(wanted), std::to_string(size)}});
    RecordChecker(result, problems).checkRecord(node, 0, 1);
    const BitRange above{node.minBits, wanted * 8 - node.minBits};
    const bool excess = size > wanted && input == RecordInput::Integer;
    const bool there = result.recordBits.first <= above.first && above.end() <= result.recordBits.end();
    if (excess || (there && anyBitSet(*result.space, above.first, above.count)))
        problems.add(
            Severity::Warning, "bits-above-total", {above.first, excess ? size * 8 - above.first : above.count}, {},
            {"The record ends after {0} bits; the bits above should be zero.", {std::to_string(node.minBits)}});
    if (size <= wanted)
        return;
    const BitRange trailing = bitsOfBytes(wanted, size - wanted);
    sink.leaf(Role::Trailing, trailing, kNoIndex, 1, kUnbounded);
    if (input == RecordInput::Bytes)
        problems.add(Severity::Warning, "trailing-bytes", trailing, {},
                     {"{0} takes {1} bytes; {2} more follow.",
                      {type.name, std::to_string(wanted), std::to_string(size - wanted)}});
}

} // namespace wirebench
