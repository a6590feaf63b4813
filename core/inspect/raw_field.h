// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/schemaless_dialect.h"

#include <cstdint>
#include <vector>

namespace wirebench {

enum class RawState : std::uint8_t {
    Whole,
    BadNumber, ///< Whole, but its field number is 0 or above 536,870,911.
    BadTable, ///< A string table by its place, but its content is not a count and that many strings of UTF-8.
    Broken, ///< Cut short, a wire type that does not exist, a varint of more than 64 bits: nothing can be read from
            ///< here.
    Unread, ///< Not looked at, because there were too many fields.
};

/// A field as tag and payload alone say it. All positions are byte offsets in the buffer.
struct RawField {
    std::uint64_t begin = 0; ///< Of the tag.
    std::uint64_t payload = 0; ///< Behind the tag.
    std::uint64_t content = 0; ///< Behind the payload's type id and length; else `payload`.
    std::uint64_t end = 0;
    std::uint64_t value = 0; ///< The varint, the fixed number or the type id, whichever the wire type has.
    std::uint32_t number = 0;
    std::uint8_t wireType = 0;
    RawState state = RawState::Broken;
    bool shortest = true; ///< Tag and payload are varints in their shortest form, where they are varints.
    bool table = false; ///< The string table of the outermost message.

    std::uint64_t contentBytes() const { return end - content; }
};

/// Reads the field that begins at byte `at` and may reach up to `end` (at < end <= bytes.size()). A broken one reaches
/// to `end`. `outermost`: the outermost message begins at byte 0, where a string table may stand.
RawField readRawField(ByteView bytes, std::uint64_t at, std::uint64_t end, const TaggedDialect& dialect,
                      bool outermost);

/// A count, then that many items of one or more parts, each part behind its length.
struct CountedParts {
    std::vector<ByteView> parts; ///< As far as they can be read.
    bool whole = false; ///< The count is right, and nothing is left over.
};

inline constexpr std::size_t kMostCountedParts = 1'000'000; ///< Longer lists are not whole.

/// Reads content as counted parts: the form of string tables and lists; with two parts an item, of maps.
CountedParts readCountedParts(ByteView content, unsigned partsPerItem = 1);

} // namespace wirebench
