// SPDX-License-Identifier: MIT
#include "core/codegen/zero_elements.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench {

namespace {

constexpr std::uint64_t kMostZeros = std::uint64_t{1} << 40;

/// `known` holds what is counted, and the most for what is being counted.
std::uint64_t zeros(const Plan& plan, NodeIndex index, std::unordered_map<NodeIndex, std::uint64_t>& known)
{
    const Node& node = plan.nodes[index];
    const bool series = node.op == Op::Series && plan.series[node.detail].fixedCount;
    const bool isStruct = node.op == Op::Tagged || node.op == Op::PresenceMap;
    if (!series && !isStruct)
        return 0;
    const auto [entry, isNew] = known.try_emplace(index, kMostZeros);
    if (!isNew)
        return entry->second;
    std::uint64_t sum = isStruct ? 1 : node.capacity;
    if (node.op != Op::PresenceMap) {
        for (SlotIndex child = node.firstSlot; child < node.firstSlot + node.slotCount; ++child) {
            const Slot& place = plan.slots[child];
            const Op op = plan.nodeOf(child).op;
            const bool plainStruct = place.occurs == Occurs::Default && (op == Op::Tagged || op == Op::PresenceMap);
            const bool inside
                = series || place.occurs == Occurs::Always || (place.occurs == Occurs::Default && !plainStruct);
            const std::uint64_t part = inside ? zeros(plan, place.node, known) : 0;
            const std::uint64_t times = series ? node.capacity : 1;
            sum = part != 0 && times > kMostZeros / part ? kMostZeros : std::min(kMostZeros, sum + part * times);
        }
    }
    return known[index] = std::min(sum, kMostZeros);
}

} // namespace

std::uint64_t zeroElements(const Plan& plan, NodeIndex node)
{
    std::unordered_map<NodeIndex, std::uint64_t> known;
    return zeros(plan, node, known);
}

} // namespace wirebench
