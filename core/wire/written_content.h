// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <array>
#include <cstdint>

// Leaves of the tagged family as an encoder writes them: in canonical form where there is one.

namespace wirebench {

/// The content of an Op::Content node as it is written: complex numbers with canonical floats where the node asks for
/// them, integers of any length without leading zeros and without a negative zero, everything else as it is.
std::uint64_t writtenContentBytes(const Node& node, ByteView content);

/// Writes that content and gives the byte behind it. Requires writtenContentBytes() bytes at `at`.
std::uint8_t* writeContent(const Node& node, ByteView content, std::uint8_t* at);

/// Whether that content is the zero of its type: no bytes where the length varies, else only zero bytes.
bool isZeroContent(const Node& node, ByteView content);

/// The content of a scalar or text, as map keys are sorted by it. Cheap to make and to move.
class LeafContent {
public:
    /// The leaf at `index` of `value`, of type `node` (Op::Varint, Op::Fixed, Op::Content). Refers to the value's heap.
    LeafContent(const Value& value, const Node& node, std::uint32_t index);

    ByteView view() const { return m_text.data() != nullptr ? m_text : ByteView(m_small).first(m_bytes); }

private:
    ByteView m_text;
    std::array<std::uint8_t, 10> m_small{};
    std::uint8_t m_bytes = 0;
};

} // namespace wirebench
