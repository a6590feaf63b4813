// SPDX-License-Identifier: MIT
#include "core/wire/decimal128.h"

#include "core/base/big_integer.h"

#include <algorithm>
#include <charconv>

namespace wirebench {

namespace {

constexpr std::int64_t bias = 6176;
constexpr std::int64_t highestExponent = 6111;
constexpr std::size_t mostDigits = 34;
constexpr std::string_view decimalDigits = "0123456789";

/// The highest two bytes: sign, 14 bits of exponent, the significand's topmost bit.
std::uint16_t head(ByteView content)
{
    return static_cast<std::uint16_t>(content[14] | content[15] << 8);
}

Bytes special(std::uint8_t lastByte)
{
    Bytes content(kDecimalBytes);
    content.back() = lastByte;
    return content;
}

constexpr std::uint8_t infinity = 0x78;
constexpr std::uint8_t negativeInfinity = 0xF8;
constexpr std::uint8_t quietNan = 0x7C;

std::string plainText(std::string digits, std::int64_t exponent)
{
    if (exponent == 0)
        return digits;
    const auto fraction = static_cast<std::size_t>(-exponent);
    if (digits.size() <= fraction)
        digits.insert(0, fraction + 1 - digits.size(), '0');
    return digits.insert(digits.size() - fraction, 1, '.');
}

std::string numberText(std::string digits, std::int64_t exponent)
{
    constexpr std::int64_t smallestPlain = -6;
    const std::int64_t adjusted = exponent + static_cast<std::int64_t>(digits.size()) - 1;
    if (exponent <= 0 && adjusted >= smallestPlain)
        return plainText(std::move(digits), exponent);
    if (digits.size() > 1)
        digits.insert(1, 1, '.');
    return digits + 'E' + (adjusted < 0 ? "" : "+") + std::to_string(adjusted);
}

bool isDigits(std::string_view text)
{
    return text.find_first_not_of(decimalDigits) == std::string_view::npos;
}

/// The number behind `e`; saturates far outside every exponent. Nothing when it is none.
std::optional<std::int64_t> readExponent(std::string_view text)
{
    constexpr std::int64_t farOutside = 1'000'000'000'000'000;
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || !isDigits(text))
        return std::nullopt;
    std::int64_t exponent = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (parsed.ec != std::errc() || exponent > farOutside)
        exponent = farOutside;
    return negative ? -exponent : exponent;
}

Bytes contentOf(bool negative, std::int64_t exponent, const Bytes& coefficient)
{
    Bytes content(kDecimalBytes);
    std::copy(coefficient.rbegin(), coefficient.rend(), content.begin());
    const auto biased = static_cast<std::uint64_t>(exponent + bias);
    content[14] = static_cast<std::uint8_t>(content[14] | biased << 1);
    content[15] = static_cast<std::uint8_t>(biased >> 7 | (negative ? 0x80u : 0u));
    return content;
}

} // namespace

std::optional<std::string> decimalText(ByteView content)
{
    if (content.size() != kDecimalBytes)
        return std::nullopt;
    const std::int64_t exponent = (head(content) >> 1 & 0x3FFF) - bias;
    if (exponent > highestExponent) {
        const Bytes raw(content.begin(), content.end());
        if (raw == special(infinity))
            return "Infinity";
        if (raw == special(negativeInfinity))
            return "-Infinity";
        return raw == special(quietNan) ? std::optional<std::string>("NaN") : std::nullopt;
    }
    Bytes coefficient(content.rbegin() + 1, content.rend()); // one bit and 14 bytes
    coefficient.front() &= 1u;
    const std::string digits = naturalText(coefficient);
    if (digits.size() > mostDigits)
        return std::nullopt;
    return ((content[15] & 0x80u) != 0 ? "-" : "") + numberText(digits, exponent);
}

DecimalInput readDecimal(std::string_view text)
{
    if (text == "Infinity")
        return {special(infinity), DecimalFault::None};
    if (text == "-Infinity")
        return {special(negativeInfinity), DecimalFault::None};
    if (text == "NaN")
        return {special(quietNan), DecimalFault::None};
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    std::int64_t exponent = 0;
    if (const std::size_t mark = text.find_first_of("eE"); mark != std::string_view::npos) {
        const std::optional<std::int64_t> given = readExponent(text.substr(mark + 1));
        if (!given)
            return {{}, DecimalFault::Form};
        exponent = *given;
        text = text.substr(0, mark);
    }
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    std::string digits = std::string(text.substr(0, point)).append(fraction);
    if (digits.empty() || !isDigits(digits))
        return {{}, DecimalFault::Form};
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.size() > mostDigits)
        return {{}, DecimalFault::Digits};
    exponent -= static_cast<std::int64_t>(fraction.size());
    if (exponent < -bias || exponent > highestExponent)
        return {{}, DecimalFault::Exponent};
    return {contentOf(negative, exponent, readNatural(digits).value_or(Bytes())), DecimalFault::None};
}

} // namespace wirebench
