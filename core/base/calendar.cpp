// SPDX-License-Identifier: MIT
#include "core/base/calendar.h"

#include <algorithm>
#include <chrono>

namespace wirebench {

namespace {

constexpr std::int64_t daySeconds = 86400;

/// The number in `text[at, at + digits)`; -1 when a character there is no digit.
int digitsAt(std::string_view text, std::size_t at, std::size_t digits)
{
    int value = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool hasShape(std::string_view text)
{
    if ((text.size() != 10 && text.size() != 19) || text[4] != '-' || text[7] != '-')
        return false;
    return text.size() == 10 || (text[10] == 'T' && text[13] == ':' && text[16] == ':');
}

std::string padded(std::int64_t value, std::size_t digits)
{
    const std::string text = std::to_string(value);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

} // namespace

namespace {

/// Seconds since 1970 of `text`, which has one of the two shapes; nothing when there is no such date or time of day.
std::optional<std::int64_t> civilSeconds(std::string_view text)
{
    const int year = digitsAt(text, 0, 4);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    if (year < 0 || month < 1 || day < 1)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    const std::int64_t seconds = std::chrono::sys_days(date).time_since_epoch().count() * daySeconds;
    if (text.size() == 10)
        return seconds;
    const int hour = digitsAt(text, 11, 2);
    const int minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    return seconds + hour * 3600 + minute * 60 + second;
}

} // namespace

std::optional<CivilTime> readCivil(std::string_view text)
{
    if (!hasShape(text) || text.starts_with("0000"))
        return std::nullopt;
    const std::optional<std::int64_t> seconds = civilSeconds(text);
    if (!seconds)
        return std::nullopt;
    return CivilTime{*seconds, text.size() != 10};
}

namespace {

constexpr std::size_t civilLength = 19; // YYYY-MM-DDThh:mm:ss

/// Takes `.` and its one to nine digits off `text`; 0 when there is no fraction, nothing when it is none.
std::optional<std::uint32_t> takeFraction(std::string_view& text)
{
    constexpr std::size_t mostDigits = 9;
    if (!text.starts_with('.'))
        return 0;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789", 1), text.size()) - 1;
    if (digits == 0 || digits > mostDigits)
        return std::nullopt;
    auto nanos = static_cast<std::uint32_t>(digitsAt(text, 1, digits));
    for (std::size_t i = digits; i < mostDigits; ++i)
        nanos *= 10;
    text.remove_prefix(1 + digits);
    return nanos;
}

/// Seconds east of UTC that `Z` or `±hh:mm` stand for.
std::optional<std::int64_t> readZone(std::string_view text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const int hours = digitsAt(text, 1, 2);
    const int minutes = digitsAt(text, 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return std::nullopt;
    const std::int64_t east = hours * 3600 + minutes * 60;
    return text[0] == '+' ? east : -east;
}

} // namespace

std::optional<Instant> readInstant(std::string_view text)
{
    if (text.size() <= civilLength)
        return std::nullopt;
    std::string civil(text.substr(0, civilLength));
    civil[10] = civil[10] == 't' ? 'T' : civil[10];
    if (!hasShape(civil))
        return std::nullopt;
    const std::optional<std::int64_t> local = civilSeconds(civil);
    std::string_view rest = text.substr(civilLength);
    const std::optional<std::uint32_t> nanos = takeFraction(rest);
    const std::optional<std::int64_t> east = readZone(rest);
    if (!local || !nanos || !east)
        return std::nullopt;
    return Instant{*local - *east, *nanos};
}

std::optional<std::string> writeInstant(Instant instant)
{
    constexpr std::int64_t yearZero = -62167219200;
    constexpr std::int64_t lastOfYear9999 = 253402300799;
    if (instant.seconds < yearZero || instant.seconds > lastOfYear9999)
        return std::nullopt;
    std::string text = writeCivil(instant.seconds, true);
    if (instant.nanos != 0) {
        text += '.' + padded(instant.nanos, 9);
        text.resize(text.find_last_not_of('0') + 1);
    }
    return text + 'Z';
}

std::string writeCivil(std::int64_t seconds, bool withTime)
{
    const std::int64_t days = seconds / daySeconds - (seconds % daySeconds < 0 ? 1 : 0);
    const std::int64_t time = seconds - days * daySeconds;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    std::string text = padded(static_cast<int>(date.year()), 4) + '-' + padded(static_cast<unsigned>(date.month()), 2)
        + '-' + padded(static_cast<unsigned>(date.day()), 2);
    if (withTime)
        text += 'T' + padded(time / 3600, 2) + ':' + padded(time / 60 % 60, 2) + ':' + padded(time % 60, 2);
    return text;
}

} // namespace wirebench
