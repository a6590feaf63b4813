// SPDX-License-Identifier: MIT
#include "core/base/big_integer.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace wirebench {

namespace {

constexpr std::uint32_t billion = 1'000'000'000;
constexpr std::size_t billionDigits = 9;
constexpr std::size_t mostDigits = kMostDecimalBytes * 2409 / 1000; // 8 · log10(2) = 2.408…
constexpr std::string_view decimalDigits = "0123456789";

using Limbs = std::vector<std::uint32_t>; // least significant first

ByteView withoutLeadingZeros(ByteView magnitude)
{
    const auto first = std::find_if(magnitude.begin(), magnitude.end(), [](std::uint8_t byte) { return byte != 0; });
    return magnitude.subspan(static_cast<std::size_t>(first - magnitude.begin()));
}

Limbs limbsOf(ByteView magnitude)
{
    Limbs limbs((magnitude.size() + 3) / 4);
    for (std::size_t i = 0; i < magnitude.size(); ++i)
        limbs[i / 4] |= std::uint32_t{magnitude[magnitude.size() - 1 - i]} << (i % 4 * 8);
    return limbs;
}

Bytes bytesOf(const Limbs& limbs)
{
    Bytes bytes;
    for (auto limb = limbs.rbegin(); limb != limbs.rend(); ++limb) {
        for (unsigned shift = 32; shift > 0; shift -= 8)
            bytes.push_back(static_cast<std::uint8_t>(*limb >> (shift - 8)));
    }
    const ByteView significant = withoutLeadingZeros(bytes);
    return {significant.begin(), significant.end()};
}

/// Divides by a billion and gives the remainder.
std::uint32_t takeBillion(Limbs& limbs)
{
    std::uint64_t rest = 0;
    for (auto limb = limbs.rbegin(); limb != limbs.rend(); ++limb) {
        rest = rest << 32 | *limb;
        *limb = static_cast<std::uint32_t>(rest / billion);
        rest %= billion;
    }
    while (!limbs.empty() && limbs.back() == 0)
        limbs.pop_back();
    return static_cast<std::uint32_t>(rest);
}

void multiplyAdd(Limbs& limbs, std::uint32_t factor, std::uint32_t summand)
{
    std::uint64_t carry = summand;
    for (std::uint32_t& limb : limbs) {
        carry += std::uint64_t{limb} * factor;
        limb = static_cast<std::uint32_t>(carry);
        carry >>= 32;
    }
    if (carry != 0)
        limbs.push_back(static_cast<std::uint32_t>(carry));
}

std::optional<Bytes> readHex(std::string_view digits)
{
    Bytes bytes((digits.size() + 1) / 2);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const char c = asciiLower(digits[digits.size() - 1 - i]);
        const bool isDecimal = c >= '0' && c <= '9';
        if (!isDecimal && (c < 'a' || c > 'f'))
            return std::nullopt;
        const int value = isDecimal ? c - '0' : c - 'a' + 10;
        std::uint8_t& byte = bytes[bytes.size() - 1 - i / 2];
        byte = static_cast<std::uint8_t>(byte | value << (i % 2 * 4));
    }
    const ByteView significant = withoutLeadingZeros(bytes);
    return Bytes(significant.begin(), significant.end());
}

bool isDecimal(std::string_view text)
{
    return !text.empty() && text.find_first_not_of(decimalDigits) == std::string_view::npos;
}

std::string_view withoutLeadingZeros(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

} // namespace

std::string naturalText(ByteView magnitude)
{
    magnitude = withoutLeadingZeros(magnitude);
    if (magnitude.empty())
        return "0";
    if (magnitude.size() > kMostDecimalBytes)
        return "0x" + toHex(magnitude);
    Limbs limbs = limbsOf(magnitude);
    std::string digits; // least significant first
    while (!limbs.empty()) {
        std::uint32_t part = takeBillion(limbs);
        for (std::size_t i = 0; i < billionDigits; ++i, part /= 10)
            digits += static_cast<char>('0' + part % 10);
    }
    digits.resize(digits.find_last_not_of('0') + 1);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::optional<Bytes> readNatural(std::string_view text)
{
    if (text.starts_with("0x") && text.size() > 2)
        return readHex(text.substr(2));
    if (!isDecimal(text) || isTooLongDecimal(text))
        return std::nullopt;
    text = withoutLeadingZeros(text);
    Limbs limbs;
    while (!text.empty()) {
        const std::size_t taken = std::min(text.size(), billionDigits);
        std::uint32_t part = 0;
        std::uint32_t factor = 1;
        for (const char c : text.substr(0, taken)) {
            part = part * 10 + static_cast<std::uint32_t>(c - '0');
            factor *= 10;
        }
        multiplyAdd(limbs, factor, part);
        text.remove_prefix(taken);
    }
    return bytesOf(limbs);
}

bool isTooLongDecimal(std::string_view text)
{
    return isDecimal(text) && withoutLeadingZeros(text).size() > mostDigits;
}

} // namespace wirebench
