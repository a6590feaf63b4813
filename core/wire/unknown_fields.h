// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/tagged_plan.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wirebench {

inline constexpr std::uint64_t kHighestFieldNumber = 536'870'911;

/// A field of a tagged message that its type does not have: its number and its bytes, tag included.
struct UnknownField {
    std::uint32_t number = 0;
    std::uint32_t begin = 0; ///< Byte offsets in the bytes that were split.
    std::uint32_t end = 0;
};

/// Splits `bytes` into whole fields, in wire order. Nothing when they are something else: cut short, a wire type that
/// the dialect does not have, a field number outside 1–536,870,911, a varint of more than 64 bits.
std::optional<std::vector<UnknownField>> splitFields(const TaggedDialect& dialect, ByteView bytes);

} // namespace wirebench
