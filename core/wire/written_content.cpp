// SPDX-License-Identifier: MIT
#include "core/wire/written_content.h"

#include "core/wire/bits.h"
#include "core/wire/series_encoder.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <optional>

namespace wirebench {

namespace {

/// An integer of any length: sign byte, uvarint length, big-endian magnitude.
struct BigParts {
    std::uint8_t sign = 0;
    ByteView magnitude; ///< Without leading zeros.
};

std::optional<BigParts> bigParts(ByteView content)
{
    if (content.empty())
        return BigParts();
    const ReadVarint length = readVarint(content, 1, content.size());
    if (content[0] > 1 || !length.readable() || length.value != content.size() - 1 - length.bytes)
        return std::nullopt;
    BigParts parts;
    parts.magnitude = content.subspan(1u + length.bytes);
    const auto first
        = std::find_if(parts.magnitude.begin(), parts.magnitude.end(), [](auto byte) { return byte != 0; });
    parts.magnitude = parts.magnitude.subspan(static_cast<std::size_t>(first - parts.magnitude.begin()));
    parts.sign = parts.magnitude.empty() ? std::uint8_t{0} : content[0];
    return parts;
}

bool hasCanonicalFloats(const Node& node)
{
    return node.meaning == Meaning::Complex && node.canonicalFloat;
}

} // namespace

std::uint64_t writtenContentBytes(const Node& node, ByteView content)
{
    if (node.meaning == Meaning::BigInt) {
        if (const auto parts = bigParts(content))
            return 1 + varintBytes(parts->magnitude.size()) + parts->magnitude.size();
    }
    return content.size();
}

std::uint8_t* writeContent(const Node& node, ByteView content, std::uint8_t* at)
{
    if (node.meaning == Meaning::BigInt) {
        if (const auto parts = bigParts(content)) {
            *at++ = parts->sign;
            at = writeVarint(at, parts->magnitude.size());
            return std::copy(parts->magnitude.begin(), parts->magnitude.end(), at);
        }
    }
    copyText(at, content.data(), content.size());
    if (hasCanonicalFloats(node)) {
        const auto half = static_cast<unsigned>(content.size() / 2);
        for (std::uint8_t* part = at; (half == 4 || half == 8) && part < at + content.size(); part += half)
            writeLittle(part, canonicalFloat(readLittle(part, half), half * 8), half);
    }
    return at + content.size();
}

bool isZeroContent(const Node& node, ByteView content)
{
    if (node.meaning == Meaning::BigInt) {
        const auto parts = bigParts(content);
        return parts && parts->magnitude.empty();
    }
    if (node.capacity == 0)
        return content.empty();
    if (!hasCanonicalFloats(node))
        return std::all_of(content.begin(), content.end(), [](std::uint8_t byte) { return byte == 0; });
    const auto half = static_cast<unsigned>(content.size() / 2);
    return (half == 4 || half == 8) && canonicalFloat(readLittle(content.data(), half), half * 8) == 0
        && canonicalFloat(readLittle(content.data() + half, half), half * 8) == 0;
}

LeafContent::LeafContent(const Value& value, const Node& node, std::uint32_t index)
{
    const ValueNode& leaf = value.nodes[index];
    if (node.op == Op::Content) {
        m_text = value.heapBytes(leaf);
        return;
    }
    const std::uint64_t stored = storedNumber(node, leaf.payload);
    if (node.op == Op::Varint) {
        m_bytes = static_cast<std::uint8_t>(writeVarint(m_small.data(), stored) - m_small.data());
    } else {
        m_bytes = static_cast<std::uint8_t>(node.minBits / 8);
        writeLittle(m_small.data(), stored, m_bytes);
    }
}

} // namespace wirebench
