// SPDX-License-Identifier: MIT
#include "core/wire/frame_decoder.h"

#include "core/wire/decode_stop.h"
#include "core/wire/tagged_decoder.h"

#include <algorithm>

namespace wirebench {

FrameDecoder::FrameDecoder(Decoded& result, AnnotationSink& sink)
    : m_result(result), m_plan(*result.plan), m_bytes(*result.bytes), m_sink(sink), m_problems(result.diagnostics)
{
}

void FrameDecoder::run()
{
    std::uint64_t at = 0;
    while (at < m_bytes.size()) {
        if (stoppedBetween(m_result, m_sink, at))
            return;
        std::optional<Frame> next = this->next(at);
        if (!next)
            break;
        frame(*next);
        at = next->end;
    }
    if (!m_open)
        return;
    problem(Severity::Error, "truncated", bitsOfBytes(m_bytes.size(), 0),
            {"The stream ends before the message does: no frame says that it is complete.", {}});
    finishMessage();
}

/// Reads the header and length at `at` and opens the frame's record. Nothing when the length cannot be read: where the
/// next frame begins is not known then, and the rest is covered by an error.
std::optional<FrameDecoder::Frame> FrameDecoder::next(std::uint64_t at)
{
    Frame frame;
    frame.begin = at;
    frame.header = m_bytes[at];
    frame.record = m_sink.open(Role::Frame, at * 8, kNoIndex, kUnbounded);
    m_sink.leaf(Role::Header, frame.headerBits(), kNoIndex, 1, kUnbounded);
    const ReadVarint length = readVarint(m_bytes, at + 1, m_bytes.size());
    if (lengthProblem(at + 1, length)) {
        if (at + 1 < m_bytes.size())
            m_sink.leaf(Role::Error, bitsOfBytes(at + 1, m_bytes.size() - at - 1), kNoIndex, 1, kUnbounded);
        m_sink.close(frame.record, m_bytes.size() * 8, Damage::CutShort);
        return std::nullopt;
    }
    frame.payload = at + 1 + length.bytes;
    m_sink.leaf(Role::Length, bitsOfBytes(at + 1, length.bytes), kNoIndex, 1, kUnbounded);
    const std::uint64_t left = m_bytes.size() - frame.payload;
    frame.cut = length.value > left;
    frame.end = frame.payload + std::min(length.value, left);
    if (frame.cut)
        problem(Severity::Error, "truncated", bitsOfBytes(at + 1, m_bytes.size() - at - 1),
                {"The frame claims a payload of {0} bytes, but only {1} are left.",
                 {std::to_string(length.value), std::to_string(left)}});
    return frame;
}

/// True when the length cannot be used.
bool FrameDecoder::lengthProblem(std::uint64_t at, const ReadVarint& length)
{
    const BitRange bits = bitsOfBytes(at, length.bytes);
    switch (length.end) {
    case VarintEnd::Shortest:
        return false;
    case VarintEnd::Long:
        problem(
            Severity::Warning, "non-canonical-varint", bits,
            {"This length takes {0} bytes; the shortest form of {1} has {2}.",
             {std::to_string(length.bytes), std::to_string(length.value), std::to_string(varintBytes(length.value))}});
        return false;
    case VarintEnd::Overflow:
        problem(Severity::Error, "varint-overflow", bits,
                {"The frame's length has more than 64 bits, so nobody knows where the next frame begins.", {}});
        return true;
    case VarintEnd::Truncated:
        problem(Severity::Error, "truncated", bits, {"The stream ends inside the length of a frame.", {}});
        return true;
    }
    return true;
}

void FrameDecoder::frame(Frame& frame)
{
    const FrameType& type = m_plan.frameTypes[frame.number()];
    const std::size_t items = m_result.items.size();
    if (!wellFormed(frame)) {
        skipped(frame);
    } else if (const std::optional<Payload> payload = payloadOf(frame)) {
        if (type.body == FrameBody::Message)
            data(frame, *payload);
        else
            control(frame, type, *payload);
    } else {
        skipped(frame);
        if (type.body == FrameBody::Message) {
            m_unreadable = m_open = !frame.endsMessage();
            m_frames.clear();
        }
    }
    if (m_result.items.size() > items && type.body != FrameBody::Message)
        m_result.annotations[frame.record].element = static_cast<std::uint32_t>(items);
    m_sink.close(frame.record, frame.end * 8, frame.cut ? Damage::CutShort : Damage::None);
}

bool FrameDecoder::wellFormed(const Frame& frame)
{
    const std::uint8_t number = frame.number();
    if ((frame.header & kReservedFrameBits) != 0) {
        problem(Severity::Error, "frame-reserved-bits", frame.headerBits(),
                {"Bits 6 and 7 of a frame's header are zero; here the header is 0x{0}. The frame is skipped.",
                 {toHex({&frame.header, 1})}});
        return false;
    }
    if (m_plan.frameTypes[number].body == FrameBody::None) {
        problem(Severity::Error, "bad-frame-type", frame.headerBits(),
                {"There is no frame type {0}; the frame is skipped.", {std::to_string(number)}});
        return false;
    }
    return true;
}

std::optional<FrameDecoder::Payload> FrameDecoder::payloadOf(const Frame& frame)
{
    const ByteView bytes = m_bytes.subspan(frame.payload, frame.end - frame.payload);
    if ((frame.header & kCompressed) == 0)
        return Payload{bytes, frame.payload, nullptr};
    if (!m_algorithm || *m_algorithm == Compression::None) {
        problem(
            Severity::Error, "compression", frame.bits(),
            m_algorithmName.empty()
                ? Message{"The frame is compressed, but no header named `compression` says how.", {}}
                : Message{"The frame is compressed with `{0}`; lz4, zstd and snappy can be read.", {m_algorithmName}});
        return std::nullopt;
    }
    const std::uint64_t limit = m_result.limits.messageBytes;
    const std::uint64_t used = std::min<std::uint64_t>(limit, m_open ? m_content.size() : 0);
    auto inflated = std::make_shared<Bytes>();
    // The type id in front is not part of the message.
    const std::uint64_t room = limit == 0 ? 0 : limit - used + kLongestVarint;
    switch (inflate(*m_algorithm, bytes, room, *inflated)) {
    case InflateResult::Done:
        return Payload{*inflated, frame.payload, inflated};
    case InflateResult::TooLarge:
        problem(Severity::Error, "limit-message", frame.payloadBits(),
                {"Decompressed, the message takes more than {0} bytes; raise the message limit to read it.",
                 {std::to_string(limit)}});
        return std::nullopt;
    case InflateResult::Broken:
        break;
    }
    problem(Severity::Error, "compression", frame.payloadBits(),
            {"The payload is not sound {0} data.", {std::string(compressionName(*m_algorithm))}});
    return std::nullopt;
}

void FrameDecoder::skipped(const Frame& frame)
{
    if (frame.payload < frame.end)
        m_sink.leaf(Role::Error, frame.payloadBits(), kNoIndex, 1, kUnbounded);
}

void FrameDecoder::data(const Frame& frame, const Payload& payload)
{
    if (m_trailerSeen)
        problem(Severity::Warning, "data-after-trailer", frame.bits(),
                {"A message follows the trailer, which should be the last thing said.", {}});
    if (!m_open) {
        startMessage(frame, payload);
    } else if (m_unreadable) {
        skipped(frame);
        m_open = !frame.endsMessage();
    } else {
        continueMessage(frame, payload, 0);
    }
}

void FrameDecoder::startMessage(const Frame& frame, const Payload& payload)
{
    m_number = frame.number();
    m_content.clear();
    m_pieces.clear();
    m_frames.clear();
    m_compression = Compression::None;
    std::uint64_t at = 0;
    const std::optional<std::uint64_t> typeId = varint(payload, at, "type id");
    m_unreadable = !typeId;
    m_open = true;
    if (!typeId) {
        skipped(frame);
        m_open = !frame.endsMessage();
        return;
    }
    m_typeId = *typeId;
    if (frame.endsMessage() && !payload.inflated) {
        wholeMessage(frame, frame.payload + at);
        return;
    }
    if (!payload.inflated)
        m_sink.leaf(Role::TypeId, bitsOfBytes(frame.payload, at), messageSlot(), 1, kUnbounded);
    continueMessage(frame, payload, at);
}

/// A message that lies in one piece of the input.
void FrameDecoder::wholeMessage(const Frame& frame, std::uint64_t begin)
{
    m_open = false;
    const std::uint64_t element = m_result.items.size();
    m_result.annotations[frame.record].element = static_cast<std::uint32_t>(element);
    StreamItem item;
    item.type = m_number;
    item.element = element;
    item.typeId = m_typeId;
    item.referenceType = referenceType(m_typeId);
    item.begin = begin;
    item.end = frame.end;
    const std::uint64_t limit = m_result.limits.messageBytes;
    const std::uint32_t record = m_sink.open(Role::Reference, frame.payload * 8, messageSlot(), kUnbounded);
    m_sink.leaf(Role::TypeId, bitsOfBytes(frame.payload, begin - frame.payload), messageSlot(), 1, kUnbounded);
    if (limit != 0 && frame.end - begin > limit) {
        problem(Severity::Error, "limit-message", frame.payloadBits(),
                {"The message takes {0} bytes; the limit is {1}. Raise the message limit to read it.",
                 {std::to_string(frame.end - begin), std::to_string(limit)}});
        m_sink.leaf(Role::Error, bitsOfBytes(begin, frame.end - begin), kNoIndex, 1, kUnbounded);
        m_sink.close(record, frame.end * 8, Damage::Refused);
        return;
    }
    if (item.referenceType == kNoIndex) {
        problem(Severity::Warning, "unknown-type-id", bitsOfBytes(frame.payload, begin - frame.payload),
                {"No type of this schema has the id {0}; the message's bytes are kept.", {std::to_string(m_typeId)}});
        if (begin < frame.end)
            m_sink.leaf(Role::Unknown, bitsOfBytes(begin, frame.end - begin), kNoIndex, 1, kUnbounded);
    } else {
        Diagnostics problems;
        ProblemList list(problems);
        TaggedDecoder<AnnotationSink> decoder(m_plan, m_bytes, m_result.limits, m_sink, list);
        decoder.decodeMessage(m_plan.referenceTypes[item.referenceType].slot,
                              {begin, frame.end, kUnbounded, 0, frame.cut});
        for (Diagnostic& found : problems) {
            const std::string path
                = '[' + std::to_string(element) + "]." + std::string(m_plan.text(m_plan.slots[messageSlot()].name));
            found.path = found.path.empty() ? path : path + '.' + found.path;
            m_result.diagnostics.push_back(std::move(found));
        }
    }
    m_sink.close(record, frame.end * 8, Damage::None);
    m_result.items.push_back(std::move(item));
}

/// Adds the payload from its byte `from` on to the message that is being put together.
void FrameDecoder::continueMessage(const Frame& frame, const Payload& payload, std::uint64_t from)
{
    const std::uint64_t limit = m_result.limits.messageBytes;
    const ByteView bytes = payload.bytes.subspan(from);
    if (limit != 0 && bytes.size() > limit - std::min<std::uint64_t>(limit, m_content.size())) {
        problem(Severity::Error, "limit-message", frame.payloadBits(),
                {"With this frame the message takes more than {0} bytes; raise the message limit to read it.",
                 {std::to_string(limit)}});
        m_unreadable = true;
        m_open = !frame.endsMessage();
        if (payload.inflated || from == 0)
            skipped(frame);
        else if (!bytes.empty())
            m_sink.leaf(Role::Error, bitsOf(payload, from, payload.bytes.size()), kNoIndex, 1, kUnbounded);
        return;
    }
    const BitRange input = payload.inflated ? frame.payloadBits() : bitsOf(payload, from, payload.bytes.size());
    m_pieces.push_back({m_content.size(), input, payload.inflated != nullptr});
    m_content.insert(m_content.end(), bytes.begin(), bytes.end());
    m_frames.push_back(frame.record);
    if (payload.inflated)
        m_compression = *m_algorithm;
    if (input.count > 0)
        m_sink.leaf(Role::Value, input, messageSlot(), 1, kUnbounded);
    if (frame.endsMessage())
        finishMessage();
}

void FrameDecoder::finishMessage()
{
    m_open = false;
    if (std::exchange(m_unreadable, false))
        return;
    StreamItem item;
    item.type = m_number;
    item.element = m_result.items.size();
    item.typeId = m_typeId;
    item.referenceType = referenceType(m_typeId);
    item.end = m_content.size();
    item.content = std::make_shared<const Bytes>(std::move(m_content));
    item.compression = m_compression;
    for (const std::uint32_t record : m_frames)
        m_result.annotations[record].element = static_cast<std::uint32_t>(item.element);
    if (item.referenceType == kNoIndex) {
        problem(Severity::Warning, "unknown-type-id",
                m_pieces.empty() ? bitsOfBytes(m_bytes.size(), 0) : m_pieces.front().input,
                {"No type of this schema has the id {0}; the message's bytes are kept.", {std::to_string(m_typeId)}});
    } else {
        const ReferenceType& type = m_plan.referenceTypes[item.referenceType];
        const PlanType planType{std::string(m_plan.text(type.shortName)), m_plan.slots[type.slot].node, type.slot};
        item.message = std::make_shared<const Decoded>(decode(m_result.plan, planType, item.content, m_result.limits));
        m_result.items.push_back(item);
        rebase(*item.message);
        return;
    }
    m_result.items.push_back(std::move(item));
}

/// The problems of a message in an address space of its own, in the place of the input.
void FrameDecoder::rebase(const Decoded& part)
{
    const std::string path = '[' + std::to_string(m_result.items.back().element) + "]."
        + std::string(m_plan.text(m_plan.slots[messageSlot()].name));
    for (Diagnostic found : part.diagnostics) {
        found.place = Place::bits(inputBits(found.place.bitRange()));
        found.path = found.path.empty() ? path : path + '.' + found.path;
        m_result.diagnostics.push_back(std::move(found));
    }
}

/// Where bits of the message lie in the input: from the first to the last piece they touch.
BitRange FrameDecoder::inputBits(BitRange bits) const
{
    const auto pieceAt = [this](std::uint64_t byte) {
        const auto after
            = std::upper_bound(m_pieces.begin(), m_pieces.end(), byte,
                               [](std::uint64_t value, const Piece& piece) { return value < piece.begin; });
        return after == m_pieces.begin() ? after : after - 1;
    };
    const auto first = pieceAt(bits.first / 8);
    const auto last = bits.count == 0 ? first : pieceAt((bits.end() - 1) / 8);
    if (first == m_pieces.end())
        return bitsOfBytes(m_bytes.size(), 0);
    if (first == last && !first->compressed)
        return {first->input.first + bits.first - first->begin * 8, bits.count};
    const std::uint64_t from
        = first->compressed ? first->input.first : first->input.first + bits.first - first->begin * 8;
    const std::uint64_t to = last->compressed ? last->input.end() : last->input.first + bits.end() - last->begin * 8;
    return {from, to > from ? to - from : 0};
}

std::uint32_t FrameDecoder::referenceType(std::uint64_t typeId) const
{
    const ReferenceInfo& info = m_plan.references[m_plan.nodeOf(messageSlot()).detail];
    const auto first = m_plan.referenceTypes.begin() + info.firstType;
    const auto last = first + info.typeCount;
    const auto found = std::lower_bound(first, last, typeId,
                                        [](const ReferenceType& type, std::uint64_t id) { return type.id < id; });
    return found == last || found->id != typeId ? kNoIndex
                                                : static_cast<std::uint32_t>(found - m_plan.referenceTypes.begin());
}

} // namespace wirebench
