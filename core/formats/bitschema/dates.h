// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wirebench::bitschema {

/// A date as schemas write it (Gregorian, years 0001 to 9999, no zone).
struct WrittenDate {
    std::int64_t seconds = 0; ///< Since 1970-01-01T00:00:00.
    bool hasTime = false;
};

/// Reads `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, nothing else.
std::optional<WrittenDate> parseDate(std::string_view text);

std::int64_t secondsOf(DateTable::Unit unit);
std::string_view unitName(DateTable::Unit unit);

/// Writes seconds since 1970 as a date, or as a date and time.
std::string writeDate(std::int64_t seconds, bool withTime);

} // namespace wirebench::bitschema
