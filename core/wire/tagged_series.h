// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/series_decoder.h"
#include "core/wire/tagged_decoder.h"

// TaggedDecoder: series whose elements stand one after another, and the way to the other codings.

namespace wirebench {

/// Starts a series whose body is the rest of the part; flat ones are read to their end.
template <class Sink>
void TaggedDecoder<Sink>::openSeries(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent)
{
    const Node& node = this->plan().nodes[nodeIndex];
    const SeriesCoding coding = this->plan().series[node.detail].coding;
    push(Role::Array, where, nodeIndex, lead, extent);
    openValue(ValueKind::List);
    const bool counted = coding != SeriesCoding::Packed && coding != SeriesCoding::Bits && coding != SeriesCoding::Delta
        && coding != SeriesCoding::RunLength;
    m_stack.back().noted = m_at == m_end && counted;
    if (m_at == m_end && coding == SeriesCoding::Counted && !extent.capped) {
        noteEmpty({}, lead);
        endSeries();
        return;
    }
    const Node& element = this->plan().nodeOf(node.firstSlot);
    const bool flat = element.op == Op::Varint || element.op == Op::Fixed;
    switch (coding) {
    case SeriesCoding::Packed:
        if (flat)
            flatSeries(node);
        break;
    case SeriesCoding::Counted:
        openCounted(node);
        break;
    default: {
        const Damage damage = readSeriesBody<Sink>(*this, node, extent.capped);
        m_stack.back().refused = damage == Damage::Refused;
        m_stack.back().stopped = damage == Damage::CutShort;
        endSeries();
        break;
    }
    }
}

/// A whole body of scalars.
template <class Sink>
void TaggedDecoder<Sink>::flatSeries(const Node& node)
{
    const std::uint64_t count = packedCount(this->plan().nodeOf(node.firstSlot));
    m_stack.back().refused = !this->countElements(count, 0, bitsOfBytes(m_at, this->left()), {});
    m_stack.back().index = count;
    if (!m_stack.back().refused)
        scalars(node.firstSlot, count, 0);
    endSeries();
}

/// A run of elements of a slot that may have others elsewhere: a length, then the elements.
template <class Sink>
void TaggedDecoder<Sink>::elementRun(SlotIndex slot, Lead lead, bool bits)
{
    SlotState& state = stateOf(slot);
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> length = this->varint({slot, kUnbounded}, "length");
    if (!length) {
        refuse({slot, kUnbounded}, lead, m_end);
        markStopped();
        return;
    }
    lead.length = static_cast<std::uint8_t>(m_at - begin);
    const NodeIndex nodeIndex = this->plan().slots[slot].node;
    const Extent extent = claim({slot, kUnbounded}, *length, this->bitsFrom(begin));
    push(Role::Array, {slot, kUnbounded}, nodeIndex, lead, extent);
    openValue(ValueKind::List);
    if (bits)
        this->problem(Severity::Note, "bitmap-length", bitsOfBytes(lead.begin, m_at - lead.begin), {}, [] {
            return Message{"How many bools there are is not on the wire: each byte gives 8, the last ones perhaps only "
                           "to fill the byte.",
                           {}};
        });
    const SlotIndex element = this->plan().nodes[nodeIndex].firstSlot;
    const std::uint64_t count = bits ? this->left() * 8 : packedCount(this->plan().nodeOf(element));
    if (!this->countElements(count, state.count, bitsOfBytes(m_at, this->left()), {})) {
        state.refused = true;
        m_stack.back().refused = true;
        this->spoil();
    } else {
        const std::uint64_t first = state.count;
        state.count += static_cast<std::uint32_t>(count);
        if (bits)
            packedBits(element, count, first);
        else
            scalars(element, count, first);
    }
    closeTop();
}

/// Elements in the rest of the part that are there as a whole.
template <class Sink>
std::uint64_t TaggedDecoder<Sink>::packedCount(const Node& element) const
{
    if (element.op == Op::Fixed)
        return this->left() / (element.minBits / 8);
    const std::uint8_t* const data = this->data();
    return static_cast<std::uint64_t>(
        std::count_if(data, data + this->left(), [](std::uint8_t b) { return b < 0x80; }));
}

/// Scalars one after another up to the end of the part; the first has the index `first`. Elements of one size that
/// begin at 0 need no records.
template <class Sink>
void TaggedDecoder<Sink>::scalars(SlotIndex slot, std::uint64_t count, std::uint64_t first)
{
    const Node& node = this->plan().nodeOf(slot);
    if (node.op == Op::Varint) {
        for (std::uint64_t i = first; m_at < m_end; ++i) {
            if (!this->scalar({slot, i})) {
                stop();
                return;
            }
        }
        return;
    }
    const std::uint64_t width = node.minBits / 8;
    const bool records = first > 0 || this->left() % width != 0;
    const bool checked = node.canonicalFloat && this->plan().dialect.canonical;
    if (!records && !checked && !Sink::keepsValues) {
        m_at += count * width;
        return;
    }
    for (std::uint64_t i = first; i < first + count; ++i) {
        const std::uint64_t begin = m_at;
        m_at += width;
        const std::uint64_t stored = readLittle(this->bytes().data() + begin, static_cast<unsigned>(width));
        const StoredValue value = this->checkScalar(stored, this->bitsFrom(begin), {slot, i});
        if (records)
            this->sink().leaf(Role::Value, this->bitsFrom(begin), slot, 1, i);
        this->sink().scalar(slot, value.kind, value.payload);
    }
    if (m_at < m_end) {
        this->truncated({slot, first + count}, width);
        stop();
    }
}

/// Bools as bits.
template <class Sink>
void TaggedDecoder<Sink>::packedBits(SlotIndex slot, std::uint64_t count, std::uint64_t first)
{
    if (first > 0 || Sink::keepsValues) {
        for (std::uint64_t i = 0; i < count; ++i) {
            const BitRange bit{m_at * 8 + i, 1};
            if (first > 0)
                this->sink().leaf(Role::Value, bit, slot, 1, first + i);
            this->sink().scalar(slot, ValueKind::Bool, readBits(this->bytes(), bit.first, 1));
        }
    }
    m_at = m_end;
}

/// Reads the count of a counted series; the elements follow in runSeries().
template <class Sink>
void TaggedDecoder<Sink>::openCounted(const Node& node)
{
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> count = this->varintLeaf(Role::Count, {}, "count");
    if (!count) {
        stop();
        endSeries();
        return;
    }
    const BitRange bits = this->bitsFrom(begin);
    Frame& frame = m_stack.back();
    if (!this->countElements(*count, 0, bits, {})) {
        frame.refused = true;
        endSeries();
        return;
    }
    frame.remaining = *count;
    frame.shortCount = this->fittingElements(*count, 1 + leastBytes(node.firstSlot), bits, {}) < *count;
}

/// Elements of a series that may have parts of their own.
template <class Sink>
void TaggedDecoder<Sink>::runSeries()
{
    const std::size_t level = m_stack.size();
    const Node& node = this->plan().nodes[m_stack.back().node];
    const bool counted = this->plan().series[node.detail].coding == SeriesCoding::Counted;
    while (true) {
        Frame& frame = m_stack[level - 1];
        if (frame.stopped || (counted ? frame.remaining == 0 : m_at == m_end))
            break;
        if ((++m_opened & 0xFFFu) == 0 && outOfTime())
            return;
        if (frame.shortCount && m_at == m_end) {
            frame.stopped = true;
            break;
        }
        const PathStep where{node.firstSlot, frame.index++};
        Lead lead{m_at, 0, 0};
        if (!counted) {
            if (!this->countElements(1, where.element, {m_at * 8, 0}, {})) {
                frame.refused = true;
                break;
            }
            bare(where, lead);
        } else {
            --frame.remaining;
            const std::optional<std::uint64_t> length = this->varint(where, "length");
            if (!length) {
                stop();
                break;
            }
            lead.length = static_cast<std::uint8_t>(m_at - lead.begin);
            content(where, lead, claim(where, *length, this->bitsFrom(lead.begin)));
        }
        if (m_stack.size() != level)
            return;
    }
    endSeries();
}

/// Ends the open series, with what is left of its part.
template <class Sink>
void TaggedDecoder<Sink>::endSeries()
{
    Frame& frame = m_stack.back();
    const Node& node = this->plan().nodes[frame.node];
    const SeriesInfo& info = this->plan().series[node.detail];
    if (frame.shortCount)
        frame.stopped = true;
    if (frame.refused || frame.stopped)
        this->spoil();
    else
        this->trailing({});
    const bool whole = !frame.refused && !frame.stopped && !frame.capped;
    const bool counted = info.coding == SeriesCoding::Packed || info.coding == SeriesCoding::Counted;
    if (whole && info.fixedCount && counted && frame.index != node.capacity) {
        this->problem(Severity::Error, "array-count", this->bitsFrom(frame.begin), {}, [&] {
            return Message{"{0} has exactly {1} elements, here are {2}; the field is left out.",
                           {std::string(this->plan().text(node.name)), std::to_string(node.capacity),
                            std::to_string(frame.index)}};
        });
        frame.refused = true;
    }
    endComposite(whole && !frame.noted && !frame.refused);
}

} // namespace wirebench
