// SPDX-License-Identifier: MIT
#include "core/wire/annotation.h"

#include "core/wire/annotation_sink.h"
#include "core/wire/bits.h"
#include "core/wire/record_decoder.h"
#include "core/wire/sequence_decoder.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::uint64_t headerBytes = 12;

/// Decodes messages out of one buffer, one after another.
class MessageDecoder {
public:
    MessageDecoder(Decoded& result, AnnotationSink& sink)
        : m_plan(*result.plan)
        , m_bytes(*result.bytes)
        , m_limits(result.limits)
        , m_problems(result.diagnostics)
        , m_sink(sink)
        , m_decoder(m_plan, m_bytes, m_limits, m_sink, m_problems)
    {
    }

    /// Decodes the message at byte `begin`. With `expected` any other message is an error. Gives the byte behind it.
    std::uint64_t message(std::uint64_t begin, std::uint64_t element, const PlanType* expected)
    {
        const std::uint64_t left = m_bytes.size() - begin;
        if (left < headerBytes) {
            problem(Severity::Error, "truncated", bitsOfBytes(begin, left), element,
                    {"A message starts with a header of 12 bytes; only {0} bytes are left.", {std::to_string(left)}});
            if (left > 0)
                m_sink.leaf(Role::Error, bitsOfBytes(begin, left), kNoIndex, 1, element, Damage::CutShort);
            return m_bytes.size();
        }
        const std::uint64_t typeId = readLittle(m_bytes.data() + begin, 8);
        const std::uint64_t declared = readLittle(m_bytes.data() + begin + 8, 4);
        const std::uint64_t end = begin + headerBytes + std::min(declared, left - headerBytes);
        const MessageInfo* info = m_plan.findMessage(typeId);
        if (expected && (!info || info->node != expected->node))
            return otherMessage(begin, typeId, info, *expected);
        if (m_limits.messageBytes != 0 && end - begin > m_limits.messageBytes)
            return tooLong(begin, end, element);
        if (declared > left - headerBytes)
            problem(Severity::Error, "truncated", bitsOfBytes(begin + 8, 4), element,
                    {"The header claims a payload of {0} bytes, but only {1} are left.",
                     {std::to_string(declared), std::to_string(left - headerBytes)}});
        if (info)
            m_decoder.decodeMessage(rootOf(info->node), begin, end, declared, element);
        else
            unknownMessage(begin, end, typeId, declared, element);
        return end;
    }

private:
    SlotIndex rootOf(NodeIndex node) const
    {
        const auto type = std::find_if(m_plan.types.begin(), m_plan.types.end(),
                                       [node](const PlanType& candidate) { return candidate.node == node; });
        return type->root;
    }

    std::string_view nameOf(const MessageInfo& info) const { return m_plan.text(m_plan.nodes[info.node].name); }

    std::uint64_t otherMessage(std::uint64_t begin, std::uint64_t typeId, const MessageInfo* info,
                               const PlanType& expected)
    {
        const std::string found = info ? "the message " + std::string(nameOf(*info)) : "no message of this schema";
        problem(Severity::Error, "type-id", bitsOfBytes(begin, 8), kUnbounded,
                {"The type id {0} is {1}; {2} was expected.", {hexNumber(typeId), found, expected.name}});
        m_sink.leaf(Role::Error, bitsOfBytes(begin, m_bytes.size() - begin), kNoIndex, 1, kUnbounded, Damage::Refused);
        return m_bytes.size();
    }

    std::uint64_t tooLong(std::uint64_t begin, std::uint64_t end, std::uint64_t element)
    {
        problem(Severity::Error, "limit-message", bitsOfBytes(begin + 8, 4), element,
                {"The message takes {0} bytes; the limit is {1}. Raise the message limit to read it.",
                 {std::to_string(end - begin), std::to_string(m_limits.messageBytes)}});
        m_sink.leaf(Role::Error, bitsOfBytes(begin, end - begin), kNoIndex, 1, element, Damage::Refused);
        return end;
    }

    void unknownMessage(std::uint64_t begin, std::uint64_t end, std::uint64_t typeId, std::uint64_t declared,
                        std::uint64_t element)
    {
        const bool whole = end - begin == headerBytes + declared;
        problem(Severity::Warning, "unknown-message", bitsOfBytes(begin, 8), element,
                {"No message of this schema has the type id {0}; its {1} bytes are skipped.",
                 {hexNumber(typeId), std::to_string(end - begin)}});
        const std::uint32_t record = m_sink.open(Role::Message, begin * 8, kNoIndex, element);
        if (end - begin > headerBytes)
            m_sink.leaf(Role::Unknown, bitsOfBytes(begin + headerBytes, end - begin - headerBytes), kNoIndex, 1,
                        kUnbounded);
        m_sink.close(record, end * 8, whole ? Damage::None : Damage::Refused);
    }

    static std::string hexNumber(std::uint64_t value)
    {
        Bytes bigEndian;
        for (unsigned shift = 64; shift > 0; shift -= 8)
            bigEndian.push_back(static_cast<std::uint8_t>(value >> (shift - 8)));
        return "0x" + toHex(bigEndian);
    }

    void problem(Severity severity, std::string_view code, BitRange bits, std::uint64_t element, Message message)
    {
        m_problems.add(severity, code, bits, element == kUnbounded ? "" : '[' + std::to_string(element) + ']',
                       std::move(message));
    }

    const Plan& m_plan;
    const ByteView m_bytes;
    const Limits& m_limits;
    ProblemList m_problems;
    AnnotationSink& m_sink;
    SequenceDecoder<AnnotationSink> m_decoder;
};

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

Decoded decodeBuffer(std::shared_ptr<const Plan> plan, std::shared_ptr<const Bytes> bytes, const Limits& limits)
{
    Decoded result = prepare(std::move(plan), kNoIndex, std::move(bytes), limits);
    AnnotationSink sink(result.annotations);
    const std::uint32_t buffer = sink.open(Role::Buffer, 0, kNoIndex, kUnbounded);
    {
        MessageDecoder decoder(result, sink);
        std::uint64_t at = 0;
        for (std::uint64_t element = 0; at < result.bytes->size(); ++element)
            at = decoder.message(at, element, nullptr);
    }
    sink.close(buffer, result.bytes->size() * 8, Damage::None);
    return result;
}

} // namespace wirebench
