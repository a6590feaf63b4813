// SPDX-License-Identifier: MIT
#include "core/wire/decode_stop.h"
#include "core/wire/frame_decoder.h"
#include "core/wire/message_decoder.h"
#include "core/wire/nesting.h"
#include "core/wire/record_decoder.h"
#include "core/wire/tagged_decoder.h"

namespace wirebench {

namespace {

/// Says what is wrong with the length before a message; false when it cannot be used.
bool reportLength(ProblemList& problems, BitRange bits, const ReadVarint& length, const std::string& path)
{
    if (length.end == VarintEnd::Long)
        problems.add(
            Severity::Warning, "non-canonical-varint", bits, path,
            {"This length takes {0} bytes; the shortest form of {1} has {2}.",
             {std::to_string(length.bytes), std::to_string(length.value), std::to_string(varintBytes(length.value))}});
    else if (length.end == VarintEnd::Overflow)
        problems.add(Severity::Error, "varint-overflow", bits, path,
                     {"The length of the message has more than 64 bits.", {}});
    else if (length.end == VarintEnd::Truncated)
        problems.add(Severity::Error, "truncated", bits, path, {"The buffer ends inside the length of a message.", {}});
    return length.readable();
}

void decodeMessages(Decoded& result, AnnotationSink& sink)
{
    MessageDecoder decoder(result, sink);
    std::uint64_t at = 0;
    for (std::uint64_t element = 0; at < result.bytes->size() && !stoppedBetween(result, sink, at); ++element)
        at = decoder.message(at, element, nullptr);
}

/// Values of one type that know their own ends. A value that takes no bytes ends the walk: there would be no end of it.
void decodeConcatenated(Decoded& result, AnnotationSink& sink, const PlanType& type)
{
    ProblemList problems(result.diagnostics);
    SequenceDecoder<AnnotationSink> decoder(*result.plan, *result.bytes, result.limits, sink, problems);
    const std::uint64_t size = result.bytes->size();
    std::uint64_t at = 0;
    for (std::uint64_t element = 0; at < size; ++element) {
        if (stoppedBetween(result, sink, at))
            return;
        const std::uint64_t most = result.limits.messageBytes == 0 ? size - at : result.limits.messageBytes;
        const std::uint64_t end = decoder.decodeValue(type.root, at, at + std::min(size - at, most), element);
        if (end == at)
            break;
        at = end;
    }
    if (at < size)
        sink.leaf(Role::Trailing, bitsOfBytes(at, size - at), kNoIndex, 1, kUnbounded);
}

/// Messages behind their lengths. A length that cannot be read ends the walk: nobody knows where the next one is.
void decodeDelimited(Decoded& result, AnnotationSink& sink, const PlanType& type)
{
    ProblemList problems(result.diagnostics);
    const ByteView bytes = *result.bytes;
    const std::uint64_t limit = result.limits.messageBytes;
    std::uint64_t at = 0;
    for (std::uint64_t element = 0; at < bytes.size() && !stoppedBetween(result, sink, at); ++element) {
        const std::string path = '[' + std::to_string(element) + ']';
        const ReadVarint length = readVarint(bytes, at, bytes.size());
        const std::uint64_t begin = at + length.bytes;
        if (!reportLength(problems, bitsOfBytes(at, length.bytes), length, path)) {
            sink.leaf(Role::Error, bitsOfBytes(at, bytes.size() - at), kNoIndex, 1, element, Damage::CutShort);
            return;
        }
        const std::uint64_t left = bytes.size() - begin;
        const std::uint64_t end = begin + std::min(length.value, left);
        if (limit != 0 && length.value > limit) {
            problems.add(Severity::Error, "limit-message", bitsOfBytes(at, length.bytes), path,
                         {"The message takes {0} bytes; the limit is {1}. Raise the message limit to read it.",
                          {std::to_string(length.value), std::to_string(limit)}});
            sink.leaf(Role::Error, bitsOfBytes(at, end - at), kNoIndex, 1, element, Damage::Refused);
        } else {
            if (length.value > left)
                problems.add(Severity::Error, "truncated", bitsOfBytes(at, bytes.size() - at), path,
                             {"The message claims {0} bytes, but only {1} are left.",
                              {std::to_string(length.value), std::to_string(left)}});
            TaggedDecoder<AnnotationSink>(*result.plan, bytes, result.limits, sink, problems)
                .decodeMessage(type.root, {begin, end, element, length.bytes, length.value > left});
        }
        at = end;
    }
}

} // namespace

Decoded decodeBuffer(std::shared_ptr<const Plan> plan, const BufferForm& form, std::shared_ptr<const Bytes> bytes,
                     const Limits& limits)
{
    Decoded result;
    result.plan = std::move(plan);
    result.bytes = bytes;
    result.space = std::move(bytes);
    result.limits = limits;
    result.framing = form.framing;
    AnnotationSink sink(result.annotations);
    const std::uint32_t buffer = sink.open(Role::Buffer, 0, kNoIndex, kUnbounded);
    switch (form.framing) {
    case Framing::Concatenated:
        if (result.plan->nodes[form.type->node].op == Op::Record)
            decodeRecords(result, *form.type, sink);
        else
            decodeConcatenated(result, sink, *form.type);
        break;
    case Framing::Delimited:
        decodeDelimited(result, sink, *form.type);
        break;
    case Framing::Frames:
        FrameDecoder(result, sink).run();
        break;
    default:
        decodeMessages(result, sink);
        break;
    }
    sink.close(buffer, result.bytes->size() * 8, Damage::None);
    return result;
}

} // namespace wirebench
