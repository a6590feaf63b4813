// SPDX-License-Identifier: MIT
#include "core/inspect/place_index.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::size_t blockBytes = 4096;

std::uint32_t countCodePoints(std::string_view text)
{
    return static_cast<std::uint32_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

} // namespace

PlaceIndex::PlaceIndex(std::string_view text) : m_text(text), m_lines(text)
{
    m_before.push_back(0);
    for (std::size_t at = 0; at + blockBytes <= text.size(); at += blockBytes)
        m_before.push_back(m_before.back() + countCodePoints(text.substr(at, blockBytes)));
}

std::uint32_t PlaceIndex::codePointsBefore(std::uint32_t offset) const
{
    const std::size_t end = std::min<std::size_t>(offset, m_text.size());
    const std::size_t block = end / blockBytes;
    return m_before[block] + countCodePoints(m_text.substr(block * blockBytes, end - block * blockBytes));
}

TextPosition PlaceIndex::position(std::uint32_t offset) const
{
    std::uint32_t line = 1;
    for (std::uint32_t count = m_lines.lineCount(); count > 1;) {
        const std::uint32_t half = count / 2;
        if (lineStart(line + half) <= offset) {
            line += half;
            count -= half;
        } else {
            count = half;
        }
    }
    return {line, codePoints(lineStart(line), std::max(offset, lineStart(line))) + 1};
}

} // namespace wirebench
