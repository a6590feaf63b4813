// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

/// A date or date-time of the Gregorian calendar without zone, in seconds since 1970-01-01T00:00:00.
struct CivilTime {
    std::int64_t seconds = 0;
    bool hasTime = false; ///< The text was a date-time.
};

/// Reads exactly `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, years 0001–9999, existing days, no leap seconds.
std::optional<CivilTime> readCivil(std::string_view text);

/// Writes `YYYY-MM-DD` or, with `withTime`, `YYYY-MM-DDThh:mm:ss`.
std::string writeCivil(std::int64_t seconds, bool withTime);

} // namespace wirebench
