// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/bits.h"
#include "core/wire/series_encoder.h"
#include "core/wire/value.h"
#include "core/wire/varint.h"

#include <cstdint>

// The fields that most messages consist of, without a call or a detour: a tag and a number or text.

namespace wirebench {

/// How a slot is written when it is one tag and the number or the text as it is, or left out when that is zero: no
/// rules, no declared default, no form of its own.
struct PlainLeaf {
    enum class Kind : std::uint8_t {
        Unasked, ///< Nobody has looked at the slot yet.
        No,
        Varint,
        ZigZag,
        Fixed32,
        Fixed64,
        CanonicalFloat, ///< Of Node::minBits bits.
        Text, ///< Or bytes of any number.
    };
    Kind kind = Kind::Unasked;
    bool omitsZero = false;
    std::uint8_t tagBytes = 0;
    std::uint32_t tag = 0;

    bool holds() const { return kind > Kind::No; }
};

/// Looks at a slot of a Tagged message.
PlainLeaf plainLeafOf(const Plan& plan, const Slot& slot);

/// What is written of a number, and what is zero when the field may be left out. Texts: the length.
inline std::uint64_t plainStored(PlainLeaf::Kind kind, const Node& node, std::uint64_t payload)
{
    switch (kind) {
    case PlainLeaf::Kind::ZigZag:
        return zigZag(payload);
    case PlainLeaf::Kind::CanonicalFloat: {
        // Zeros, infinities and NaN aside, a float is canonical as it is.
        const bool isPlain = node.minBits == 32 ? (static_cast<std::uint32_t>(payload) << 1) - 1u < 0xFEFFFFFFu
                                                : (payload << 1) - 1u < 0xFFDFFFFFFFFFFFFFu;
        return isPlain ? payload : storedNumber(node, payload);
    }
    case PlainLeaf::Kind::Text:
        return payload & 0xFFFFFFFFu;
    default:
        return payload;
    }
}

/// Bytes of what stands behind the tag.
inline std::uint64_t plainBytes(PlainLeaf::Kind kind, const Node& node, std::uint64_t stored)
{
    switch (kind) {
    case PlainLeaf::Kind::Fixed32:
        return 4;
    case PlainLeaf::Kind::Fixed64:
        return 8;
    case PlainLeaf::Kind::CanonicalFloat:
        return node.minBits / 8;
    case PlainLeaf::Kind::Text:
        return varintBytes(stored) + stored;
    default:
        return varintBytes(stored);
    }
}

/// Writes tag and value, and gives the byte behind them. `heap` is where texts lie.
inline std::uint8_t* writePlain(const PlainLeaf& leaf, const Node& node, std::uint64_t payload,
                                const std::uint8_t* heap, std::uint8_t* at)
{
    at = writeVarint(at, leaf.tag);
    const std::uint64_t stored = plainStored(leaf.kind, node, payload);
    switch (leaf.kind) {
    case PlainLeaf::Kind::Fixed32:
        writeLittle(at, stored, 4);
        return at + 4;
    case PlainLeaf::Kind::Fixed64:
        writeLittle(at, stored, 8);
        return at + 8;
    case PlainLeaf::Kind::CanonicalFloat:
        writeLittle(at, stored, static_cast<unsigned>(node.minBits / 8));
        return at + node.minBits / 8;
    case PlainLeaf::Kind::Text:
        at = writeVarint(at, stored);
        copyText(at, heap + (payload >> 32), stored);
        return at + stored;
    default:
        return writeVarint(at, stored);
    }
}

} // namespace wirebench
