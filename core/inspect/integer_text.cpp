// SPDX-License-Identifier: MIT
#include "core/inspect/hex_reading.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench {

namespace {

/// Turning decimal digits into bits takes quadratic time; more of them than this is an attack, not a number.
constexpr std::size_t kMaxDecimalDigits = 400'000;

/// Little-endian bytes of digits in base 2^bitsPerDigit, most significant digit first.
Bytes packPowerOfTwo(std::string_view digits, unsigned bitsPerDigit)
{
    Bytes bytes((digits.size() * bitsPerDigit + 7) / 8);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::size_t bit = (digits.size() - 1 - i) * bitsPerDigit;
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | hexDigit(digits[i]) << (bit % 8));
    }
    return bytes;
}

Bytes packDecimal(std::string_view digits)
{
    constexpr std::size_t chunk = 9; // 10^9 fits a limb of 32 bits
    std::vector<std::uint32_t> limbs;
    limbs.reserve(digits.size() / chunk + 1);
    while (!digits.empty()) {
        const std::size_t count = digits.size() % chunk == 0 ? chunk : digits.size() % chunk;
        std::uint64_t carry = 0;
        std::uint64_t scale = 1;
        for (std::size_t i = 0; i < count; ++i) {
            carry = carry * 10 + hexDigit(digits[i]);
            scale *= 10;
        }
        for (std::uint32_t& limb : limbs) {
            carry += limb * scale;
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        if (carry != 0)
            limbs.push_back(static_cast<std::uint32_t>(carry));
        digits.remove_prefix(count);
    }
    Bytes bytes;
    for (const std::uint32_t limb : limbs) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(limb >> shift));
    }
    return bytes;
}

struct Notation {
    unsigned base = 10;
    std::size_t prefix = 0;
    std::string_view digit = "{0} is not a decimal digit; expected 0-9, or '0x' or '0b' in front of the number.";
};

Notation notationOf(std::string_view literal)
{
    const char letter = literal.size() > 1 && literal[0] == '0' ? asciiLower(literal[1]) : '\0';
    if (letter == 'x')
        return {16, 2, "{0} is not a hex digit of this integer; expected 0-9 or a-f behind '0x'."};
    if (letter == 'b')
        return {2, 2, "{0} is not a binary digit of this integer; expected 0 or 1 behind '0b'."};
    return {};
}

/// The digits of `[begin, end)` without their separators; false with a diagnostic at the first bad place.
bool collectDigits(HexReading& reading, std::size_t begin, std::size_t end, const Notation& notation,
                   std::string& digits)
{
    const auto isDigit = [&](std::size_t at) { return at < end && hexDigit(reading.at(at)) < notation.base; };
    for (std::size_t at = begin; at < end; ++at) {
        if (isDigit(at)) {
            digits.push_back(reading.at(at));
        } else if (reading.at(at) != '_') {
            const bool sign = at == begin && (reading.at(at) == '-' || reading.at(at) == '+');
            reading.failAt(
                at, sign ? "{0}: the packed value has no sign; write its bits as a plain number." : notation.digit);
            return false;
        } else if (at == begin || !isDigit(at - 1) || !isDigit(at + 1)) {
            reading.fail(at, at + 1, "'_' may stand between two digits only.");
            return false;
        }
    }
    return true;
}

Bytes pack(std::string_view digits, unsigned base)
{
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    digits.remove_prefix(first);
    Bytes bytes = base == 10 ? packDecimal(digits) : packPowerOfTwo(digits, base == 16 ? 4 : 1);
    while (!bytes.empty() && bytes.back() == 0)
        bytes.pop_back();
    if (bytes.empty())
        bytes.push_back(0);
    return bytes;
}

} // namespace

IntegerText readIntegerText(std::string_view text)
{
    HexReading reading(text);
    IntegerText result;
    const std::size_t start = reading.skipBlank(0);
    std::size_t end = text.size();
    while (end > start && (text[end - 1] == ' ' || (text[end - 1] >= '\t' && text[end - 1] <= '\r')))
        --end;
    const Notation notation = notationOf(text.substr(start, end - start));
    const std::size_t begin = start + notation.prefix;
    std::string digits;
    if (begin >= end) {
        reading.fail(begin, begin, "Expected an integer literal such as 85, 0x55 or 0b0101_0101.");
    } else if (collectDigits(reading, begin, end, notation, digits)) {
        if (notation.base == 10 && digits.size() > kMaxDecimalDigits)
            reading.fail(begin, end,
                         "A decimal integer may have {0} digits at most, this one has {1}; write it in hex.",
                         {std::to_string(kMaxDecimalDigits), std::to_string(digits.size())});
        else
            result.packed = pack(digits, notation.base);
    }
    result.recognised = !reading.failed();
    result.diagnostics = reading.takeDiagnostics();
    return result;
}

} // namespace wirebench
