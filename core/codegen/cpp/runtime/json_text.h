// SPDX-License-Identifier: MIT
#pragma once

#include "json_value.h"
#include "values.h"

#include <cmath>

// Texts of values: how they are spelled in JSON.

namespace wirebench_runtime {

template <typename T>
void append_number(std::string& out, T value)
{
    char buffer[32];
    const auto written = std::to_chars(buffer, buffer + sizeof buffer, value);
    out.append(buffer, written.ptr);
}

inline void append_hex(std::string& out, std::span<const std::uint8_t> bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15u];
    }
}

inline void append_json_string(std::string& out, std::string_view text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15u];
        } else {
            out += c;
        }
    }
    out += '"';
}

inline void append_raw(std::string& out, std::span<const std::uint8_t> bytes)
{
    out += R"({"@bytes":")";
    append_hex(out, bytes);
    out += "\"}";
}

inline void append_text(std::string& out, std::string_view text)
{
    if (is_utf8(text))
        append_json_string(out, text);
    else
        append_raw(out, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

template <typename F>
void append_float(std::string& out, F value)
{
    const std::uint64_t bits = std::bit_cast<Stored<F>>(value);
    if (value != value) {
        const std::uint64_t quiet = sizeof(F) == 4 ? 0x7FC00000u : 0x7FF8000000000000u;
        out += "\"NaN";
        if (bits != quiet) {
            out += ":0x";
            for (unsigned shift = sizeof(F) * 8; shift > 0; shift -= 8) {
                const auto byte = static_cast<std::uint8_t>(bits >> (shift - 8));
                append_hex(out, {&byte, 1});
            }
        }
        out += '"';
    } else if (std::isinf(value)) {
        out += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        const std::size_t start = out.size();
        append_number(out, value);
        if (out.find_first_of(".e", start) == std::string::npos)
            out += ".0";
    }
}

/// An integer as JSON gives it: `-?[0-9]+`, in a string also `0x…`. False when it is none.
struct JsonInteger {
    bool negative = false;
    bool fits = true;
    std::uint64_t magnitude = 0;
};

inline bool read_integer(const JsonValue& json, JsonInteger& integer)
{
    const bool quoted = json.is(JsonValue::Kind::string);
    if (!quoted && !json.is(JsonValue::Kind::number))
        return false;
    std::string_view digits = json.text;
    integer = {};
    integer.negative = digits.starts_with('-');
    if (integer.negative)
        digits.remove_prefix(1);
    const bool hex = quoted && digits.starts_with("0x");
    if (hex)
        digits.remove_prefix(2);
    if (digits.empty() || digits.front() == '-')
        return false;
    const char* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, integer.magnitude, hex ? 16 : 10);
    integer.fits = parsed.ec != std::errc::result_out_of_range;
    return parsed.ptr == end;
}

/// Reads an integer of 64 bits from `lowest` to `highest`, given in two's complement.
template <typename T>
bool read_json(JsonInput& in, const JsonValue& json, T& value, T lowest, T highest)
{
    JsonInteger integer;
    if (!read_integer(json, integer))
        return in.fail("wrong-type");
    if constexpr (std::is_signed_v<T>) {
        const std::uint64_t most = integer.negative ? std::uint64_t{1} << 63 : (std::uint64_t{1} << 63) - 1;
        const auto number = static_cast<std::int64_t>(integer.negative ? 0 - integer.magnitude : integer.magnitude);
        if (!integer.fits || integer.magnitude > most || number < lowest || number > highest)
            return in.fail("value-range");
        value = static_cast<T>(number);
    } else {
        if (!integer.fits || (integer.negative && integer.magnitude != 0) || integer.magnitude < lowest
            || integer.magnitude > highest)
            return in.fail("value-range");
        value = static_cast<T>(integer.magnitude);
    }
    return true;
}

/// Whether a literal that is out of a float's range is too large, not too small.
inline bool is_huge(std::string_view literal)
{
    const std::size_t mark = literal.find_first_of("eE");
    const std::string_view mantissa = literal.substr(0, mark);
    const std::size_t first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos)
        return false;
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    const auto magnitude
        = first < point ? static_cast<std::int64_t>(point - first) - 1 : -static_cast<std::int64_t>(first - point);
    if (mark == std::string_view::npos)
        return magnitude > 0;
    std::string_view digits = literal.substr(mark + 1);
    const bool negative = digits.front() == '-';
    if (negative || digits.front() == '+')
        digits.remove_prefix(1);
    std::int64_t exponent = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec != std::errc())
        return !negative;
    return magnitude + (negative ? -exponent : exponent) > 0;
}

template <typename F>
bool read_nan(JsonInput& in, std::string_view digits, F& value)
{
    constexpr auto infinity = std::bit_cast<Stored<F>>(std::numeric_limits<F>::infinity());
    Stored<F> bits = 0;
    const char* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, bits, 16);
    if (digits.empty() || parsed.ptr != end)
        return in.fail("wrong-type");
    value = std::bit_cast<F>(bits);
    return (parsed.ec == std::errc() && digits.size() == sizeof(F) * 2 && (bits & infinity) == infinity
            && value != value)
        || in.fail("value-range");
}

template <typename F>
bool read_json(JsonInput& in, const JsonValue& json, F& value)
{
    if (json.is(JsonValue::Kind::number)) {
        const char* const end = json.text.data() + json.text.size();
        value = F{};
        const auto parsed = std::from_chars(json.text.data(), end, value);
        if (parsed.ec == std::errc::result_out_of_range) {
            if (is_huge(json.text))
                return in.fail("value-range");
            value = json.text.front() == '-' ? -F{} : F{};
        }
        return !std::isinf(value) || in.fail("value-range");
    }
    if (!json.is(JsonValue::Kind::string))
        return in.fail("wrong-type");
    if (json.text.starts_with("NaN:0x"))
        return read_nan(in, std::string_view(json.text).substr(6), value);
    value = std::numeric_limits<F>::infinity();
    if (json.text == "NaN")
        value = std::bit_cast<F>(
            static_cast<Stored<F>>(sizeof(F) == 4 ? std::uint64_t{0x7FC00000u} : std::uint64_t{0x7FF8000000000000u}));
    else if (json.text == "-Infinity")
        value = -value;
    else if (json.text != "Infinity")
        return in.fail("wrong-type");
    return true;
}

inline int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

inline bool read_base64(std::string_view text, std::vector<std::uint8_t>& bytes)
{
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    std::size_t padding = 0;
    for (; text.ends_with('=') && padding < 2; ++padding)
        text.remove_suffix(1);
    if (text.size() % 4 == 1 || (padding != 0 && (text.size() + padding) % 4 != 0))
        return false;
    std::uint32_t window = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos)
            return false;
        window = window << 6 | static_cast<std::uint32_t>(digit < 64 ? digit : digit - 2);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(window >> bits));
        }
    }
    return true;
}

/// Reads hex digits, spaces among them, or Base64 behind `base64:`.
inline bool read_bytes(std::string_view text, std::vector<std::uint8_t>& bytes)
{
    bytes.clear();
    if (text.starts_with("base64:"))
        return read_base64(text.substr(7), bytes);
    int high = -1;
    for (const char c : text) {
        if (c == ' ')
            continue;
        const int digit = hex_digit(c);
        if (digit < 0)
            return false;
        if (high >= 0)
            bytes.push_back(static_cast<std::uint8_t>(high << 4 | digit));
        high = high >= 0 ? -1 : digit;
    }
    return high < 0;
}

/// The bytes of `{"@bytes": "…"}` with nothing else in it; null when it is something else.
inline const JsonValue* raw_bytes(const JsonValue& json)
{
    return json.is(JsonValue::Kind::object) && json.items.size() == 1 ? json.find("@bytes") : nullptr;
}

inline bool read_json_bytes(JsonInput& in, const JsonValue& json, std::vector<std::uint8_t>& bytes)
{
    return (json.is(JsonValue::Kind::string) && read_bytes(json.text, bytes)) || in.fail("invalid-bytes");
}

} // namespace wirebench_runtime
