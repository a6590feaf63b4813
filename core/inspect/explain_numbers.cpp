// SPDX-License-Identifier: MIT
#include "core/inspect/explain_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace wirebench {

std::string bitsText(std::uint64_t value, unsigned count)
{
    std::string text;
    for (unsigned bit = count; bit-- > 0;)
        text += (value >> bit & 1) != 0 ? '1' : '0';
    return text;
}

std::string byteBits(std::uint8_t byte)
{
    return bitsText(byte >> 4u, 4) + ' ' + bitsText(byte & 0xFu, 4);
}

std::string hexBytes(ByteView bytes, std::string_view between)
{
    constexpr std::size_t most = 16;
    std::string text;
    for (std::size_t i = 0; i < std::min(bytes.size(), most); ++i)
        text += fmt::format("{}{:02X}", i == 0 ? "" : between, bytes[i]);
    return bytes.size() > most ? text + " …" : text;
}

std::string varintSteps(ByteView bytes, std::uint64_t value)
{
    std::string text;
    std::string groups;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool more = bytes[i] >= 0x80;
        text += fmt::format("{:02X} = {} {}   {}\n", bytes[i], more ? '1' : '0', bitsText(bytes[i] & 0x7Fu, 7),
                            more ? "more follows" : "the last byte");
        groups.insert(0, bitsText(bytes[i] & 0x7Fu, 7) + (groups.empty() ? "" : " "));
    }
    if (bytes.size() > 1)
        return text
            + fmt::format("Least significant group first, so from the last byte to the first: {} = {}", groups, value);
    return text + fmt::format("The seven bits are the number: {}", value);
}

std::string littleEndianSteps(ByteView bytes, std::uint64_t stored, bool isSigned)
{
    std::string reversed;
    for (std::size_t i = bytes.size(); i-- > 0;)
        reversed += fmt::format("{:02X}", bytes[i]);
    if (bytes.size() == 1)
        return fmt::format("0x{} = {}", reversed, stored);
    std::string text
        = fmt::format("{} read from the last byte to the first: 0x{} = {}", hexBytes(bytes), reversed, stored);
    if (isSigned && static_cast<std::int64_t>(stored) < 0)
        text += fmt::format(" − 2^64 = {}", static_cast<std::int64_t>(stored));
    return text;
}

std::string floatSteps(std::uint64_t stored, unsigned bits)
{
    const unsigned mantissaBits = bits == 32 ? 23 : 52;
    const unsigned exponentBits = bits - 1 - mantissaBits;
    const std::int64_t bias = bits == 32 ? 127 : 1023;
    const bool negative = (stored >> (bits - 1)) != 0;
    const std::uint64_t exponent = stored >> mantissaBits & ((std::uint64_t{1} << exponentBits) - 1);
    const std::uint64_t mantissa = stored & ((std::uint64_t{1} << mantissaBits) - 1);
    std::string text = fmt::format("sign     {}   {}\nexponent {}   {}\nmantissa {}\n", negative ? 1 : 0,
                                   negative ? "negative" : "positive", bitsText(exponent, exponentBits), exponent,
                                   bitsText(mantissa, mantissaBits));
    const char* sign = negative ? "−" : "";
    const double fraction = std::ldexp(static_cast<double>(mantissa), -static_cast<int>(mantissaBits));
    const double value = bits == 32 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(stored)))
                                    : std::bit_cast<double>(stored);
    const bool special = exponent == (std::uint64_t{1} << exponentBits) - 1;
    if (special && mantissa == 0)
        return text + fmt::format("All exponent bits set and no mantissa: {}infinity", sign);
    if (special)
        return text + "All exponent bits set and a mantissa: not a number (NaN)";
    if (exponent == 0 && mantissa == 0)
        return text + fmt::format("No exponent and no mantissa: {}0", sign);
    if (exponent == 0)
        return text + fmt::format("Exponent 0: a subnormal number, {}{} × 2^{} = {}", sign, fraction, 1 - bias, value);
    return text
        + fmt::format("{}(1 + {}) × 2^({} − {}) = {}{} × 2^{} = {}", sign, fraction, exponent, bias, sign, 1 + fraction,
                      static_cast<std::int64_t>(exponent) - bias, value);
}

std::string codingSteps(VarintCoding coding, std::uint64_t stored, std::uint64_t number)
{
    const auto value = static_cast<std::int64_t>(number);
    switch (coding) {
    case VarintCoding::ZigZag:
        return stored % 2 == 0 ? fmt::format("{} is even, so the number is {} / 2 = {}", stored, stored, value)
                               : fmt::format("{} is odd, so the number is −({} + 1) / 2 = {}", stored, stored, value);
    case VarintCoding::SignExtended:
        return value < 0 ? fmt::format("Bit 63 is set, so this is {} − 2^64 = {}", stored, value)
                         : fmt::format("Bit 63 is not set, so the number is {} itself", value);
    case VarintCoding::Plain:
        break;
    }
    return {};
}

std::string packedBits(std::uint64_t first, unsigned count, std::uint64_t stored)
{
    const std::string place
        = count == 1 ? fmt::format("bit {}", first) : fmt::format("bits {}..{}", first + count - 1, first);
    return fmt::format("{}, most significant first: {} = {}", place, bitsText(stored, count), stored);
}

} // namespace wirebench
