// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/wire/annotation.h"
#include "core/wire/bits.h"
#include "core/wire/decode_stop.h"
#include "core/wire/field_path.h"
#include "core/wire/nesting.h"
#include "core/wire/problem_list.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace wirebench {

/// Decodes values that lie one after another (sequences, lists, optionals, texts, messages). Keeps its own stack, so
/// that depth costs no native stack; no allocation, virtual call or text per field; problems on a cold path.
/// `Sink` receives the records (see AnnotationSink).
template <class Sink>
class SequenceDecoder {
public:
    SequenceDecoder(const Plan& plan, ByteView bytes, const Limits& limits, Sink& sink, ProblemList& problems)
        : m_plan(plan)
        , m_bytes(bytes)
        , m_limits(limits)
        , m_sink(sink)
        , m_problems(problems)
        , m_depthLimit(depthLimit(limits))
    {
    }

    /// Decodes the value of `root` in bytes `[begin, end)`. Gives the byte behind what it read; bytes that could not
    /// be read are covered by an Error record, so that it gives `end` after a failure. `element` is the value's index
    /// in a buffer of several.
    std::uint64_t decodeValue(SlotIndex root, std::uint64_t begin, std::uint64_t end,
                              std::uint64_t element = kUnbounded)
    {
        start(begin, end);
        openSlot(root, element);
        run();
        return m_at;
    }

    /// Decodes a message whose header at `begin` has been checked; `end` is the end of its payload as far as the
    /// input goes. `declared` is the payload size that the header claims.
    void decodeMessage(SlotIndex root, std::uint64_t begin, std::uint64_t end, std::uint64_t declared,
                       std::uint64_t element)
    {
        start(begin, end);
        m_declared = declared;
        openStruct(root, Role::Message, element);
        m_at = m_payload = begin + 12;
        run();
    }

    /// Path of a slot below the values that are open.
    std::string pathOf(SlotIndex slot, std::uint64_t element) const
    {
        std::string path;
        for (const Frame& frame : m_stack)
            appendPathStep(path, m_plan, {frame.slot, frame.element});
        appendPathStep(path, m_plan, {slot, element});
        return path;
    }

private:
    struct Frame {
        NodeIndex node;
        SlotIndex slot;
        std::uint64_t element; // index in the list above, or kUnbounded
        std::uint64_t remaining; // lists: elements to come
        std::uint64_t index; // lists: index of the next element
        std::uint32_t record;
        std::uint32_t step; // structs: next step
        std::uint32_t depth; // structs around and including this one
        bool capped; // lists: the count claims more than can be there
    };

    void start(std::uint64_t begin, std::uint64_t end)
    {
        m_stack.clear();
        m_at = begin;
        m_end = end;
        m_stopped = false;
        m_total = 0;
        m_declared = kUnbounded;
        m_deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(m_limits.milliseconds);
    }

    void run()
    {
        while (!m_stack.empty() && !m_stopped) {
            switch (m_plan.nodes[m_stack.back().node].op) {
            case Op::Sequence:
            case Op::Message:
                runStruct();
                break;
            case Op::List:
                runList(m_stack.back());
                break;
            default:
                closeTop(Damage::None);
                break;
            }
        }
        if (m_stopped)
            unwind();
    }

    void unwind()
    {
        if (m_at < m_end) {
            m_sink.leaf(Role::Error, bitsOfBytes(m_at, m_end - m_at), kNoIndex, 1, kUnbounded);
            m_at = m_end;
        }
        while (!m_stack.empty())
            closeTop(Damage::CutShort);
    }

    void closeTop(Damage damage)
    {
        m_sink.close(m_stack.back().record, m_at * 8, damage);
        m_stack.pop_back();
    }

    void runStruct()
    {
        // Frames move when the stack grows, so the loop keeps what it needs of its own.
        const std::size_t top = m_stack.size() - 1;
        const Node& node = m_plan.nodes[m_stack[top].node];
        const std::uint32_t depth = m_stack[top].depth;
        for (std::uint32_t index = m_stack[top].step; index < node.stepCount;) {
            const Step& step = m_plan.steps[node.firstStep + index];
            m_stack[top].step = ++index;
            if (step.kind == Step::Kind::Block) {
                if (m_end - m_at < step.bytes || depth + step.nesting > m_depthLimit) {
                    if (!carefulBlock(step))
                        return;
                    continue;
                }
                m_sink.leaf(Role::Value, bitsOfBytes(m_at, step.bytes), step.slot, step.count, kUnbounded);
                if (step.hasBools && !boolsAreSound(step))
                    checkBlock(step);
                m_at += step.bytes;
            } else if (step.kind == Step::Kind::Text) {
                if (!text(step.slot, kUnbounded))
                    return;
            } else {
                openSlot(step.slot, kUnbounded);
                return;
            }
        }
        finishStruct(node);
    }

    void finishStruct(const Node& node)
    {
        if (node.op == Op::Message && m_at < m_end) {
            problem(Severity::Error, "payload-size", bitsOfBytes(m_at, m_end - m_at), kNoIndex, kUnbounded,
                    {"The header claims a payload of {0} bytes, but the fields take {1}.",
                     {std::to_string(m_declared), std::to_string(m_at - m_payload)}});
            m_sink.leaf(Role::Error, bitsOfBytes(m_at, m_end - m_at), kNoIndex, 1, kUnbounded);
            m_at = m_end;
            closeTop(Damage::CutShort);
            return;
        }
        closeTop(Damage::None);
    }

    /// A block that does not fit or nests too deep, slot by slot. False when nothing more can be read or a struct was
    /// opened.
    bool carefulBlock(const Step& step)
    {
        for (SlotIndex slot = step.slot; slot < step.slot + step.count; ++slot) {
            const Node& node = m_plan.nodeOf(slot);
            const std::uint64_t bytes = node.minBits / 8;
            if (m_stack.back().depth + node.nesting > m_depthLimit) {
                refuseDepth(slot, kUnbounded);
                const std::uint64_t there = std::min(bytes, m_end - m_at);
                m_sink.leaf(Role::Error, bitsOfBytes(m_at, there), slot, 1, kUnbounded, Damage::Refused);
                m_at += there;
                m_stopped = there < bytes;
                if (m_stopped)
                    return false;
                continue;
            }
            if (m_end - m_at < bytes) {
                if (node.op == Op::Sequence)
                    openSlot(slot, kUnbounded);
                else
                    truncated(slot, kUnbounded, bytes);
                return false;
            }
            m_sink.leaf(Role::Value, bitsOfBytes(m_at, bytes), slot, 1, kUnbounded);
            if (node.hasBools)
                checkBools(slot, m_at, kUnbounded);
            m_at += bytes;
        }
        return true;
    }

    void runList(Frame& frame)
    {
        const SlotIndex elementSlot = m_plan.nodes[frame.node].firstSlot;
        const bool texts = m_plan.nodeOf(elementSlot).op == Op::Text;
        while (frame.remaining > 0) {
            --frame.remaining;
            const std::uint64_t index = frame.index++;
            if (!texts) {
                openSlot(elementSlot, index);
                return;
            }
            if (!text(elementSlot, index))
                return;
        }
        m_stopped = frame.capped;
        closeTop(frame.capped ? Damage::CutShort : Damage::None);
    }

    /// Starts the value of a slot: reads it when it is short, pushes a frame when it has parts.
    void openSlot(SlotIndex slot, std::uint64_t element)
    {
        if ((++m_opened & 0xFFFu) == 0 && outOfTime())
            return;
        const Node& node = m_plan.nodeOf(slot);
        switch (node.op) {
        case Op::Sequence:
            openStruct(slot, Role::Struct, element);
            break;
        case Op::List:
            openList(slot, element);
            break;
        case Op::Optional:
            openOptional(slot, element);
            break;
        case Op::Text:
            text(slot, element);
            break;
        default:
            if (m_end - m_at < node.minBits / 8) {
                truncated(slot, element, node.minBits / 8);
                break;
            }
            m_sink.leaf(Role::Value, {m_at * 8, node.minBits}, slot, 1, element);
            checkBools(slot, m_at, element);
            m_at += node.minBits / 8;
            break;
        }
    }

    void push(SlotIndex slot, Role role, std::uint64_t element, std::uint32_t depth)
    {
        const std::uint32_t record = m_sink.open(role, m_at * 8, slot, element);
        m_stack.push_back({m_plan.slots[slot].node, slot, element, 0, 0, record, 0, depth, false});
    }

    std::uint32_t depth() const { return m_stack.empty() ? 0 : m_stack.back().depth; }

    void openStruct(SlotIndex slot, Role role, std::uint64_t element)
    {
        if (depth() + 1 > m_depthLimit) {
            refuseDepth(slot, element);
            m_stopped = true;
            return;
        }
        push(slot, role, element, depth() + 1);
    }

    void refuseDepth(SlotIndex slot, std::uint64_t element)
    {
        problem(Severity::Error, "limit-depth", {m_at * 8, 0}, slot, element,
                {"This struct lies deeper than the limit of {0} levels; raise the depth limit to read it.",
                 {std::to_string(m_depthLimit)}});
    }

    void openOptional(SlotIndex slot, std::uint64_t element)
    {
        if (m_at == m_end) {
            truncated(slot, element, 1);
            return;
        }
        const std::uint8_t presence = m_bytes[m_at];
        if (presence > 1) {
            problem(Severity::Error, "bad-presence", bitsOfBytes(m_at, 1), slot, element,
                    {"The presence byte must be 0 (absent) or 1 (present), but it is {0}; what follows cannot be read.",
                     {std::to_string(presence)}});
            m_sink.leaf(Role::Optional, bitsOfBytes(m_at++, 1), slot, 1, element, Damage::Refused);
            m_stopped = true;
            return;
        }
        if (presence == 0) {
            m_sink.leaf(Role::Optional, bitsOfBytes(m_at++, 1), slot, 1, element);
            return;
        }
        push(slot, Role::Optional, element, depth());
        ++m_at;
        openSlot(m_plan.nodeOf(slot).firstSlot, kUnbounded);
    }

    void openList(SlotIndex slot, std::uint64_t element)
    {
        const Node& node = m_plan.nodeOf(slot);
        if (m_end - m_at < node.prefixBytes) {
            truncated(slot, element, node.prefixBytes);
            return;
        }
        const std::uint64_t count = readLittle(m_bytes.data() + m_at, node.prefixBytes);
        const BitRange prefix = bitsOfBytes(m_at, node.prefixBytes);
        const Node& elementNode = m_plan.nodeOf(node.firstSlot);
        if (!countAllowed(count, prefix, slot, element)) {
            m_sink.leaf(Role::Array, prefix, slot, 1, element, Damage::Refused);
            m_at += node.prefixBytes;
            m_stopped = true;
            return;
        }
        const std::uint64_t smallest = std::max<std::uint64_t>(1, elementNode.minBits / 8);
        const std::uint64_t there = std::min(count, (m_end - m_at - node.prefixBytes) / smallest);
        if (there < count)
            problem(Severity::Error, "truncated", prefix, slot, element,
                    {"The count says {0} elements, but the {1} bytes that are left hold at most {2}.",
                     {std::to_string(count), std::to_string(m_end - m_at - node.prefixBytes), std::to_string(there)}});
        if (elementNode.fixedSize() && depth() + elementNode.nesting <= m_depthLimit) {
            fixedList(slot, element, there);
            m_stopped = there < count;
            return;
        }
        push(slot, Role::Array, element, depth());
        m_stack.back().remaining = there;
        m_stack.back().capped = there < count;
        m_at += node.prefixBytes;
    }

    bool countAllowed(std::uint64_t count, BitRange prefix, SlotIndex slot, std::uint64_t element)
    {
        if (m_limits.arrayElements != 0 && count > m_limits.arrayElements) {
            problem(Severity::Error, "limit-array", prefix, slot, element,
                    {"The count says {0} elements; the limit is {1}. Raise the array limit to read them.",
                     {std::to_string(count), std::to_string(m_limits.arrayElements)}});
            return false;
        }
        m_total += count;
        if (m_limits.totalElements != 0 && m_total > m_limits.totalElements) {
            problem(Severity::Error, "limit-total", prefix, slot, element,
                    {"With this array there are {0} elements in all; the limit is {1}.",
                     {std::to_string(m_total), std::to_string(m_limits.totalElements)}});
            return false;
        }
        return true;
    }

    /// A list whose elements have one size is one record; its parts are computed when they are looked at.
    void fixedList(SlotIndex slot, std::uint64_t element, std::uint64_t count)
    {
        const Node& node = m_plan.nodeOf(slot);
        const Node& elementNode = m_plan.nodeOf(node.firstSlot);
        const std::uint64_t size = elementNode.minBits / 8;
        m_sink.leaf(Role::Array, bitsOfBytes(m_at, node.prefixBytes + count * size), slot, 1, element);
        m_at += node.prefixBytes;
        if (elementNode.hasBools) {
            m_stack.push_back({m_plan.slots[slot].node, slot, element, 0, 0, 0, 0, depth(), false});
            for (std::uint64_t i = 0; i < count; ++i)
                checkBools(node.firstSlot, m_at + i * size, i);
            m_stack.pop_back();
        }
        m_at += count * size;
    }

    /// Reads a text; false when nothing more can be read.
    bool text(SlotIndex slot, std::uint64_t element)
    {
        const unsigned prefix = m_plan.nodeOf(slot).prefixBytes;
        if (m_end - m_at < prefix) {
            truncated(slot, element, prefix);
            return false;
        }
        const std::uint64_t length = readLittle(m_bytes.data() + m_at, prefix);
        const std::uint64_t left = m_end - m_at - prefix;
        if (length > left || (m_limits.stringBytes != 0 && length > m_limits.stringBytes))
            return refuseText(slot, element, length, left);
        const ByteView content = m_bytes.subspan(m_at + prefix, length);
        const std::size_t valid = validUtf8Prefix(content);
        Damage damage = Damage::None;
        if (valid != content.size()) {
            damage = Damage::NotText;
            if (m_limits.validateUtf8)
                problem(Severity::Warning, "invalid-utf8", bitsOfBytes(m_at + prefix + valid, 1), slot, element,
                        {"The text is not valid UTF-8 from its byte {0} on.", {std::to_string(valid)}});
        }
        m_sink.leaf(Role::Field, bitsOfBytes(m_at, prefix + length), slot, 1, element, damage);
        m_at += prefix + length;
        return true;
    }

    bool refuseText(SlotIndex slot, std::uint64_t element, std::uint64_t length, std::uint64_t left)
    {
        const unsigned prefix = m_plan.nodeOf(slot).prefixBytes;
        if (m_limits.stringBytes != 0 && length > m_limits.stringBytes)
            problem(Severity::Error, "limit-string", bitsOfBytes(m_at, prefix), slot, element,
                    {"The text claims {0} bytes; the limit is {1}. Raise the text limit to read it.",
                     {std::to_string(length), std::to_string(m_limits.stringBytes)}});
        else
            problem(
                Severity::Error, "truncated", bitsOfBytes(m_at + prefix, left), slot, element,
                {"The text claims {0} bytes, but only {1} are left.", {std::to_string(length), std::to_string(left)}});
        m_sink.leaf(Role::Field, bitsOfBytes(m_at, prefix + std::min(length, left)), slot, 1, element, Damage::Refused);
        m_at += prefix + std::min(length, left);
        m_stopped = length > left;
        return !m_stopped;
    }

    void truncated(SlotIndex slot, std::uint64_t element, std::uint64_t expected)
    {
        const std::uint64_t left = m_end - m_at;
        problem(Severity::Error, "truncated", bitsOfBytes(m_at, left), slot, element,
                {"The input ends here: {0} bytes were expected ({1}), {2} are left.",
                 {std::to_string(expected), std::string(m_plan.text(m_plan.nodeOf(slot).name)), std::to_string(left)}});
        if (left > 0)
            m_sink.leaf(Role::Error, bitsOfBytes(m_at, left), slot, 1, element, Damage::CutShort);
        m_at = m_end;
        m_stopped = true;
    }

    /// Whether every listed bool byte of the block at m_at is 0 or 1; false also when none are listed.
    bool boolsAreSound(const Step& step) const
    {
        const std::uint32_t* offsets = m_plan.boolBytes.data() + step.firstBool;
        std::uint8_t seen = step.boolCount == 0 ? 2 : 0;
        for (std::uint32_t i = 0; i < step.boolCount; ++i)
            seen |= m_bytes[m_at + offsets[i]];
        return seen < 2;
    }

    void checkBlock(const Step& step)
    {
        std::uint64_t at = m_at;
        for (SlotIndex slot = step.slot; slot < step.slot + step.count; ++slot) {
            const Node& node = m_plan.nodeOf(slot);
            if (node.hasBools)
                checkBools(slot, at, kUnbounded);
            at += node.minBits / 8;
        }
    }

    /// Warns about every byte of the fixed-size value at byte `at` that should be 0 or 1 and is not.
    void checkBools(SlotIndex slot, std::uint64_t at, std::uint64_t element)
    {
        const Node& node = m_plan.nodeOf(slot);
        if (!node.hasBools)
            return;
        if (node.op == Op::Fixed) {
            if (m_bytes[at] > 1) [[unlikely]]
                problem(Severity::Warning, "bool-value", bitsOfBytes(at, 1), slot, element,
                        {"A bool is 0 or 1; {0} is read as true.", {std::to_string(m_bytes[at])}});
            return;
        }
        m_stack.push_back({m_plan.slots[slot].node, slot, element, 0, 0, 0, 0, depth() + 1, false});
        for (SlotIndex child = node.firstSlot; child < node.firstSlot + node.slotCount; ++child)
            checkBools(child, at + m_plan.slots[child].offset / 8, kUnbounded);
        m_stack.pop_back();
    }

    bool outOfTime()
    {
        std::optional<Message> reason = reasonToStop(m_limits, m_deadline);
        if (!reason)
            return false;
        problem(Severity::Error, "limit-time", {m_at * 8, 0}, kNoIndex, kUnbounded, std::move(*reason));
        m_stopped = true;
        return true;
    }

    [[gnu::cold]] void problem(Severity severity, std::string_view code, BitRange bits, SlotIndex slot,
                               std::uint64_t element, Message&& message)
    {
        m_problems.add(severity, code, bits, pathOf(slot, element), std::move(message));
    }

    const Plan& m_plan;
    const ByteView m_bytes;
    const Limits& m_limits;
    Sink& m_sink;
    ProblemList& m_problems;
    const std::uint32_t m_depthLimit;
    std::chrono::steady_clock::time_point m_deadline;
    std::vector<Frame> m_stack;
    std::uint64_t m_at = 0;
    std::uint64_t m_end = 0;
    std::uint64_t m_total = 0;
    std::uint64_t m_payload = 0;
    std::uint64_t m_declared = kUnbounded;
    std::uint32_t m_opened = 0;
    bool m_stopped = false;
};

} // namespace wirebench
