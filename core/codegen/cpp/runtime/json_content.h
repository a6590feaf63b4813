// SPDX-License-Identifier: MIT
#pragma once

#include "json_text.h"

// Dates, times and numbers of any size in JSON.

namespace wirebench_runtime {

/// The number of `digits` digits at `at`; -1 when one of the characters is no digit.
inline int digits_at(std::string_view text, std::size_t at, std::size_t digits)
{
    int value = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Seconds since 1970 of `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`.
inline std::optional<std::int64_t> civil_seconds(std::string_view text)
{
    if ((text.size() != 10 && text.size() != 19) || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    if (text.size() == 19 && (text[10] != 'T' || text[13] != ':' || text[16] != ':'))
        return std::nullopt;
    const int year = digits_at(text, 0, 4);
    const int month = digits_at(text, 5, 2);
    const int day = digits_at(text, 8, 2);
    if (year < 0 || month < 1 || day < 1)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    const std::int64_t seconds = std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86400;
    if (text.size() == 10)
        return seconds;
    const int hour = digits_at(text, 11, 2);
    const int minute = digits_at(text, 14, 2);
    const int second = digits_at(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    return seconds + hour * 3600 + minute * 60 + second;
}

inline void append_padded(std::string& out, std::int64_t value, std::size_t digits)
{
    const std::string text = std::to_string(value);
    out.append(text.size() < digits ? digits - text.size() : 0, '0').append(text);
}

inline void append_civil(std::string& out, std::int64_t seconds, bool with_time)
{
    const std::int64_t days = seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0);
    const std::int64_t time = seconds - days * 86400;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    append_padded(out, static_cast<int>(date.year()), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
    if (!with_time)
        return;
    out += 'T';
    append_padded(out, time / 3600, 2);
    out += ':';
    append_padded(out, time / 60 % 60, 2);
    out += ':';
    append_padded(out, time % 60, 2);
}

/// RFC 3339 in UTC; seconds and nanoseconds apart where the year is not within 0 to 9999.
inline void append_time(std::string& out, const Timestamp& time)
{
    if (time.seconds < -62167219200 || time.seconds > 253402300799) {
        out += "{\"seconds\":" + std::to_string(time.seconds) + ",\"nanos\":" + std::to_string(time.nanos) + '}';
        return;
    }
    out += '"';
    append_civil(out, time.seconds, true);
    if (time.nanos != 0) {
        out += '.';
        append_padded(out, time.nanos, 9);
        out.resize(out.find_last_not_of('0') + 1);
    }
    out += "Z\"";
}

/// Takes `.` and its one to nine digits off; false when there is no such fraction.
inline bool take_fraction(std::string_view& text, std::int32_t& nanos)
{
    if (!text.starts_with('.'))
        return true;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789", 1), text.size()) - 1;
    if (digits == 0 || digits > 9)
        return false;
    nanos = digits_at(text, 1, digits);
    for (std::size_t i = digits; i < 9; ++i)
        nanos *= 10;
    text.remove_prefix(1 + digits);
    return true;
}

inline bool read_time_text(std::string_view text, Timestamp& time)
{
    if (text.size() <= 19)
        return false;
    std::string civil(text.substr(0, 19));
    civil[10] = civil[10] == 't' ? 'T' : civil[10];
    const std::optional<std::int64_t> local = civil_seconds(civil);
    std::string_view zone = text.substr(19);
    if (!local || !take_fraction(zone, time.nanos))
        return false;
    time.seconds = *local;
    if (zone == "Z" || zone == "z")
        return true;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
        return false;
    const int hours = digits_at(zone, 1, 2);
    const int minutes = digits_at(zone, 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    const std::int64_t east = hours * 3600 + minutes * 60;
    time.seconds -= zone[0] == '+' ? east : -east;
    return true;
}

/// Decimal digits of a magnitude, or hex when it has more than 5,120 bytes: that conversion takes time by the square.
inline std::string natural_text(std::span<const std::uint8_t> magnitude)
{
    if (magnitude.empty())
        return "0";
    std::string digits;
    if (magnitude.size() > 5120) {
        append_hex(digits, magnitude);
        return "0x" + digits;
    }
    std::vector<std::uint8_t> rest(magnitude.begin(), magnitude.end());
    for (std::size_t first = 0; first < rest.size();) {
        unsigned carry = 0;
        for (std::size_t i = first; i < rest.size(); ++i) {
            carry = carry << 8 | rest[i];
            rest[i] = static_cast<std::uint8_t>(carry / 10);
            carry %= 10;
        }
        digits += static_cast<char>('0' + carry);
        while (first < rest.size() && rest[first] == 0)
            ++first;
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
}

/// Reads decimal digits, or `0x` and hex digits, as a magnitude without leading zeros; a code where that fails.
inline std::string_view read_natural(std::string_view text, std::vector<std::uint8_t>& magnitude)
{
    magnitude.clear();
    if (text.starts_with("0x") && text.size() > 2) {
        std::string digits(text.substr(2));
        if (digits.size() % 2 != 0)
            digits.insert(digits.begin(), '0');
        if (digits.find(' ') != std::string::npos || !read_bytes(digits, magnitude))
            return "wrong-type";
    } else {
        if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos)
            return "wrong-type";
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
        if (text.size() > 5120 * 2409 / 1000)
            return "value-range";
        for (const char c : text) { // least significant byte first
            auto carry = static_cast<unsigned>(c - '0');
            for (std::uint8_t& byte : magnitude) {
                carry += byte * 10u;
                byte = static_cast<std::uint8_t>(carry);
                carry >>= 8;
            }
            if (carry != 0)
                magnitude.push_back(static_cast<std::uint8_t>(carry));
        }
        std::reverse(magnitude.begin(), magnitude.end());
    }
    const auto first = std::find_if(magnitude.begin(), magnitude.end(), [](std::uint8_t byte) { return byte != 0; });
    magnitude.erase(magnitude.begin(), first);
    return {};
}

inline constexpr std::int64_t kDecimalBias = 6176;
inline constexpr std::int64_t kDecimalHighest = 6111;

/// False when the bytes are no number that has a text.
inline bool append_decimal(std::string& out, const Decimal128& value)
{
    const auto& bytes = value.bytes;
    const std::int64_t exponent = ((bytes[14] | bytes[15] << 8) >> 1 & 0x3FFF) - kDecimalBias;
    if (exponent > kDecimalHighest) {
        const bool bare = std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t byte) { return byte == 0; });
        const std::string_view text = bytes[15] == 0x78 ? "Infinity"
            : bytes[15] == 0xF8                         ? "-Infinity"
            : bytes[15] == 0x7C                         ? "NaN"
                                                        : "";
        out += text;
        return bare && !text.empty();
    }
    BigInt coefficient{false, std::vector<std::uint8_t>(bytes.rbegin() + 1, bytes.rend())}; // one bit and 14 bytes
    coefficient.magnitude.front() &= 1u;
    std::string digits = natural_text(coefficient.significant());
    if (digits.size() > 34)
        return false;
    if ((bytes[15] & 0x80u) != 0)
        out += '-';
    const std::int64_t adjusted = exponent + static_cast<std::int64_t>(digits.size()) - 1;
    if (exponent <= 0 && adjusted >= -6) {
        const auto fraction = static_cast<std::size_t>(-exponent);
        if (fraction != 0) {
            if (digits.size() <= fraction)
                digits.insert(0, fraction + 1 - digits.size(), '0');
            digits.insert(digits.size() - fraction, 1, '.');
        }
        out += digits;
        return true;
    }
    if (digits.size() > 1)
        digits.insert(1, 1, '.');
    out += digits + 'E' + (adjusted < 0 ? "" : "+") + std::to_string(adjusted);
    return true;
}

/// The number behind `e`; saturates far outside every exponent.
inline bool read_exponent(std::string_view text, std::int64_t& exponent)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos)
        return false;
    constexpr std::int64_t far = 1'000'000'000'000'000;
    if (std::from_chars(text.data(), text.data() + text.size(), exponent).ec != std::errc() || exponent > far)
        exponent = far;
    exponent = negative ? -exponent : exponent;
    return true;
}

/// Reads a decimal number; a code where that fails.
inline std::string_view read_decimal(std::string_view text, Decimal128& value)
{
    value = {};
    std::uint8_t& last = value.bytes.back();
    last = text == "Infinity" ? 0x78 : text == "-Infinity" ? 0xF8 : text == "NaN" ? 0x7C : 0;
    if (last != 0)
        return {};
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    std::int64_t exponent = 0;
    if (const std::size_t mark = text.find_first_of("eE"); mark != std::string_view::npos) {
        if (!read_exponent(text.substr(mark + 1), exponent))
            return "wrong-type";
        text = text.substr(0, mark);
    }
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    std::string digits = std::string(text.substr(0, point)).append(fraction);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos)
        return "wrong-type";
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    exponent -= static_cast<std::int64_t>(fraction.size());
    if (digits.size() > 34 || exponent < -kDecimalBias || exponent > kDecimalHighest)
        return "value-range";
    std::vector<std::uint8_t> coefficient;
    read_natural(digits, coefficient);
    std::copy(coefficient.rbegin(), coefficient.rend(), value.bytes.begin());
    const auto biased = static_cast<std::uint64_t>(exponent + kDecimalBias);
    value.bytes[14] = static_cast<std::uint8_t>(value.bytes[14] | biased << 1);
    last = static_cast<std::uint8_t>(biased >> 7 | (negative ? 0x80u : 0u));
    return {};
}

} // namespace wirebench_runtime
