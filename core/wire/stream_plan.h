// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

// What a plan says of streams: a header byte, a uvarint payload length, the payload. Bits 0–3 of the header byte are
// the frame type, bit 4 ends a message, bit 5 marks a compressed payload, bits 6 and 7 are zero.

namespace wirebench {

inline constexpr std::uint8_t kEndOfMessage = 0x10;
inline constexpr std::uint8_t kCompressed = 0x20;
inline constexpr std::uint8_t kReservedFrameBits = 0xC0;
inline constexpr std::uint8_t kFrameTypeBits = 0x0F;

/// How the payload of a frame lies.
enum class FrameBody : std::uint8_t {
    None, ///< There is no such frame type.
    Message, ///< A part of a message; the first one starts with its uvarint type id.
    Pair, ///< Two texts, each behind a uvarint length.
    Code, ///< A uvarint, then text up to the end.
    Opaque, ///< Bytes.
    Number, ///< A uvarint.
    Text,
};

struct FrameType {
    FrameBody body = FrameBody::None;
    bool endsStream = false; ///< Messages behind it are out of place.
    bool abandonsMessage = false; ///< An unfinished message ends here, unread.
    std::uint8_t mostBytes = 0; ///< Largest payload in bytes; 0: only the limits bound it.
    std::uint32_t label = 0; ///< Plan::strings: "DATA"
    std::uint32_t slot = 0xFFFFFFFFu; ///< The value's slot in the struct of a frame (Plan::frame).
};

using FrameTypes = std::array<FrameType, 16>;

} // namespace wirebench
