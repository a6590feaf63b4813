// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"

// TaggedDecoder: messages and presence maps as a whole, and the stack of values that are open.

namespace wirebench {

template <class Sink>
TaggedDecoder<Sink>::TaggedDecoder(const Plan& plan, ByteView bytes, const Limits& limits, Sink& sink,
                                   ProblemList& problems)
    : Base(plan, bytes, limits, sink, problems), m_depthLimit(depthLimit(limits))
{
}

template <class Sink>
void TaggedDecoder<Sink>::decodeMessage(SlotIndex root, const Part& part)
{
    m_stack.clear();
    m_states.clear();
    m_maps.clear();
    m_lookahead.clear();
    m_table.clear();
    m_hasTable = m_hasUnknown = m_aborted = false;
    this->m_total = this->m_implied = this->m_expanded = 0;
    m_deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(this->limits().milliseconds);
    m_messageBegin = m_at = part.begin;
    m_end = part.end;
    const NodeIndex node = this->plan().slots[root].node;
    openStruct({root, part.element}, node, {part.begin - part.lengthBytes, 0, part.lengthBytes},
               {part.end, part.capped});
    run();
}

template <class Sink>
void TaggedDecoder<Sink>::decodeDefault(SlotIndex slot)
{
    m_at = 0;
    m_end = this->bytes().size();
    bare({slot, kUnbounded}, {});
    run();
}

template <class Sink>
void TaggedDecoder<Sink>::run()
{
    while (!m_stack.empty()) {
        if (m_aborted) {
            abort();
            continue;
        }
        switch (this->plan().nodes[m_stack.back().node].op) {
        case Op::Tagged:
            runMessage();
            break;
        case Op::PresenceMap:
            runPresence();
            break;
        case Op::Series:
            runSeries();
            break;
        case Op::Map:
            runMap();
            break;
        default:
            runReference();
            break;
        }
    }
}

/// Ends the innermost value: there is no time to read on.
template <class Sink>
void TaggedDecoder<Sink>::abort()
{
    stop();
    const Op op = this->plan().nodes[m_stack.back().node].op;
    if (op == Op::Map)
        runMap();
    else if (op == Op::Reference)
        runReference();
    else if (op == Op::Tagged || op == Op::PresenceMap)
        finishStruct();
    else
        closeTop();
}

template <class Sink>
bool TaggedDecoder<Sink>::outOfTime()
{
    if constexpr (Sink::keepsValues) {
        m_aborted = m_at >= m_stopAt;
        return m_aborted;
    }
    std::optional<Message> reason = reasonToStop(this->limits(), m_deadline);
    if (!reason)
        return false;
    this->problem(Severity::Error, "limit-time", {m_at * 8, 0}, {}, [&] { return std::move(*reason); });
    m_aborted = true;
    return true;
}

template <class Sink>
void TaggedDecoder<Sink>::push(Role role, PathStep where, NodeIndex node, const Lead& lead, Extent extent)
{
    Sink& sink = this->sink();
    const std::uint32_t depth = m_stack.empty() ? 0 : m_stack.back().depth;
    Frame& frame = m_stack.emplace_back();
    frame.record = sink.open(role, lead.begin * 8, where.slot, where.element);
    if (lead.prefix().bytes() != 0)
        sink.prefix(frame.record, lead.prefix());
    frame.node = node;
    frame.slot = where.slot;
    frame.element = where.element;
    frame.begin = lead.begin;
    frame.bareBegin = lead.begin + lead.tag;
    frame.end = extent.end;
    frame.capped = extent.capped;
    frame.mark = sink.mark();
    frame.depth = depth;
    m_end = extent.end;
}

/// Starts the value of the innermost record.
template <class Sink>
void TaggedDecoder<Sink>::openValue(ValueKind kind, std::uint64_t payload)
{
    Frame& frame = m_stack.back();
    frame.value = this->sink().openValue(this->elementSlot({frame.slot, frame.element}), kind, payload);
}

template <class Sink>
void TaggedDecoder<Sink>::closeTop()
{
    Sink& sink = this->sink();
    const Frame& frame = m_stack.back();
    const bool capped = frame.capped;
    const Damage damage = frame.refused ? Damage::Refused
        : frame.stopped || frame.capped ? Damage::CutShort
                                        : Damage::None;
    sink.close(frame.record, m_at * 8, damage);
    if (frame.refused)
        sink.rollBack(frame.mark);
    else if (frame.value != kNoIndex)
        sink.closeValue(frame.value);
    if (frame.wrapper != kNoIndex)
        sink.closeValue(frame.wrapper);
    m_stack.pop_back();
    if (m_stack.empty())
        return;
    m_end = m_stack.back().end;
    // The part said that it goes on behind the end of what is around it.
    if (capped)
        m_stack.back().stopped = true;
}

/// Closes the innermost value; with `check`, looks whether it is one that the encoder leaves out.
template <class Sink>
void TaggedDecoder<Sink>::endComposite(bool check)
{
    const Frame& frame = m_stack.back();
    const PathStep where{frame.slot, frame.element};
    const Lead lead{frame.begin, static_cast<std::uint8_t>(frame.bareBegin - frame.begin), 0};
    closeTop();
    if (check)
        checkZero(where, lead);
}

/// Nothing more can be read in the innermost value.
template <class Sink>
void TaggedDecoder<Sink>::stop()
{
    this->spoil();
    m_stack.back().stopped = true;
}

template <class Sink>
void TaggedDecoder<Sink>::markStopped()
{
    if (!m_stack.empty())
        m_stack.back().stopped = true;
}

template <class Sink>
void TaggedDecoder<Sink>::openStruct(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent)
{
    const Node& node = this->plan().nodes[nodeIndex];
    const std::uint32_t depth = m_stack.empty() ? 1 : m_stack.back().depth + 1;
    if (depth > m_depthLimit) {
        this->problem(Severity::Error, "limit-depth", bitsOfBytes(lead.begin, extent.end - lead.begin), where, [&] {
            return Message{"This struct lies deeper than the limit of {0} levels; raise the depth limit to read it.",
                           {std::to_string(m_depthLimit)}};
        });
        refuse(where, lead, extent.end);
        if (extent.capped)
            markStopped();
        return;
    }
    push(Role::Struct, where, nodeIndex, lead, extent);
    openValue(ValueKind::Struct);
    Frame& frame = m_stack.back();
    frame.depth = depth;
    openStates(frame, node);
    if (node.op == Op::PresenceMap)
        openPresence(node);
}

/// Reads the bits that say which fields are there.
template <class Sink>
void TaggedDecoder<Sink>::openPresence(const Node& node)
{
    Frame& frame = m_stack.back();
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> bytes = this->varintLeaf(Role::Length, {}, "number of presence bytes");
    if (!bytes) {
        stop();
        return;
    }
    const BitRange bits = this->bitsFrom(begin);
    const std::uint64_t needed = (node.slotCount + 7u) / 8u;
    frame.keyBegin = m_at;
    frame.keyBytes = std::min(*bytes, this->left());
    if (*bytes > this->left()) {
        this->problem(Severity::Error, "truncated", bits, {}, [&] {
            return Message{"{0} bytes of presence bits are announced, but only {1} bytes are left.",
                           {std::to_string(*bytes), std::to_string(this->left())}};
        });
        stop();
        frame.keyBytes = 0;
        return;
    }
    if (*bytes != needed)
        this->problem(Severity::Warning, "non-canonical-presence", bits, {}, [&] {
            return Message{"There are {0} bytes of presence bits; {1} fields take {2}.",
                           {std::to_string(*bytes), std::to_string(node.slotCount), std::to_string(needed)}};
        });
    if (*bytes > 0)
        this->sink().leaf(Role::Presence, bitsOfBytes(m_at, *bytes), kNoIndex, 1, kUnbounded);
    m_at += *bytes;
}

/// Makes room for the states of the struct's slots, and for its oneof groups behind them.
template <class Sink>
void TaggedDecoder<Sink>::openStates(Frame& frame, const Node& node)
{
    if (m_types.empty())
        m_types.resize(this->plan().nodes.size());
    TypeNotes& notes = m_types[frame.node];
    if (!notes.known) {
        notes.known = true;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
            notes.groups = std::max(notes.groups, this->plan().slots[slot].oneof);
    }
    if constexpr (!Sink::keepsValues) {
        if (notes.firstRow == kNoIndex && node.op == Op::Tagged)
            openRows(notes, node);
    }
    frame.states = static_cast<std::uint32_t>(m_states.size());
    m_states.resize(m_states.size() + node.slotCount + notes.groups + 1u);
}

template <class Sink>
void TaggedDecoder<Sink>::runMessage()
{
    const std::size_t level = m_stack.size();
    while (m_at < m_end) {
        if constexpr (!Sink::keepsValues) {
            straightFields();
            if (m_at == m_end)
                break;
        }
        field();
        if (m_stack.size() != level || m_aborted)
            return;
    }
    finishStruct();
}

template <class Sink>
void TaggedDecoder<Sink>::runPresence()
{
    const std::size_t level = m_stack.size();
    const Node& node = this->plan().nodes[m_stack.back().node];
    while (!m_stack[level - 1].stopped && m_stack[level - 1].index < node.orderedCount) {
        Frame& frame = m_stack[level - 1];
        const std::uint64_t bit = frame.index++;
        if (bit >= frame.keyBytes * 8 || readBits(this->bytes(), frame.keyBegin * 8 + bit, 1) == 0)
            continue;
        if ((++m_opened & 0xFFFu) == 0 && outOfTime())
            return;
        const SlotIndex slot = this->plan().wireOrder[node.firstOrdered + bit].slot;
        const Lead lead{m_at, 0, 0};
        noteSeen(slot, lead);
        bare({slot, kUnbounded}, lead);
        if (m_stack.size() != level)
            return;
    }
    Frame& frame = m_stack.back();
    if (!frame.stopped && frame.keyBytes * 8 > node.slotCount) {
        const BitRange above{frame.keyBegin * 8 + node.slotCount, frame.keyBytes * 8 - node.slotCount};
        if (anyBitSet(this->bytes(), above.first, above.count)) {
            std::uint64_t bit = above.first;
            while (readBits(this->bytes(), bit, 1) == 0)
                ++bit;
            this->problem(Severity::Error, "presence-bit", {bit, 1}, {}, [&] {
                return Message{"Presence bit {0} is set, but the type has {1} fields; what follows cannot be read.",
                               {std::to_string(bit - frame.keyBegin * 8), std::to_string(node.slotCount)}};
            });
            stop();
        }
    }
    finishStruct();
}

template <class Sink>
void TaggedDecoder<Sink>::finishStruct()
{
    Frame& frame = m_stack.back();
    const Node& node = this->plan().nodes[frame.node];
    if (!frame.stopped && !frame.capped)
        this->trailing({});
    else if (!frame.stopped && m_at < m_end)
        stop(); // what is left of a part that the input cuts is still that part's
    const bool whole = !frame.stopped && !frame.capped;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        const SlotState state = m_states[frame.states + i];
        const SlotIndex slot = node.firstSlot + i;
        if (state.refused)
            this->sink().refuse(slot);
        else if (!state.seen && whole)
            missing(slot);
        else if (Sink::keepsValues && state.seen && this->plan().slots[slot].occurs == Occurs::Repeated)
            missingValue(slot);
    }
    m_states.resize(frame.states);
    m_lookahead.leave(m_stack.size());
    if (m_stack.size() == 1)
        keptStrings();
    endComposite(whole);
}

} // namespace wirebench
