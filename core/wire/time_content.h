// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>

namespace wirebench {

inline constexpr std::uint64_t kTimeBytes = 12; ///< Content with Meaning::Time: int64 seconds, int32 nanoseconds.

/// Nanoseconds since 1970 of the content of a time, as int64 bits; nothing when they do not fit or the content is
/// none of kTimeBytes bytes.
std::optional<std::uint64_t> timeToNanoseconds(ByteView content);

/// Writes the content of the time that lies `nanoseconds` (int64 bits) from 1970. Requires kTimeBytes bytes at `at`.
void timeFromNanoseconds(std::uint64_t nanoseconds, std::uint8_t* at);

} // namespace wirebench
