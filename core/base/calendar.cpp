// SPDX-License-Identifier: MIT
#include "core/base/calendar.h"

namespace wirebench {

namespace {

constexpr std::int64_t secondsPerDay = 86400;

constexpr bool isLeapYear(std::int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned daysInMonth(std::int64_t year, unsigned month)
{
    static constexpr unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeapYear(year) ? 29 : days[month - 1];
}

/// The number written in `text[at, at + digits)`, or -1 when that is not all digits.
int readDigits(std::string_view text, std::size_t at, std::size_t digits)
{
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

void appendDigits(std::string& out, std::int64_t value, int digits)
{
    std::string text = std::to_string(value);
    out.append(static_cast<std::size_t>(digits) > text.size() ? static_cast<std::size_t>(digits) - text.size() : 0, '0');
    out += text;
}

} // namespace

// The calendar year is taken to begin in March, so that the leap day is its last.
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day)
{
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t monthFromMarch = (static_cast<std::int64_t>(month) + 9) % 12;
    const std::int64_t dayOfYear = (153 * monthFromMarch + 2) / 5 + static_cast<std::int64_t>(day) - 1;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

std::optional<CivilTime> readCivil(std::string_view text)
{
    if ((text.size() != 10 && text.size() != 19) || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const int year = readDigits(text, 0, 4);
    const int month = readDigits(text, 5, 2);
    const int day = readDigits(text, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1
        || static_cast<unsigned>(day) > daysInMonth(year, static_cast<unsigned>(month)))
        return std::nullopt;
    CivilTime result;
    result.seconds = daysFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) * secondsPerDay;
    if (text.size() == 10)
        return result;
    if (text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const int hour = readDigits(text, 11, 2);
    const int minute = readDigits(text, 14, 2);
    const int second = readDigits(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    result.seconds += hour * 3600 + minute * 60 + second;
    result.hasTime = true;
    return result;
}

std::string writeCivil(std::int64_t seconds, bool withTime)
{
    const std::int64_t days = (seconds >= 0 ? seconds : seconds - (secondsPerDay - 1)) / secondsPerDay;
    const std::int64_t rest = seconds - days * secondsPerDay;
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const std::int64_t dayOfEra = shifted - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const std::int64_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    std::string text;
    appendDigits(text, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
    text += '-';
    appendDigits(text, month, 2);
    text += '-';
    appendDigits(text, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
    if (withTime) {
        text += 'T';
        appendDigits(text, rest / 3600, 2);
        text += ':';
        appendDigits(text, rest / 60 % 60, 2);
        text += ':';
        appendDigits(text, rest % 60, 2);
    }
    return text;
}

} // namespace wirebench
