// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar. `month` 1–12, `day` 1–31.
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day);

/// A date or date-time without zone, in seconds since 1970-01-01T00:00:00.
struct CivilTime {
    std::int64_t seconds = 0;
    bool hasTime = false; ///< The text was a date-time.
};

/// Reads exactly `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, years 0001–9999, existing days, no leap seconds.
std::optional<CivilTime> readCivil(std::string_view text);

/// Writes `YYYY-MM-DD` or, with `withTime`, `YYYY-MM-DDThh:mm:ss`.
std::string writeCivil(std::int64_t seconds, bool withTime);

} // namespace wirebench
