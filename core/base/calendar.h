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

/// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds from there on.
struct Instant {
    std::int64_t seconds = 0;
    std::uint32_t nanos = 0; ///< 0–999,999,999
};

/// Reads an RFC 3339 date-time, years 0000–9999: `2026-01-21T00:00:00.5Z` or with an offset such as `+01:30`, which is
/// converted. Up to nine digits of fraction; no leap seconds.
std::optional<Instant> readInstant(std::string_view text);

/// Writes RFC 3339 in UTC without trailing zeros of the fraction. Nothing when the year is not within 0000–9999.
std::optional<std::string> writeInstant(Instant instant);

/// Writes `YYYY-MM-DD` or, with `withTime`, `YYYY-MM-DDThh:mm:ss`.
std::string writeCivil(std::int64_t seconds, bool withTime);

} // namespace wirebench
