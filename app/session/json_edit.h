// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

/// The value text with the value at `path` replaced by `json`; everything else stays as written. Paths are those of
/// AnnotationTree::path(): `a.b[2]`, `[1].code`, `m["k"]`. Nothing when the text cannot be read or has no such value.
std::optional<std::string> replaceJsonAt(std::string_view text, std::string_view path, std::string_view json);

} // namespace wirebench
