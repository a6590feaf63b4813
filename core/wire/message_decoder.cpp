// SPDX-License-Identifier: MIT
#include "core/wire/message_decoder.h"

#include "core/wire/bits.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::uint64_t headerBytes = 12;

std::string hexNumber(std::uint64_t value)
{
    Bytes bigEndian;
    for (unsigned shift = 64; shift > 0; shift -= 8)
        bigEndian.push_back(static_cast<std::uint8_t>(value >> (shift - 8)));
    return "0x" + toHex(bigEndian);
}

} // namespace

MessageDecoder::MessageDecoder(Decoded& result, AnnotationSink& sink)
    : m_plan(*result.plan)
    , m_bytes(*result.bytes)
    , m_limits(result.limits)
    , m_problems(result.diagnostics)
    , m_sink(sink)
    , m_decoder(m_plan, m_bytes, m_limits, m_sink, m_problems)
{
}

std::uint64_t MessageDecoder::message(std::uint64_t begin, std::uint64_t element, const PlanType* expected)
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

SlotIndex MessageDecoder::rootOf(NodeIndex node) const
{
    const auto type = std::find_if(m_plan.types.begin(), m_plan.types.end(),
                                   [node](const PlanType& candidate) { return candidate.node == node; });
    return type->root;
}

std::uint64_t MessageDecoder::otherMessage(std::uint64_t begin, std::uint64_t typeId, const MessageInfo* info,
                                           const PlanType& expected)
{
    const std::string found
        = info ? "the message " + std::string(m_plan.text(m_plan.nodes[info->node].name)) : "no message of this schema";
    problem(Severity::Error, "type-id", bitsOfBytes(begin, 8), kUnbounded,
            {"The type id {0} is {1}; {2} was expected.", {hexNumber(typeId), found, expected.name}});
    m_sink.leaf(Role::Error, bitsOfBytes(begin, m_bytes.size() - begin), kNoIndex, 1, kUnbounded, Damage::Refused);
    return m_bytes.size();
}

std::uint64_t MessageDecoder::tooLong(std::uint64_t begin, std::uint64_t end, std::uint64_t element)
{
    problem(Severity::Error, "limit-message", bitsOfBytes(begin + 8, 4), element,
            {"The message takes {0} bytes; the limit is {1}. Raise the message limit to read it.",
             {std::to_string(end - begin), std::to_string(m_limits.messageBytes)}});
    m_sink.leaf(Role::Error, bitsOfBytes(begin, end - begin), kNoIndex, 1, element, Damage::Refused);
    return end;
}

void MessageDecoder::unknownMessage(std::uint64_t begin, std::uint64_t end, std::uint64_t typeId,
                                    std::uint64_t declared, std::uint64_t element)
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

void MessageDecoder::problem(Severity severity, std::string_view code, BitRange bits, std::uint64_t element,
                             Message message)
{
    m_problems.add(severity, code, bits, element == kUnbounded ? "" : '[' + std::to_string(element) + ']',
                   std::move(message));
}

} // namespace wirebench
