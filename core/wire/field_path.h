// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <string>
#include <vector>

namespace wirebench {

/// One step of a field path: a slot, and its index when it is an element.
struct PathStep {
    SlotIndex slot = kNoIndex;
    std::uint64_t element = kUnbounded;
};

/// Appends what a step adds to a field path (spec README, *Decided details*, "Paths"): `[2]`, `.name` or nothing.
void appendPathStep(std::string& path, const Plan& plan, PathStep step);

std::string pathText(const Plan& plan, const std::vector<PathStep>& steps);

} // namespace wirebench
