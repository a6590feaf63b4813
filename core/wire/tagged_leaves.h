// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"
#include "core/wire/tagged_zero.h"

// TaggedDecoder: values without parts of their own: scalars, text, bytes and other content.

namespace wirebench {

/// Reads the bare form of a value; pushes a frame when it has parts.
template <class Sink>
void TaggedDecoder<Sink>::bare(PathStep where, Lead lead)
{
    const NodeIndex nodeIndex = this->plan().slots[this->elementSlot(where)].node;
    const Node& node = this->plan().nodes[nodeIndex];
    if (node.op == Op::Varint || node.op == Op::Fixed) {
        scalarContent(where, lead, {m_end, false}, false);
        return;
    }
    if (node.op == Op::Reference && node.selfDelimiting) {
        openReference(where, nodeIndex, lead, {m_end, false}, false);
        return;
    }
    if (node.selfDelimiting) {
        if (this->left() < node.capacity) {
            this->truncated(where, node.capacity);
            refuse(where, lead, m_end);
            markStopped();
            return;
        }
        content(where, lead, {m_at + node.capacity, false});
        return;
    }
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> length = this->varint(where, "length");
    if (!length) {
        refuse(where, lead, m_end);
        markStopped();
        return;
    }
    lead.length = static_cast<std::uint8_t>(m_at - begin);
    content(where, lead, claim(where, *length, this->bitsFrom(begin)));
}

/// The end of a part of `length` bytes that begins here; with an error at `bits` when there are not as many.
template <class Sink>
typename TaggedDecoder<Sink>::Extent TaggedDecoder<Sink>::claim(PathStep where, std::uint64_t length, BitRange bits)
{
    if (length <= this->left()) [[likely]]
        return {m_at + length, false};
    const Node* node = where.slot == kNoIndex ? nullptr : &this->plan().nodeOf(this->elementSlot(where));
    const bool limited = node != nullptr && node->op == Op::Content && node->capacity == 0;
    if (!limited || this->contentFits(where, length, bits))
        this->problem(Severity::Error, "truncated", bits, where, [&] {
            return Message{"The length says {0} bytes, but only {1} are left.",
                           {std::to_string(length), std::to_string(this->left())}};
        });
    return {m_end, true};
}

/// Reads the content of a value, which ends at `extent.end`; pushes a frame when it has parts.
template <class Sink>
void TaggedDecoder<Sink>::content(PathStep where, const Lead& lead, Extent extent)
{
    const NodeIndex nodeIndex = this->plan().slots[this->elementSlot(where)].node;
    switch (this->plan().nodes[nodeIndex].op) {
    case Op::Varint:
    case Op::Fixed:
        scalarContent(where, lead, extent, true);
        break;
    case Op::Content:
        bytesContent(where, lead, extent);
        break;
    case Op::Series:
        openSeries(where, nodeIndex, lead, extent);
        break;
    case Op::Map:
        openMap(where, nodeIndex, lead, extent);
        break;
    case Op::Reference:
        openReference(where, nodeIndex, lead, extent, true);
        break;
    default:
        openStruct(where, nodeIndex, lead, extent);
        break;
    }
}

/// A scalar: `bounded` when it has a part of its own, which it should fill.
template <class Sink>
void TaggedDecoder<Sink>::scalarContent(PathStep where, const Lead& lead, Extent extent, bool bounded)
{
    const std::uint64_t outerEnd = m_end;
    m_end = extent.end;
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> stored = this->storedScalar(where);
    if (!stored) {
        refuse(where, lead, m_end);
        m_end = outerEnd;
        if (!bounded || extent.capped)
            markStopped();
        return;
    }
    const BitRange bits = this->bitsFrom(begin);
    const StoredValue value = this->checkScalar(*stored, bits, where);
    const bool kept = value.kind != ValueKind::Absent;
    if (m_at == m_end || !bounded) [[likely]] {
        leaf(where, lead, kept);
    } else {
        withTrailing(where, lead, bits, kept);
    }
    m_end = outerEnd;
    if (kept) {
        this->sink().scalar(this->elementSlot(where), value.kind, value.payload);
        checkZero(where, lead);
    }
    if (extent.capped)
        markStopped();
}

/// The record of a value without child records that ends at the position.
template <class Sink>
void TaggedDecoder<Sink>::leaf(PathStep where, const Lead& lead, bool kept)
{
    m_kept = kept;
    Sink& sink = this->sink();
    const Prefix prefix = lead.prefix();
    if (prefix.bytes() == 0) {
        if (m_at > lead.begin)
            sink.leaf(kept ? Role::Value : Role::Error, this->bitsFrom(lead.begin), where.slot, 1, where.element);
        return;
    }
    sink.leaf(Role::Field, this->bitsFrom(lead.begin), where.slot, 1, where.element,
              kept ? Damage::None : Damage::Refused);
    sink.prefix(sink.last(), prefix);
}

/// The record of a value behind which bytes of its part are left over.
template <class Sink>
void TaggedDecoder<Sink>::withTrailing(PathStep where, const Lead& lead, BitRange bits, bool kept)
{
    m_kept = kept;
    Sink& sink = this->sink();
    const Role role = kept ? Role::Value : Role::Error;
    if (lead.prefix().bytes() == 0) {
        sink.leaf(role, bits, where.slot, 1, where.element);
        this->trailing(where);
        return;
    }
    const std::uint32_t record = sink.open(Role::Field, lead.begin * 8, where.slot, where.element);
    sink.prefix(record, lead.prefix());
    if (bits.count > 0)
        sink.leaf(role, bits, this->elementSlot(where), 1, kUnbounded);
    this->trailing(where);
    sink.close(record, m_at * 8, Damage::None);
}

/// The record of a value that is left out and ends at byte `end`, where the reading goes on.
template <class Sink>
void TaggedDecoder<Sink>::refuse(PathStep where, const Lead& lead, std::uint64_t end)
{
    m_at = end;
    leaf(where, lead, false);
}

/// Text, bytes and other content (Op::Content).
template <class Sink>
void TaggedDecoder<Sink>::bytesContent(PathStep where, const Lead& lead, Extent extent)
{
    const SlotIndex slot = this->elementSlot(where);
    const Node& node = this->plan().nodeOf(slot);
    const std::uint64_t bytes = extent.end - m_at;
    const BitRange claimed = bitsOfBytes(m_at - lead.length, lead.length);
    const bool fits = !extent.capped && (node.capacity != 0 || this->contentFits(where, bytes, claimed));
    if (!fits) {
        refuse(where, lead, extent.end);
        if (extent.capped)
            markStopped();
        return;
    }
    const std::uint64_t begin = m_at;
    const std::uint64_t outerEnd = m_end;
    m_end = extent.end;
    ByteView content = this->bytes().subspan(begin, bytes);
    if (node.meaning == Meaning::BigInt && bytes == 0) {
        leaf(where, lead, true);
        noteEmpty(where, lead);
        m_end = outerEnd;
        this->sink().content(slot, ValueKind::Content, zeroContent(node));
        return;
    }
    if (!checkContent(where, node, content)) {
        refuse(where, lead, extent.end);
        m_end = outerEnd;
        return;
    }
    if (m_at < m_end) {
        content = content.first(m_at - begin);
        withTrailing(where, lead, this->bitsFrom(begin), true);
    } else {
        leaf(where, lead, true);
    }
    m_end = outerEnd;
    const BitRange bits = bitsOfBytes(begin, content.size());
    this->sink().content(slot, this->contentKind(where, content, bits), content);
    checkZero(where, lead);
}

/// Checks what the meaning of content asks of its bytes, and moves behind those it needs. False, with a problem, when
/// they are no value.
template <class Sink>
bool TaggedDecoder<Sink>::checkContent(PathStep where, const Node& node, ByteView content)
{
    const std::uint64_t begin = m_at;
    if (node.meaning == Meaning::BigInt)
        return checkBigInt(where);
    m_at = m_end;
    if (!this->sizeFits(where, content.size(), bitsOfBytes(begin, content.size())))
        return false;
    if (node.meaning == Meaning::Time) {
        constexpr std::uint64_t secondsBytes = 8;
        constexpr std::uint64_t nanoseconds = 1'000'000'000;
        const auto nanos = static_cast<std::int32_t>(readLittle(content.data() + secondsBytes, 4));
        if (nanos >= 0 && static_cast<std::uint64_t>(nanos) < nanoseconds)
            return true;
        this->problem(Severity::Error, "value-range", bitsOfBytes(begin + secondsBytes, 4), where, [&] {
            return Message{"The nanoseconds of a time are 0 to 999,999,999; {0} is outside.", {std::to_string(nanos)}};
        });
        return false;
    }
    if (node.meaning == Meaning::Complex) {
        const std::uint64_t half = content.size() / 2;
        for (const std::uint64_t offset : {std::uint64_t{0}, half})
            this->checkFloat(readLittle(content.data() + offset, static_cast<unsigned>(half)),
                             bitsOfBytes(begin + offset, half), where);
    }
    return true;
}

template <class Sink>
bool TaggedDecoder<Sink>::checkBigInt(PathStep where)
{
    const std::uint64_t begin = m_at;
    const std::uint8_t sign = *this->data();
    ++m_at;
    if (sign > 1) {
        this->problem(Severity::Error, "bigint-sign", bitsOfBytes(begin, 1), where, [&] {
            return Message{"The sign byte is 0 (zero or above) or 1 (below zero), here it is {0}.",
                           {std::to_string(sign)}};
        });
        return false;
    }
    const std::uint64_t lengthBegin = m_at;
    const std::optional<std::uint64_t> length = this->varint(where, "length of the magnitude");
    if (!length)
        return false;
    if (*length > this->left()) {
        this->problem(Severity::Error, "truncated", this->bitsFrom(lengthBegin), where, [&] {
            return Message{"The magnitude claims {0} bytes, but only {1} are left.",
                           {std::to_string(*length), std::to_string(this->left())}};
        });
        return false;
    }
    const bool zeros = *length > 0 && *this->data() == 0;
    const BitRange magnitude = bitsOfBytes(m_at, *length);
    m_at += *length;
    if (this->plan().dialect.canonical && (zeros || (sign == 1 && *length == 0)))
        this->problem(Severity::Warning, "non-canonical-bigint", zeros ? magnitude : bitsOfBytes(begin, 1), where, [&] {
            return zeros ? Message{"The magnitude starts with zero bytes, which are left out when it is written.", {}}
                         : Message{"Zero has the sign 0.", {}};
        });
    return true;
}

} // namespace wirebench
