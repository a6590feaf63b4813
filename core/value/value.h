// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <string>

namespace wirebench {

/// Writes the value as JSON text (spec README, *Values as JSON*). `indent` < 0 gives one line; otherwise each nesting
/// level is indented by that many spaces, and short lists of scalars stay on one line.
std::string writeJson(const Value& value, int indent = -1);
/// JSON of the subtree at `node` (an index into value.nodes).
std::string writeJson(const Value& value, std::uint32_t node, int indent);

} // namespace wirebench
