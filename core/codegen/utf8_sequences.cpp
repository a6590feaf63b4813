// SPDX-License-Identifier: MIT
#include "core/codegen/utf8_sequences.h"

#include <array>

namespace wirebench {

namespace {

constexpr std::uint32_t kFirstBeyondAscii = 0x80;
constexpr ByteRange kTail{0x80, 0xBF};

ByteSequence encoded(std::uint32_t first, std::uint32_t last)
{
    if (last < kFirstBeyondAscii)
        return {{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(last)}};
    const unsigned tail = last < 0x800 ? 1 : last < 0x10000 ? 2 : 3;
    constexpr std::array<std::uint32_t, 4> leads{0, 0xC0, 0xE0, 0xF0};
    const auto byte = [&](std::uint32_t codePoint, unsigned left) {
        const std::uint32_t bits = codePoint >> 6 * left;
        return static_cast<std::uint8_t>(left == tail ? leads.at(tail) | bits : 0x80u | (bits & 0x3Fu));
    };
    ByteSequence result;
    for (unsigned left = tail + 1; left-- > 0;)
        result.push_back({byte(first, left), byte(last, left)});
    return result;
}

/// Splits the range until each byte of its ends is independent of the bytes before it.
void addRange(std::uint32_t first, std::uint32_t last, std::vector<ByteSequence>& out)
{
    const auto splitBefore = [&](std::uint32_t middle) {
        addRange(first, middle - 1, out);
        addRange(middle, last, out);
    };
    for (const std::uint32_t longer : {kFirstBeyondAscii, std::uint32_t(0x800), std::uint32_t(0x10000)}) {
        if (first < longer && longer <= last) {
            splitBefore(longer);
            return;
        }
    }
    for (unsigned bits = 6; bits <= 18 && last >= kFirstBeyondAscii; bits += 6) {
        const std::uint32_t low = (1u << bits) - 1;
        if ((first | low) == (last | low))
            break;
        if ((first & low) != 0) {
            splitBefore((first | low) + 1);
            return;
        }
        if ((last & low) != low) {
            splitBefore(last & ~low);
            return;
        }
    }
    out.push_back(encoded(first, last));
}

} // namespace

std::vector<ByteSequence> utf8Sequences(const CodePointSet& set)
{
    std::vector<ByteSequence> result;
    for (const CodePointRange& range : set) {
        if (range.first > kFirstBeyondAscii || range.last != kLastCodePoint) {
            addRange(range.first, range.last, result);
            continue;
        }
        if (range.first < kFirstBeyondAscii)
            addRange(range.first, kFirstBeyondAscii - 1, result);
        result.push_back({{0xC2, 0xDF}, kTail});
        result.push_back({{0xE0, 0xEF}, kTail, kTail});
        result.push_back({{0xF0, 0xF4}, kTail, kTail, kTail});
    }
    return result;
}

} // namespace wirebench
