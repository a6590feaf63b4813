// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <memory>
#include <string>

namespace wirebench {

/// JSON (spec README, *Values as JSON*) of what a field with a declared default has when it is missing; empty when it
/// has none. `slot` is a field of a type one can ask for.
std::string defaultJson(const std::shared_ptr<const Plan>& plan, SlotIndex slot);

} // namespace wirebench
