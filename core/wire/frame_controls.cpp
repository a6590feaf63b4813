// SPDX-License-Identifier: MIT
// Frames of a stream that carry no message, and what the decoder reads in any payload.
#include "core/base/text.h"
#include "core/wire/frame_decoder.h"

#include <array>
#include <utility>

namespace wirebench {

void FrameDecoder::control(const Frame& frame, const FrameType& type, const Payload& payload)
{
    if (type.abandonsMessage)
        m_open = m_unreadable = false;
    m_trailerSeen = m_trailerSeen || type.endsStream;
    // What was compressed has no bits of its own here; the payload stands for all of it.
    if (payload.inflated && frame.payload < frame.end)
        m_sink.leaf(Role::Unknown, frame.payloadBits(), kNoIndex, 1, kUnbounded);
    bool read = false;
    switch (type.body) {
    case FrameBody::Pair:
        read = pair(frame, type, payload);
        break;
    case FrameBody::Code:
        read = code(frame, type, payload);
        break;
    case FrameBody::Number:
        read = number(frame, type, payload);
        break;
    default:
        read = opaque(frame, type, payload);
        break;
    }
    if (!read)
        return;
    StreamItem item;
    item.type = frame.number();
    item.element = m_result.items.size();
    item.begin = payload.inflated ? 0 : frame.payload;
    item.end = payload.inflated ? payload.bytes.size() : frame.end;
    item.content = payload.inflated;
    m_result.items.push_back(std::move(item));
}

bool FrameDecoder::pair(const Frame& frame, const FrameType& type, const Payload& payload)
{
    const SlotIndex first = m_plan.nodeOf(type.slot).firstSlot;
    const std::uint32_t record
        = payload.inflated ? kNoIndex : m_sink.open(Role::Struct, frame.payload * 8, type.slot, kUnbounded);
    std::uint64_t at = 0;
    std::array<std::string_view, 2> texts;
    bool read = true;
    for (std::uint32_t i = 0; i < 2 && read; ++i) {
        const std::uint64_t begin = at;
        const std::optional<std::uint64_t> length = varint(payload, at, "length");
        const std::uint64_t left = payload.bytes.size() - at;
        read = length && *length <= left;
        if (!read) {
            if (length)
                problem(Severity::Error, "truncated", bitsOf(payload, begin, payload.bytes.size()),
                        {"The text claims {0} bytes, but only {1} are left in the frame.",
                         {std::to_string(*length), std::to_string(left)}});
            if (!payload.inflated && begin < payload.bytes.size())
                m_sink.leaf(Role::Error, bitsOf(payload, begin, payload.bytes.size()), kNoIndex, 1, kUnbounded);
            break;
        }
        texts[i] = asText(payload.bytes.subspan(at, *length));
        text(payload, at, at + *length);
        if (!payload.inflated) {
            m_sink.leaf(Role::Field, bitsOf(payload, begin, at + *length), first + i, 1, kUnbounded);
            m_sink.prefix(m_sink.last(), {0, 0, static_cast<std::uint8_t>(at - begin)});
        }
        at += *length;
    }
    if (read)
        trailing(payload, at);
    if (!payload.inflated)
        m_sink.close(record, frame.end * 8, read ? Damage::None : Damage::CutShort);
    if (read && !type.endsStream && texts[0] == "compression") {
        m_algorithmName = texts[1];
        m_algorithm = compressionNamed(texts[1]);
    }
    return read;
}

bool FrameDecoder::code(const Frame& frame, const FrameType& type, const Payload& payload)
{
    const SlotIndex first = m_plan.nodeOf(type.slot).firstSlot;
    const std::uint32_t record
        = payload.inflated ? kNoIndex : m_sink.open(Role::Struct, frame.payload * 8, type.slot, kUnbounded);
    std::uint64_t at = 0;
    const bool read = varint(payload, at, "code").has_value();
    if (read)
        text(payload, at, payload.bytes.size());
    if (payload.inflated)
        return read;
    if (read) {
        m_sink.leaf(Role::Value, bitsOf(payload, 0, at), first, 1, kUnbounded);
        if (at < payload.bytes.size())
            m_sink.leaf(Role::Value, bitsOf(payload, at, payload.bytes.size()), first + 1, 1, kUnbounded);
    } else {
        skipped(frame);
    }
    m_sink.close(record, frame.end * 8, read ? Damage::None : Damage::CutShort);
    return read;
}

bool FrameDecoder::number(const Frame& frame, const FrameType& type, const Payload& payload)
{
    std::uint64_t at = 0;
    if (!varint(payload, at, "number")) {
        if (!payload.inflated)
            skipped(frame);
        return false;
    }
    if (!payload.inflated)
        m_sink.leaf(Role::Value, bitsOf(payload, 0, at), type.slot, 1, kUnbounded);
    trailing(payload, at);
    return true;
}

bool FrameDecoder::opaque(const Frame& frame, const FrameType& type, const Payload& payload)
{
    if (type.mostBytes != 0 && payload.bytes.size() > type.mostBytes) {
        problem(Severity::Error, "ping-length", frame.payloadBits(),
                {"{0} frames carry at most {1} bytes; this one has {2}.",
                 {std::string(m_plan.text(type.label)), std::to_string(type.mostBytes),
                  std::to_string(payload.bytes.size())}});
        if (!payload.inflated)
            skipped(frame);
        return false;
    }
    if (type.body == FrameBody::Text)
        text(payload, 0, payload.bytes.size());
    if (!payload.inflated && frame.payload < frame.end)
        m_sink.leaf(Role::Value, frame.payloadBits(), type.slot, 1, kUnbounded);
    return true;
}

/// Bits of the input for bytes of a payload; those of a compressed one have no place of their own.
BitRange FrameDecoder::bitsOf(const Payload& payload, std::uint64_t begin, std::uint64_t end) const
{
    return bitsOfBytes(payload.base + (payload.inflated ? 0 : begin), payload.inflated ? 0 : end - begin);
}

std::optional<std::uint64_t> FrameDecoder::varint(const Payload& payload, std::uint64_t& at, std::string_view what)
{
    const ReadVarint read = readVarint(payload.bytes, at, payload.bytes.size());
    const BitRange bits = bitsOf(payload, at, at + read.bytes);
    if (read.end == VarintEnd::Long)
        problem(Severity::Warning, "non-canonical-varint", bits,
                {"This {0} takes {1} bytes; the shortest form of {2} has {3}.",
                 {std::string(what), std::to_string(read.bytes), std::to_string(read.value),
                  std::to_string(varintBytes(read.value))}});
    else if (read.end == VarintEnd::Overflow)
        problem(Severity::Error, "varint-overflow", bits, {"This {0} has more than 64 bits.", {std::string(what)}});
    else if (read.end == VarintEnd::Truncated)
        problem(Severity::Error, "truncated", bits,
                {"The frame ends where its {0} should be; a {0} may not be cut between frames.", {std::string(what)}});
    if (!read.readable())
        return std::nullopt;
    at += read.bytes;
    return read.value;
}

void FrameDecoder::text(const Payload& payload, std::uint64_t begin, std::uint64_t end)
{
    const ByteView content = payload.bytes.subspan(begin, end - begin);
    const std::size_t valid = validUtf8Prefix(content);
    if (valid != content.size() && m_result.limits.validateUtf8)
        problem(Severity::Warning, "invalid-utf8", bitsOf(payload, begin + valid, begin + valid + 1),
                {"The text is not valid UTF-8 from its byte {0} on.", {std::to_string(valid)}});
}

void FrameDecoder::trailing(const Payload& payload, std::uint64_t at)
{
    if (at == payload.bytes.size())
        return;
    const BitRange bits = bitsOf(payload, at, payload.bytes.size());
    problem(Severity::Warning, "trailing-bytes", bits,
            {"The frame's content ends here, but {0} more bytes belong to the frame.",
             {std::to_string(payload.bytes.size() - at)}});
    if (!payload.inflated)
        m_sink.leaf(Role::Trailing, bits, kNoIndex, 1, kUnbounded);
}

void FrameDecoder::problem(Severity severity, std::string_view code, BitRange bits, Message message)
{
    m_problems.add(severity, code, bits, '[' + std::to_string(m_result.items.size()) + ']', std::move(message));
}

} // namespace wirebench
