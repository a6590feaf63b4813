// SPDX-License-Identifier: MIT
#include "core/wire/message_decoder.h"
#include "core/wire/nesting.h"

namespace wirebench {

namespace {

void decodeMessages(Decoded& result, AnnotationSink& sink)
{
    MessageDecoder decoder(result, sink);
    std::uint64_t at = 0;
    for (std::uint64_t element = 0; at < result.bytes->size(); ++element)
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
        const std::uint64_t most = result.limits.messageBytes == 0 ? size - at : result.limits.messageBytes;
        const std::uint64_t end = decoder.decodeValue(type.root, at, at + std::min(size - at, most), element);
        if (end == at)
            break;
        at = end;
    }
    if (at < size)
        sink.leaf(Role::Trailing, bitsOfBytes(at, size - at), kNoIndex, 1, kUnbounded);
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
    if (form.framing == Framing::Concatenated)
        decodeConcatenated(result, sink, *form.type);
    else
        decodeMessages(result, sink);
    sink.close(buffer, result.bytes->size() * 8, Damage::None);
    return result;
}

} // namespace wirebench
