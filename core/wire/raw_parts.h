// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <cstdint>
#include <optional>
#include <vector>

// Where the parts of encoded values of the tagged family lie, without a look at what they mean.

namespace wirebench {

/// A field of a message: byte offsets in the message's content.
struct FieldSpan {
    std::uint64_t number = 0; ///< As it stands there, 0 and numbers that no field may have included.
    std::uint8_t wireType = 0;
    std::uint64_t begin = 0; ///< Of the tag.
    std::uint64_t payload = 0; ///< Behind the tag.
    std::uint64_t end = 0;
};

/// The whole fields that a message starts with. What follows the last of them cannot be read as a field.
std::vector<FieldSpan> rawFields(const TaggedDialect& dialect, ByteView content);

/// A part with a length: the content between `begin` and `end`.
struct RawPart {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The length at byte `at` and what it delimits; nothing when that does not lie in `bytes`.
std::optional<RawPart> delimitedPart(ByteView bytes, std::uint64_t at);

/// End of a value of type `node` that stands in its bare form at byte `at`; nothing when it does not lie in `bytes`.
std::optional<std::uint64_t> bareEnd(const Plan& plan, const Node& node, ByteView bytes, std::uint64_t at);

/// What a reference names its type with: the bytes before its content (Discrimination::Id: before the length).
std::optional<std::uint64_t> typeNameEnd(const ReferenceInfo& info, ByteView bytes);

} // namespace wirebench
