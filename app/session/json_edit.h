// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_path.h"

#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

/// The value text with the value at `path` (see value_path.h) replaced by `json`; everything else stays as written.
/// Nothing when the text cannot be read or has no such value.
std::optional<std::string> replaceJsonAt(const ValueShape& shape, std::string_view text, std::string_view path,
                                         std::string_view json);

} // namespace wirebench
