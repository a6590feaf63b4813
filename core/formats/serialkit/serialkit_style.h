// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wirebench::serialkit {

/// How the names of one kind are written: `UserProfile`, `USER_PROFILE`, `user_profile`.
enum class NameStyle : std::uint8_t { TypeName, ValueName, FieldName };

/// `name` as its style wants it; the name itself where it is written well. Requires an identifier. What it gives is
/// written well.
std::string inStyle(std::string_view name, NameStyle style);

} // namespace wirebench::serialkit
