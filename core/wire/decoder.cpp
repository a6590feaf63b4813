// SPDX-License-Identifier: MIT
#include "core/wire/annotation.h"

#include "core/wire/annotation_sink.h"
#include "core/wire/message_decoder.h"
#include "core/wire/record_decoder.h"
#include "core/wire/sequence_decoder.h"
#include "core/wire/tagged_decoder.h"

#include <algorithm>

namespace wirebench {

namespace {

Decoded prepare(std::shared_ptr<const Plan> plan, SlotIndex root, std::shared_ptr<const Bytes> bytes,
                const Limits& limits)
{
    Decoded result;
    result.plan = std::move(plan);
    result.root = root;
    result.bytes = bytes;
    result.space = std::move(bytes);
    result.limits = limits;
    return result;
}

bool tooLarge(Decoded& result)
{
    const std::uint64_t size = result.bytes->size();
    if (result.limits.messageBytes == 0 || size <= result.limits.messageBytes)
        return false;
    ProblemList(result.diagnostics)
        .add(Severity::Error, "limit-message", bitsOfBytes(0, size), {},
             {"The input has {0} bytes; the limit is {1}. Raise the message limit to read it.",
              {std::to_string(size), std::to_string(result.limits.messageBytes)}});
    AnnotationSink(result.annotations).leaf(Role::Error, bitsOfBytes(0, size), kNoIndex, 1, kUnbounded);
    return true;
}

void addTrailing(Decoded& result, std::uint64_t end, std::string_view what)
{
    const std::uint64_t size = result.bytes->size();
    if (end >= size)
        return;
    const BitRange bits = bitsOfBytes(end, size - end);
    ProblemList(result.diagnostics)
        .add(Severity::Warning, "trailing-bytes", bits, {},
             {"{0} ends at byte {1}; {2} more bytes follow.",
              {std::string(what), std::to_string(end), std::to_string(size - end)}});
    AnnotationSink(result.annotations).leaf(Role::Trailing, bits, kNoIndex, 1, kUnbounded);
}

} // namespace

Decoded decode(std::shared_ptr<const Plan> plan, const PlanType& type, std::shared_ptr<const Bytes> bytes,
               const Limits& limits)
{
    Decoded result = prepare(std::move(plan), type.root, std::move(bytes), limits);
    if (tooLarge(result))
        return result;
    const Op op = result.plan->nodes[type.node].op;
    if (op == Op::Record) {
        decodeRecord(result, type, RecordInput::Bytes);
        return result;
    }
    std::uint64_t end = 0;
    AnnotationSink sink(result.annotations);
    if (op == Op::Message) {
        end = MessageDecoder(result, sink).message(0, kUnbounded, &type);
    } else if (op == Op::Tagged || op == Op::PresenceMap) {
        end = result.bytes->size();
        // Enough for fields of five bytes; larger inputs than a few MB let the records grow with what they hold.
        result.annotations.reserve(std::min<std::size_t>(end / 5 + 8, std::size_t{1} << 20));
        ProblemList problems(result.diagnostics);
        TaggedDecoder<AnnotationSink> decoder(*result.plan, *result.bytes, result.limits, sink, problems);
        decoder.decodeMessage(type.root, {0, end});
    } else {
        ProblemList problems(result.diagnostics);
        result.annotations.reserve(result.bytes->size() / 8 + 8);
        SequenceDecoder<AnnotationSink> decoder(*result.plan, *result.bytes, result.limits, sink, problems);
        end = decoder.decodeValue(type.root, 0, result.bytes->size());
    }
    addTrailing(result, end, type.name);
    return result;
}

Decoded decodeInteger(std::shared_ptr<const Plan> plan, const PlanType& type, const Bytes& packed, const Limits& limits)
{
    const Node& node = plan->nodes[type.node];
    const std::uint64_t wanted = recordBytes(node.minBits);
    Bytes bytes = packed;
    bytes.resize(std::max<std::uint64_t>(wanted, packed.size()));
    if (node.byteReversed)
        std::reverse(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wanted));
    Decoded result = prepare(std::move(plan), type.root, std::make_shared<const Bytes>(std::move(bytes)), limits);
    if (!tooLarge(result))
        decodeRecord(result, type, RecordInput::Integer);
    return result;
}

} // namespace wirebench
