// SPDX-License-Identifier: MIT
#include "core/wire/frame_encoder.h"

#include "core/wire/compression.h"
#include "core/wire/tagged_encoder.h"
#include "core/wire/varint.h"

#include <array>

namespace wirebench {

namespace {

void appendVarint(Bytes& bytes, std::uint64_t number)
{
    std::array<std::uint8_t, kLongestVarint> buffer{};
    std::uint8_t* end = writeVarint(buffer.data(), number);
    bytes.insert(bytes.end(), buffer.data(), end);
}

class FrameEncoder {
public:
    FrameEncoder(const Value& value, const Limits& limits, const StreamOptions& options, Encoded& result)
        : m_value(value)
        , m_plan(*value.plan)
        , m_options(options)
        , m_result(result)
        , m_messages(value, limits, result.diagnostics)
    {
    }

    void run()
    {
        std::uint64_t element = 0;
        for (std::uint32_t child = 1; child < m_value.nodes.front().nodes; child += m_value.nodes[child].nodes)
            frame(child, element++);
    }

private:
    void frame(std::uint32_t index, std::uint64_t element)
    {
        const std::uint32_t end = index + m_value.nodes[index].nodes;
        std::uint32_t field = 0;
        std::uint32_t fields = 0;
        for (std::uint32_t child = index + 1; child < end; child += m_value.nodes[child].nodes) {
            if (m_value.nodes[child].kind == ValueKind::Absent)
                continue;
            field = child;
            ++fields;
        }
        if (fields != 1) {
            problem(element, {}, fields == 0 ? "missing-value" : "oneof-multiple",
                    {"A frame is an object with exactly one key; here are {0}.", {std::to_string(fields)}});
            return;
        }
        const SlotIndex slot = m_value.nodes[field].slot;
        for (std::size_t number = 0; number < m_plan.frameTypes.size(); ++number) {
            const FrameType& type = m_plan.frameTypes[number];
            if (type.body != FrameBody::None && type.slot == slot)
                write(static_cast<std::uint8_t>(number), type, field, element);
        }
    }

    void write(std::uint8_t number, const FrameType& type, std::uint32_t field, std::uint64_t element)
    {
        Bytes payload;
        std::uint8_t header = number;
        switch (type.body) {
        case FrameBody::Message:
            header |= kEndOfMessage;
            message(field, element, payload);
            break;
        case FrameBody::Pair:
            pair(type, field, payload);
            break;
        case FrameBody::Code:
            appendVarint(payload, m_value.nodes[field + 1].payload);
            append(payload, m_value.nodes[field + 2]);
            break;
        case FrameBody::Number:
            appendVarint(payload, m_value.nodes[field].payload);
            break;
        default:
            append(payload, m_value.nodes[field]);
            break;
        }
        if (type.mostBytes != 0 && payload.size() > type.mostBytes)
            problem(element, type.slot, "ping-length",
                    {"{0} frames carry at most {1} bytes; this one has {2}.",
                     {std::string(m_plan.text(type.label)), std::to_string(type.mostBytes),
                      std::to_string(payload.size())}});
        if (hasErrors(m_result.diagnostics))
            return;
        if (type.body == FrameBody::Message && m_algorithm != Compression::None
            && payload.size() > m_options.threshold) {
            payload = compress(m_algorithm, payload, m_options.level);
            header |= kCompressed;
        }
        m_result.bytes.push_back(header);
        appendVarint(m_result.bytes, payload.size());
        m_result.bytes.insert(m_result.bytes.end(), payload.begin(), payload.end());
    }

    void message(std::uint32_t field, std::uint64_t element, Bytes& payload)
    {
        const ValueNode& node = m_value.nodes[field];
        if (node.kind == ValueKind::ForeignType && m_value.nodes[field + 1].kind == ValueKind::UInt) {
            appendVarint(payload, m_value.nodes[field + 1].payload);
            append(payload, m_value.nodes[field + 2]);
        } else if (node.kind == ValueKind::Reference) {
            const ReferenceType& type = m_plan.referenceTypes[node.payload];
            appendVarint(payload, type.id);
            const Crumb list{nullptr, {kNoIndex, element}, kNoIndex};
            m_messages.append(field + 1, Crumb{&list, {node.slot, kUnbounded}, kNoIndex}, false, payload);
        } else {
            problem(element, node.slot, "missing-type", {"A message in a stream names its type in \"@type\".", {}});
        }
    }

    /// Two texts, each behind its length. A header may name the compression of what follows.
    void pair(const FrameType& type, std::uint32_t field, Bytes& payload)
    {
        for (const std::uint32_t child : {field + 1, field + 2}) {
            appendVarint(payload, m_value.heapBytes(m_value.nodes[child]).size());
            append(payload, m_value.nodes[child]);
        }
        if (!type.endsStream && m_value.heapText(m_value.nodes[field + 1]) == "compression")
            m_algorithm = compressionNamed(m_value.heapText(m_value.nodes[field + 2])).value_or(Compression::None);
    }

    void append(Bytes& payload, const ValueNode& node)
    {
        const ByteView bytes = m_value.heapBytes(node);
        payload.insert(payload.end(), bytes.begin(), bytes.end());
    }

    void problem(std::uint64_t element, std::optional<SlotIndex> slot, std::string_view code, Message message)
    {
        Diagnostic found;
        found.code = code;
        found.path = '[' + std::to_string(element) + ']';
        if (slot)
            found.path += '.' + std::string(m_plan.text(m_plan.slots[*slot].name));
        found.message = std::move(message);
        m_result.diagnostics.push_back(std::move(found));
    }

    const Value& m_value;
    const Plan& m_plan;
    const StreamOptions& m_options;
    Encoded& m_result;
    TaggedEncoder m_messages;
    Compression m_algorithm = Compression::None;
};

} // namespace

void encodeFrames(const Value& value, const Limits& limits, const StreamOptions& options, Encoded& result)
{
    FrameEncoder(value, limits, options, result).run();
}

} // namespace wirebench
