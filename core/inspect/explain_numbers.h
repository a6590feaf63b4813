// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <string>

namespace wirebench {

// How numbers stand in bits, as texts with the actual digits.

/// `1010 0011`: the bits of a byte in groups of four, most significant first.
std::string byteBits(std::uint8_t byte);

/// `96 01`: at most 16 bytes, then an ellipsis.
std::string hexBytes(ByteView bytes);

/// A varint byte by byte: the bit that says whether more follows, the seven bits, and how they make the number.
std::string varintSteps(ByteView bytes, std::uint64_t value);

/// The fixed-width little-endian integer in `bytes` (1–8).
std::string littleEndianSteps(ByteView bytes, std::uint64_t stored);

/// Sign, exponent and mantissa of an IEEE 754 number of 32 or 64 bits.
std::string floatSteps(std::uint64_t stored, unsigned bits);

/// How the integer of a varint becomes the number that is meant; empty for VarintCoding::Plain.
std::string codingSteps(VarintCoding coding, std::uint64_t stored, std::uint64_t number);

/// The bits of a part of a packed integer: `bits 12..8 of the packed integer: 10110 = 22`.
std::string packedBits(std::uint64_t first, unsigned count, std::uint64_t stored);

} // namespace wirebench
