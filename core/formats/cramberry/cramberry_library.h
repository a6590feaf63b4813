// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace wirebench::cramberry {

/// The text of a file that comes with the language: `cramberry/stdlib.cramberry` (source 8.6) and
/// `google/protobuf/timestamp.cramberry`. Empty when `path` is none of them.
std::string_view libraryText(std::string_view path);
/// The paths of these files.
std::span<const std::string_view> libraryPaths();

} // namespace wirebench::cramberry
