// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/diagnostic.h"
#include "core/wire/compression.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench {

/// What a range of bits is for. The first group are composites (they have children), the others leaves.
enum class Role : std::uint8_t {
    Buffer, ///< Several messages one after another.
    Message,
    Struct,
    Array,
    Optional,
    Field, ///< A value with its own structure: length and text, presence bit and value.
    Value,
    Length,
    Count,
    Presence,
    TypeId,
    Header, ///< Composite: type id and payload size.
    Reference, ///< Composite: a value with the name of its type.
    Map,
    Entry, ///< Of a map: key and value.
    Table, ///< Composite: a string table.
    Frame, ///< Composite: one frame of a stream.
    Tag,
    StringTable, ///< A text in a string table.
    Padding,
    Unknown,
    Trailing,
    Error,
};

/// The role's name as used in JSON output: "value", "type-id" …
std::string_view roleName(Role role);

/// How well a record could be read.
enum class Damage : std::uint8_t {
    None,
    CutShort, ///< The input ended inside, or something below could not be read.
    Refused, ///< Left out of the value: a limit, a bad count, a text without its end.
    NotText, ///< Text that is not UTF-8.
};

/// What stands before the content of a value of the tagged family, in this order; widths in bytes, 0–10 each. The
/// parts are leaves of the record (roles tag, type-id, length) that AnnotationTree computes; the content behind them is
/// the record's children, or one value leaf where it has none.
struct Prefix {
    std::uint8_t tag = 0;
    std::uint8_t typeId = 0;
    std::uint8_t length = 0;

    constexpr std::uint64_t bytes() const { return std::uint64_t{tag} + typeId + length; }
    constexpr std::uint32_t pack() const { return tag | std::uint32_t{typeId} << 4 | std::uint32_t{length} << 8; }
    static constexpr Prefix unpack(std::uint32_t packed)
    {
        return {static_cast<std::uint8_t>(packed & 0xFu), static_cast<std::uint8_t>(packed >> 4 & 0xFu),
                static_cast<std::uint8_t>(packed >> 8 & 0xFu)};
    }
};

/// One record of what the decoder saw, in wire order, parents before children (pre-order). A record of a fixed-size
/// value (a scalar, a run of scalars, a fixed-size struct, a list of such, a whole bit record) has no child records:
/// AnnotationTree computes them from the plan when they are looked at.
struct Annotation {
    std::uint64_t first : 48 = 0; ///< Bit offset. 2^48 bits are 32 TiB.
    std::uint64_t role : 8 = 0; ///< Role.
    std::uint64_t damaged : 7 = 0; ///< Damage.
    std::uint64_t prefixed : 1 = 0; ///< The record starts with prefixes, see Prefix; `run` holds their widths.
    std::uint64_t count : 48 = 0; ///< Bits, prefixes included.
    std::uint64_t run : 16 = 0; ///< Number of consecutive slots from `slot` on that the record stands for (>= 1).
    SlotIndex slot = kNoIndex; ///< First plan slot; kNoIndex for parts without one (unknown, trailing, error).
    std::uint32_t parent = kNoIndex; ///< Index of the parent record.
    std::uint32_t next = 0; ///< Index behind the last record of this subtree.
    std::uint32_t element = kNoIndex; ///< Index in the enclosing list, or of the message in a buffer.

    BitRange bits() const { return {first, count}; }
    Role kind() const { return static_cast<Role>(role); }
    Damage damage() const { return static_cast<Damage>(damaged); }
    Prefix prefix() const { return prefixed != 0 ? Prefix::unpack(run & 0xFFFu) : Prefix(); }
};
static_assert(sizeof(Annotation) == 32);

/// Maps bits of the packed integers of byte-reversed records to bits of the file and back (the same function).
struct ByteReversal {
    std::uint64_t recordBytes = 0; ///< 0: nothing is reversed.
    std::uint64_t records = 1; ///< Records one after another, each reversed by itself.

    /// Bytes from the start of the input that are reversed.
    std::uint64_t bytes() const { return recordBytes * records; }
    /// First byte of the record that contains a byte below bytes().
    std::uint64_t recordStart(std::uint64_t byte) const { return byte - byte % recordBytes; }
    /// Bit of the file for a bit of a packed integer. Bits behind the records map to themselves.
    std::uint64_t map(std::uint64_t bit) const
    {
        const std::uint64_t byte = bit / 8;
        if (byte >= bytes())
            return bit;
        return (recordStart(byte) + recordBytes - 1 - byte % recordBytes) * 8 + bit % 8;
    }
    /// Whether all of `bits` lie in one reversed record.
    bool within(BitRange bits) const
    {
        const std::uint64_t last = (bits.count == 0 ? bits.first : bits.end() - 1) / 8;
        return last < bytes() && recordStart(bits.first / 8) == recordStart(last);
    }
    /// The file's bytes that hold `bits`: first and number.
    std::pair<std::uint64_t, std::uint64_t> fileBytes(BitRange bits) const
    {
        const std::uint64_t first = bits.first / 8;
        const std::uint64_t last = bits.count == 0 ? first : (bits.end() - 1) / 8;
        const std::uint64_t count = bits.count == 0 ? 0 : last - first + 1;
        return {within(bits) ? map(last * 8) / 8 : first, count};
    }
};

/// An item of a stream (Framing::Frames) as the decoder put it together.
struct StreamItem {
    std::uint8_t type = 0; ///< Frame type, 0–15; of a message that of its first frame.
    std::uint64_t element = 0; ///< Its index among the items.
    std::uint64_t typeId = 0; ///< Messages.
    std::uint32_t referenceType = kNoIndex; ///< Messages: Plan::referenceTypes; kNoIndex when the type is not known.
    /// Where the content lies: in Decoded::bytes when `content` is null (a message that lies in one piece), else
    /// `content` itself: put together from several frames, or decompressed.
    std::uint64_t begin = 0; ///< Bytes, half-open.
    std::uint64_t end = 0;
    std::shared_ptr<const Bytes> content;
    Compression compression = Compression::None; ///< What `content` was decompressed from, at least in part.
    /// A message in `content`: its annotations and problems, in bits of `content`. Null for one in Decoded::bytes.
    std::shared_ptr<const struct Decoded> message;
};

/// A decoded buffer: everything that could be read, and every problem. Never partial in its tiling: the leaves of
/// its annotations cover each bit of the input exactly once.
struct Decoded {
    std::shared_ptr<const Plan> plan;
    SlotIndex root = kNoIndex; ///< kNoIndex for a buffer of messages.
    std::shared_ptr<const Bytes> bytes; ///< The input, in file order.
    /// The bits that annotations and diagnostics refer to: the input itself, or, for byte-reversed records, the
    /// packed integers least significant byte first (bytes the input lacked are zero) with the trailing bytes behind.
    std::shared_ptr<const Bytes> space;
    ByteReversal reversal;
    /// Of bit records: the bits of `space` that the input gave. A byte-reversed record that is cut short lacks its
    /// lowest bits, any other its highest.
    BitRange recordBits;
    Limits limits; ///< As applied.
    Framing framing = Framing::None; ///< Of a buffer of messages.
    std::vector<StreamItem> items; ///< Framing::Frames, in the order in which they are complete.
    std::vector<Annotation> annotations;
    Diagnostics diagnostics;
};

/// Decodes `bytes` as one value of `type`. Total: never throws, whatever the bytes; see spec README,
/// *Decoding is total*.
Decoded decode(std::shared_ptr<const Plan> plan, const PlanType& type, std::shared_ptr<const Bytes> bytes,
               const Limits& limits);

/// Decodes one integer as a bit record (spec: *Encoding and decoding* of the bit format). `packed` is the integer,
/// least significant byte first; missing high bytes are zero. Requires that the type is a Record.
Decoded decodeInteger(std::shared_ptr<const Plan> plan, const PlanType& type, const Bytes& packed,
                      const Limits& limits);

/// Decodes a buffer of several messages. Limits hold for each message.
Decoded decodeBuffer(std::shared_ptr<const Plan> plan, const BufferForm& form, std::shared_ptr<const Bytes> bytes,
                     const Limits& limits);

} // namespace wirebench
