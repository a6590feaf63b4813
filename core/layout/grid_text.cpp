// SPDX-License-Identifier: MIT
#include "core/layout/grid_text.h"

namespace wirebench {

namespace {

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::string bytesText(std::uint64_t bytes)
{
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

} // namespace

std::string bitRangeText(BitRange bits)
{
    if (bits.count <= 1)
        return bits.count == 1 ? std::to_string(bits.first) : "none";
    return std::to_string(bits.end() - 1) + ".." + std::to_string(bits.first);
}

std::string bitsText(std::uint64_t bits)
{
    return std::to_string(bits) + (bits == 1 ? " bit" : " bits");
}

std::string sizeBounds(std::uint64_t minBits, const std::optional<std::uint64_t>& maxBits)
{
    if (!maxBits)
        return std::to_string(minBits) + " or more";
    if (*maxBits == minBits)
        return std::to_string(minBits);
    return std::to_string(minBits) + " to " + std::to_string(*maxBits);
}

std::string layoutSummary(const Layout& layout)
{
    std::string text = layout.name + ": ";
    if (!layout.totalBits) {
        text += std::to_string(layout.minBits / 8);
        text += layout.maxBits ? " to " + bytesText(*layout.maxBits / 8) : " bytes or more";
        return text + ", the size depends on the value";
    }
    text += bitsText(*layout.totalBits) + ", " + bytesText(layout.totalBytes.value_or(0)) + ", ";
    const std::uint64_t wasted = layout.wastedBits.value_or(0);
    return text + (wasted == 0 ? "nothing wasted" : bitsText(wasted) + " wasted");
}

std::string layoutNumbering(const Layout& layout)
{
    if (layout.byteReversed)
        return "Bits are numbered from the least significant one of the last byte; ranges are inclusive. "
               "The most significant byte comes first.";
    return "Bits are numbered from the least significant one of the first byte; ranges are inclusive.";
}

std::size_t codePoints(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text)
        count += startsCodePoint(c) ? 1u : 0u;
    return count;
}

std::string_view firstCodePoints(std::string_view text, std::size_t count)
{
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (startsCodePoint(text[at]) && count-- == 0)
            break;
    }
    return text.substr(0, at);
}

std::string shortened(std::string_view text, std::size_t width)
{
    if (codePoints(text) <= width)
        return std::string(text);
    if (width == 0)
        return {};
    return std::string(firstCodePoints(text, width - 1)) + "…";
}

std::string padLeft(std::string_view text, std::size_t width)
{
    const std::size_t count = codePoints(text);
    return std::string(count < width ? width - count : 0, ' ') + std::string(text);
}

std::string padRight(std::string_view text, std::size_t width)
{
    const std::size_t count = codePoints(text);
    return std::string(text) + std::string(count < width ? width - count : 0, ' ');
}

} // namespace wirebench
