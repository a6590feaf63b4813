// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Generated C, apart from generated C++: both have a runtime of the same file name.

namespace c_bench {

enum class Message { registry, serialkit, cramberry, small };

/// Decodes a value that stays; null where the bytes are none.
const void* keep(Message message, std::span<const std::uint8_t> bytes);
std::vector<std::uint8_t> encoded(Message message, const void* value);

/// Encodes into new memory, which is freed; gives the bytes.
std::size_t encode(Message message, const void* value);
/// Decodes into an arena, which is freed; with `inPlace` texts stay in the input.
bool decode(Message message, std::span<const std::uint8_t> bytes, bool inPlace);
/// Decodes into the memory of the call before.
bool decodeAgain(Message message, std::span<const std::uint8_t> bytes);

} // namespace c_bench
