// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/snapshot.h"
#include "core/inspect/type_choice.h"

#include <algorithm>

namespace wirebench {

namespace {

/// Number of slots below `start`: how much a type describes.
std::size_t slotsBelow(const Plan& plan, NodeIndex start)
{
    std::vector<bool> seen(plan.nodes.size());
    std::vector<NodeIndex> open{start};
    seen[start] = true;
    std::size_t slots = 0;
    while (!open.empty()) {
        const Node& node = plan.nodes[open.back()];
        open.pop_back();
        slots += node.slotCount;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const NodeIndex child = plan.slots[slot].node;
            if (!seen[child])
                open.push_back(child);
            seen[child] = true;
        }
    }
    return slots;
}

} // namespace

const PlanType* likelyType(const Schema& schema, const Plan& plan)
{
    const std::vector<const PlanType*> roots = rootTypes(schema, plan);
    const auto size = [&](const PlanType* type) { return slotsBelow(plan, type->node); };
    const auto best = std::ranges::max_element(roots, {}, size);
    if (best != roots.end())
        return *best;
    // Types that all contain each other leave none outside: the first is as good as any.
    return plan.types.empty() ? nullptr : &plan.types.front();
}

} // namespace wirebench
