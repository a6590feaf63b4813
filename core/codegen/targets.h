// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

#include <span>
#include <string_view>

namespace wirebench {

/// All target languages, in the order they are shown. The one place where they are listed.
std::span<const Target* const> allTargets();

/// The target with this id or alias, in any case; null when there is none.
const Target* findTarget(std::string_view name);

} // namespace wirebench
