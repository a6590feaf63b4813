// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <cstdint>

namespace wirebench {

/// Elements and structs in the zero of a node, which bytes may stand for without giving any. Saturates.
std::uint64_t zeroElements(const Plan& plan, NodeIndex node);

} // namespace wirebench
