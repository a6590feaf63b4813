// SPDX-License-Identifier: MIT
#include "core/value/scalar_input.h"

#include "core/wire/bits.h"
#include "core/wire/stored_value.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace wirebench {

namespace {

/// Whether a JSON number literal that is out of a float's range is too large (not too small): looks at where its
/// first digit other than zero stands.
bool isHuge(std::string_view literal)
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
    std::string_view exponentText = literal.substr(mark + 1);
    const bool negative = exponentText.front() == '-';
    if (exponentText.front() == '-' || exponentText.front() == '+')
        exponentText.remove_prefix(1);
    std::int64_t exponent = 0;
    const auto parsed = std::from_chars(exponentText.data(), exponentText.data() + exponentText.size(), exponent);
    if (parsed.ec != std::errc())
        return !negative;
    return magnitude + (negative ? -exponent : exponent) > 0;
}

template <class T>
ScalarInput readNumber(std::string_view literal)
{
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    T value{};
    const auto parsed = std::from_chars(literal.data(), literal.data() + literal.size(), value);
    if (parsed.ec == std::errc::result_out_of_range) {
        if (isHuge(literal))
            return {0, "value-range"};
        value = literal.front() == '-' ? -T{} : T{};
    }
    if (std::isinf(value))
        return {0, "value-range"};
    return {std::bit_cast<Bits>(value), {}};
}

std::uint64_t infinity(unsigned bits)
{
    return bits == 32 ? std::bit_cast<std::uint32_t>(std::numeric_limits<float>::infinity())
                      : std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());
}

ScalarInput readNanPayload(std::string_view digits, unsigned bits)
{
    std::uint64_t value = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.empty() || parsed.ptr != digits.data() + digits.size())
        return {0, "wrong-type"};
    const std::uint64_t exponent = infinity(bits);
    const bool isNan = (value & exponent) == exponent && (value & lowBits(bits - 1)) != exponent;
    if (parsed.ec != std::errc() || digits.size() != bits / 4 || !isNan)
        return {0, "value-range"};
    return {value, {}};
}

} // namespace

ScalarInput readFloat(const JsonNode& json, unsigned bits)
{
    if (json.kind == JsonKind::Number)
        return bits == 32 ? readNumber<float>(json.text) : readNumber<double>(json.text);
    if (json.kind != JsonKind::String)
        return {0, "wrong-type"};
    constexpr std::string_view payloadPrefix = "NaN:0x";
    if (json.text == "NaN")
        return {canonicalNan(bits), {}};
    if (json.text == "Infinity")
        return {infinity(bits), {}};
    if (json.text == "-Infinity")
        return {infinity(bits) | std::uint64_t{1} << (bits - 1), {}};
    if (json.text.starts_with(payloadPrefix))
        return readNanPayload(json.text.substr(payloadPrefix.size()), bits);
    return {0, "wrong-type"};
}

ScalarInput readBoundedInteger(const JsonNode& json, bool isSigned, std::uint64_t lowest, std::uint64_t highest)
{
    std::optional<JsonInteger> integer;
    if (json.kind == JsonKind::Number)
        integer = readInteger(json.text, false);
    else if (json.kind == JsonKind::String)
        integer = readInteger(json.text, true);
    if (!integer)
        return {0, "wrong-type"};
    if (isSigned) {
        const std::optional<std::int64_t> value = integer->asSigned();
        if (!value || *value < static_cast<std::int64_t>(lowest) || *value > static_cast<std::int64_t>(highest))
            return {0, "value-range"};
        return {static_cast<std::uint64_t>(*value), {}};
    }
    const std::optional<std::uint64_t> value = integer->asUnsigned();
    if (!value || *value < lowest || *value > highest)
        return {0, "value-range"};
    return {*value, {}};
}

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int base64Digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

std::optional<Bytes> readBase64(std::string_view text)
{
    std::size_t padding = 0;
    for (; !text.empty() && text.back() == '=' && padding < 2; ++padding)
        text.remove_suffix(1);
    if (text.size() % 4 == 1 || (padding != 0 && (text.size() + padding) % 4 != 0))
        return std::nullopt;
    Bytes bytes;
    std::uint32_t window = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const int digit = base64Digit(c);
        if (digit < 0)
            return std::nullopt;
        window = window << 6 | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(window >> bits));
        }
    }
    return bytes;
}

} // namespace

std::optional<Bytes> readBytesText(std::string_view text)
{
    constexpr std::string_view base64Prefix = "base64:";
    if (text.starts_with(base64Prefix))
        return readBase64(text.substr(base64Prefix.size()));
    Bytes bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ' ')
            continue;
        const int digit = hexDigit(c);
        if (digit < 0)
            return std::nullopt;
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high << 4 | digit));
            high = -1;
        }
    }
    return high < 0 ? std::optional<Bytes>(std::move(bytes)) : std::nullopt;
}

} // namespace wirebench
