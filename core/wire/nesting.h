// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/limits.h"

#include <algorithm>
#include <cstdint>

namespace wirebench {

/// Nesting is bounded even where the limits say none: readers of decoded values walk them recursively.
inline constexpr std::uint32_t kDeepestNesting = 500;

inline std::uint32_t depthLimit(const Limits& limits)
{
    return limits.depth == 0 ? kDeepestNesting : std::min(limits.depth, kDeepestNesting);
}

} // namespace wirebench
