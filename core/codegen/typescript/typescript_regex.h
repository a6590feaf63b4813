// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirebench::typescript {

/// A regular expression of RE2 as a literal of JavaScript (with the flag `u`); nothing where it has none for it.
std::optional<std::string> regularExpression(std::string_view expression);

} // namespace wirebench::typescript
