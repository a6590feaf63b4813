// SPDX-License-Identifier: MIT
#include "core/codegen/default_values.h"

#include "core/value/value.h"
#include "core/wire/annotation.h"
#include "core/wire/value.h"

#include <algorithm>

namespace wirebench {

std::string defaultJson(const std::shared_ptr<const Plan>& plan, SlotIndex slot)
{
    const NodeIndex owner = plan->slots[slot].owner;
    const auto type = std::find_if(plan->types.begin(), plan->types.end(),
                                   [owner](const PlanType& candidate) { return candidate.node == owner; });
    if (type == plan->types.end())
        return {};
    // What the decoder gives for a field of an empty message is the default, however it was declared.
    const Value value = readValue(decode(plan, *type, std::make_shared<const Bytes>(), plan->limits));
    for (std::uint32_t i = 1; i < value.nodes.size(); i += value.nodes[i].nodes) {
        if (value.nodes[i].slot == slot)
            return writeJson(value, i, -1);
    }
    return {};
}

} // namespace wirebench
