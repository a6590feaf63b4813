// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/limit_choice.h"

#include <algorithm>
#include <limits>

namespace wirebench {

namespace {

/// `limit` or what was chosen instead, times `factor`; as much as fits.
template <typename Number>
Number raised(Number limit, const std::optional<std::uint64_t>& chosen, std::uint64_t factor, std::uint64_t unit = 1)
{
    constexpr std::uint64_t most = std::numeric_limits<Number>::max();
    const std::uint64_t each = factor * (chosen ? unit : 1);
    const std::uint64_t base = chosen.value_or(limit);
    return Number(base > most / each ? most : base * each);
}

} // namespace

Limits LimitChoice::over(Limits base, std::uint32_t factor) const
{
    base.messageBytes = raised(base.messageBytes, messageBytes, factor);
    base.depth = raised(base.depth, depth, 1);
    base.stringBytes = raised(base.stringBytes, stringBytes, factor);
    base.arrayElements = raised(base.arrayElements, arrayElements, factor);
    base.totalElements = raised(base.totalElements, totalElements, factor);
    base.milliseconds = raised(base.milliseconds, seconds, factor, 1000);
    base.strict = base.strict || strict;
    base.validateUtf8 = base.validateUtf8 && !lenientUtf8;
    return base;
}

} // namespace wirebench
