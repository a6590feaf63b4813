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

/// The slot that says what the value at `step` is. That is step.slot, but for an element that is a field of its own:
/// it is named by its field's slot (a Series) and has the type of the series' elements.
inline SlotIndex valueSlot(const Plan& plan, PathStep step)
{
    if (step.element == kUnbounded || step.slot == kNoIndex || plan.slots[step.slot].name == 0)
        return step.slot;
    const Node& node = plan.nodeOf(step.slot);
    return node.op == Op::Series ? node.firstSlot : step.slot;
}

/// Appends what a step adds to a field path (spec README, *Decided details*, "Paths"): `[2]`, `.name`, `.name[2]` or
/// nothing.
void appendPathStep(std::string& path, const Plan& plan, PathStep step);

/// Appends the step to the entry of a map: `["k"]`, `[5]`. `key` is the content of the key, `node` its node.
void appendKeyStep(std::string& path, const Plan& plan, const Node& node, ByteView key);

std::string pathText(const Plan& plan, const std::vector<PathStep>& steps);

} // namespace wirebench
