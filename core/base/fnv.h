// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace wirebench {

/// FNV-1a over the bytes of `text`.
constexpr std::uint64_t fnv1a64(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return hash;
}

constexpr std::uint32_t fnv1a32(std::string_view text)
{
    std::uint32_t hash = 0x811C9DC5u;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
    return hash;
}

} // namespace wirebench
