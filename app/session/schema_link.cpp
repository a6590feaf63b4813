// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/schema_link.h"

namespace wirebench {

namespace {

constexpr std::size_t kMaxSearchedRecords = 200'000;

const Decl* declOf(const Snapshot& snapshot, const Slot& slot)
{
    if (slot.owner == kNoIndex || slot.member == kNoIndex || !snapshot.analysis || !snapshot.analysis->schema)
        return nullptr;
    const DeclIndex index = snapshot.plan->nodes[slot.owner].decl;
    const auto& decls = snapshot.analysis->schema->decls;
    return index < decls.size() ? &decls[index] : nullptr;
}

/// The slot that a member made: for an element or payload that of the list or optional around it.
SlotIndex memberSlot(const Plan& plan, SlotIndex slot)
{
    // Lists of lists do not go deeper than the types of a schema; the bound only guards against a broken plan.
    for (int step = 0; step < 64 && plan.slots[slot].member == kNoIndex; ++step) {
        const NodeIndex owner = plan.slots[slot].owner;
        SlotIndex outer = kNoIndex;
        for (SlotIndex candidate = 0; owner != kNoIndex && candidate < plan.slots.size(); ++candidate) {
            if (plan.slots[candidate].node == owner)
                outer = candidate;
        }
        if (outer == kNoIndex)
            break;
        slot = outer;
    }
    return slot;
}

} // namespace

std::optional<TextRange> rangeOfSlot(const Snapshot& snapshot, SlotIndex slot)
{
    if (!snapshot.plan || snapshot.stale || slot >= snapshot.plan->slots.size())
        return std::nullopt;
    const Slot& member = snapshot.plan->slots[memberSlot(*snapshot.plan, slot)];
    const Decl* decl = declOf(snapshot, member);
    if (!decl || member.member >= decl->members.size())
        return std::nullopt;
    const TextRange range = decl->members[member.member].range;
    return range.file == 0 ? std::optional(range) : std::nullopt;
}

SchemaPart partOfSlot(const Snapshot& snapshot, SlotIndex slot)
{
    if (!snapshot.plan || slot >= snapshot.plan->slots.size())
        return {};
    const Plan& plan = *snapshot.plan;
    const Slot& member = plan.slots[memberSlot(plan, slot)];
    if (member.owner == kNoIndex)
        return {plan.nodes[member.node].decl, kNoIndex};
    return {plan.nodes[member.owner].decl, member.member};
}

std::optional<SlotIndex> slotOfPart(const Snapshot& snapshot, const SchemaPart& part)
{
    if (!snapshot.plan || part.member == kNoIndex)
        return std::nullopt;
    const Plan& plan = *snapshot.plan;
    for (SlotIndex i = 0; i < plan.slots.size(); ++i) {
        const Slot& slot = plan.slots[i];
        if (slot.member == part.member && slot.owner != kNoIndex && plan.nodes[slot.owner].decl == part.decl)
            return i;
    }
    return std::nullopt;
}

std::optional<TextRange> rangeOfPart(const Snapshot& snapshot, const SchemaPart& part)
{
    if (!snapshot.analysis || snapshot.stale || part.decl >= snapshot.analysis->schema->decls.size())
        return std::nullopt;
    const Decl& decl = snapshot.analysis->schema->decls[part.decl];
    const TextRange range = part.member < decl.members.size() ? decl.members[part.member].range : decl.nameRange;
    return range.file == 0 ? std::optional(range) : std::nullopt;
}

std::optional<SlotIndex> slotAtOffset(const Snapshot& snapshot, std::uint32_t offset)
{
    if (!snapshot.plan || snapshot.stale)
        return std::nullopt;
    std::optional<SlotIndex> best;
    std::uint32_t smallest = 0;
    for (SlotIndex i = 0; i < snapshot.plan->slots.size(); ++i) {
        const Slot& slot = snapshot.plan->slots[i];
        const Decl* decl = declOf(snapshot, slot);
        if (!decl || slot.member >= decl->members.size())
            continue;
        const TextRange range = decl->members[slot.member].range;
        const bool holds = range.file == 0 && range.begin <= offset && offset <= range.end;
        // Nested declarations lie inside the member that holds them: the innermost counts.
        if (holds && (!best || range.size() < smallest)) {
            best = i;
            smallest = range.size();
        }
    }
    return best;
}

std::vector<Item> firstItemOfSlot(const AnnotationTree& tree, SlotIndex slot)
{
    std::vector<Item> found;
    if (tree.decoded().annotations.size() > kMaxSearchedRecords)
        return found;
    tree.walk([&](const std::vector<Item>& chain) {
        if (!found.empty())
            return false;
        if (chain.back().slot == slot)
            found = chain;
        return found.empty();
    });
    return found;
}

} // namespace wirebench
