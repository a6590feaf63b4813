// SPDX-License-Identifier: MIT
#include "core/inspect/type_choice.h"

#include "core/base/text.h"

#include <unordered_map>
#include <unordered_set>

namespace wirebench {

namespace {

/// Marks the types that `type` refers to, directly or through nodes that are no types of their own.
void markReferences(const Plan& plan, const std::unordered_map<NodeIndex, std::size_t>& typeOfNode, std::size_t type,
                    std::vector<bool>& referredTo)
{
    std::vector<NodeIndex> open{plan.types[type].node};
    std::unordered_set<NodeIndex> seen{open.front()};
    while (!open.empty()) {
        const Node& node = plan.nodes[open.back()];
        open.pop_back();
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const NodeIndex child = plan.slots[slot].node;
            const auto other = typeOfNode.find(child);
            if (other == typeOfNode.end() && seen.insert(child).second)
                open.push_back(child);
            else if (other != typeOfNode.end() && other->second != type)
                referredTo[other->second] = true;
        }
    }
}

std::string namesOf(const Plan& plan)
{
    constexpr std::size_t listed = 20;
    std::string names;
    for (std::size_t i = 0; i < plan.types.size() && i < listed; ++i)
        names += (i == 0 ? "" : ", ") + plan.types[i].name;
    if (plan.types.size() > listed)
        names += " and " + std::to_string(plan.types.size() - listed) + " more";
    return names;
}

Diagnostic typeProblem(std::string_view code, Message message)
{
    Diagnostic problem;
    problem.code = code;
    problem.message = std::move(message);
    return problem;
}

Diagnostic unknownType(const Schema& schema, const Plan& plan, std::string_view name)
{
    constexpr std::string_view code = "unknown-type";
    if (schema.find(name) != kNoIndex)
        return typeProblem(
            code,
            {"The type '{0}' cannot be used because of errors in its schema; mend them first.", {std::string(name)}});
    std::vector<std::string_view> candidates;
    for (const PlanType& type : plan.types)
        candidates.push_back(type.name);
    const std::string_view nearest = nearestName(name, candidates);
    if (!nearest.empty())
        return typeProblem(
            code, {"The schema has no type '{0}'; did you mean '{1}'?", {std::string(name), std::string(nearest)}});
    return typeProblem(code,
                       {"The schema has no type '{0}'; expected one of: {1}.", {std::string(name), namesOf(plan)}});
}

} // namespace

std::vector<const PlanType*> rootTypes(const Plan& plan)
{
    std::unordered_map<NodeIndex, std::size_t> typeOfNode;
    for (std::size_t i = 0; i < plan.types.size(); ++i)
        typeOfNode.emplace(plan.types[i].node, i);
    std::vector<bool> referredTo(plan.types.size());
    for (std::size_t i = 0; i < plan.types.size(); ++i)
        markReferences(plan, typeOfNode, i, referredTo);
    std::vector<const PlanType*> roots;
    for (std::size_t i = 0; i < plan.types.size(); ++i) {
        if (!referredTo[i])
            roots.push_back(&plan.types[i]);
    }
    return roots;
}

const PlanType* chooseType(const Schema& schema, const Plan& plan, std::optional<std::string_view> name,
                           Diagnostic& problem)
{
    if (name) {
        const PlanType* type = plan.findType(*name);
        if (type == nullptr)
            problem = unknownType(schema, plan, *name);
        return type;
    }
    if (plan.types.size() == 1)
        return &plan.types.front();
    const std::vector<const PlanType*> roots = rootTypes(plan);
    if (roots.size() == 1)
        return roots.front();
    problem = plan.types.empty()
        ? typeProblem("missing-type", {"The schema has no type that could be used.", {}})
        : typeProblem("missing-type", {"The schema has several types; say which one is meant: {0}.", {namesOf(plan)}});
    return nullptr;
}

} // namespace wirebench
