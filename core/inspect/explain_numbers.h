// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace wirebench {

// How numbers stand in bits, as texts with the actual digits.

/// `1010 0011`: the bits of a byte in groups of four, most significant first.
std::string byteBits(std::uint8_t byte);

/// `101`: the lowest `count` bits of a number, most significant first.
std::string bitsText(std::uint64_t value, unsigned count);

/// `96 01`: at most 16 bytes, then an ellipsis.
std::string hexBytes(ByteView bytes, std::string_view between = " ");

/// A varint byte by byte: the bit that says whether more follows, the seven bits, and how they make the number.
std::string varintSteps(ByteView bytes, std::uint64_t value);

/// The fixed-width little-endian integer in `bytes` (1–8). `isSigned`: in two's complement, of 8 bytes.
std::string littleEndianSteps(ByteView bytes, std::uint64_t stored, bool isSigned = false);

/// Sign, exponent and mantissa of an IEEE 754 number of 32 or 64 bits.
std::string floatSteps(std::uint64_t stored, unsigned bits);

/// How the integer of a varint becomes the number that is meant; empty for VarintCoding::Plain.
std::string codingSteps(VarintCoding coding, std::uint64_t stored, std::uint64_t number);

/// The bits of a part of a packed integer: `bits 12..8 of the packed integer: 10110 = 22`.
std::string packedBits(std::uint64_t first, unsigned count, std::uint64_t stored);

} // namespace wirebench
