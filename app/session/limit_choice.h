// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/limits.h"

#include <cstdint>
#include <optional>

namespace wirebench {

/// What somebody wants instead of the limits of a wire format (spec: README, *Limits*). Nothing: as the format says;
/// 0: none.
struct LimitChoice {
    std::optional<std::uint64_t> messageBytes;
    std::optional<std::uint64_t> depth;
    std::optional<std::uint64_t> stringBytes;
    std::optional<std::uint64_t> arrayElements;
    std::optional<std::uint64_t> totalElements;
    std::optional<std::uint64_t> seconds;
    bool strict = false; ///< Unknown fields are errors.
    bool lenientUtf8 = false; ///< Text that is no UTF-8 is none.

    bool operator==(const LimitChoice&) const = default;
    /// `base` with what was chosen, `factor` times as high (times, sizes and counts; the depth stays).
    Limits over(Limits base, std::uint32_t factor) const;
};

} // namespace wirebench
