// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wirebench {

/// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so that what is written is
/// always valid JSON.
void appendJsonText(std::string& out, std::string_view text);
void appendNumber(std::string& out, std::uint64_t number);

} // namespace wirebench
