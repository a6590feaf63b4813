// SPDX-License-Identifier: MIT
#include "core/base/calendar.h"

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

std::optional<CivilTime> readCivil(std::string_view text)
{
    if (!hasShape(text))
        return std::nullopt;
    const int year = digitsAt(text, 0, 4);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    if (year < 1 || month < 1 || day < 1)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    CivilTime result;
    result.seconds = std::chrono::sys_days(date).time_since_epoch().count() * daySeconds;
    if (text.size() == 10)
        return result;
    const int hour = digitsAt(text, 11, 2);
    const int minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    result.seconds += hour * 3600 + minute * 60 + second;
    result.hasTime = true;
    return result;
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
