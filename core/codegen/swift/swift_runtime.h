// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace wirebench::swift {

/// The parts of the runtime text, in the order in which they stand in its file.
std::span<const std::string_view> runtimeParts();

} // namespace wirebench::swift
