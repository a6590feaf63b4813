// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation_sink.h"
#include "core/wire/sequence_decoder.h"

namespace wirebench {

/// Decodes self-describing messages (a header of type id and payload size, then the fields) out of one buffer, one
/// after another.
class MessageDecoder {
public:
    /// Adds to the annotations and diagnostics of `result`, whose plan, bytes and limits are set.
    MessageDecoder(Decoded& result, AnnotationSink& sink);

    /// Decodes the message at byte `begin`. With `expected` any other message is an error. Gives the byte behind it.
    std::uint64_t message(std::uint64_t begin, std::uint64_t element, const PlanType* expected);

private:
    SlotIndex rootOf(NodeIndex node) const;
    std::uint64_t otherMessage(std::uint64_t begin, std::uint64_t typeId, const MessageInfo* info,
                               const PlanType& expected);
    std::uint64_t tooLong(std::uint64_t begin, std::uint64_t end, std::uint64_t element);
    void unknownMessage(std::uint64_t begin, std::uint64_t end, std::uint64_t typeId, std::uint64_t declared,
                        std::uint64_t element);
    void problem(Severity severity, std::string_view code, BitRange bits, std::uint64_t element, Message message);

    const Plan& m_plan;
    const ByteView m_bytes;
    const Limits& m_limits;
    ProblemList m_problems;
    AnnotationSink& m_sink;
    SequenceDecoder<AnnotationSink> m_decoder;
};

} // namespace wirebench
