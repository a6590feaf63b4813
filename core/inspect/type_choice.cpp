// SPDX-License-Identifier: MIT
#include "core/inspect/type_choice.h"

#include "core/base/text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace wirebench {

namespace {

/// What a node refers to: the nodes of its slots, and those of the types that a reference to named types allows. A
/// reference that takes scalars too takes anything: it refers to no type in particular.
std::vector<NodeIndex> targetsOf(const Plan& plan, const Node& node)
{
    std::vector<NodeIndex> targets;
    for (std::uint32_t i = 0; i < node.slotCount; ++i)
        targets.push_back(plan.slots[node.firstSlot + i].node);
    if (node.op != Op::Reference)
        return targets;
    const ReferenceInfo& info = plan.references[node.detail];
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const Slot& slot = plan.slots[plan.referenceTypes[i].slot];
        if (slot.name != 0)
            return {};
        targets.push_back(slot.node);
    }
    return targets;
}

/// Marks the types that `type` refers to, directly or through nodes that are no types of their own.
void markReferences(const Plan& plan, const std::unordered_map<NodeIndex, std::size_t>& typeOfNode, std::size_t type,
                    std::vector<bool>& referredTo)
{
    std::vector<NodeIndex> open{plan.types[type].node};
    std::unordered_set<NodeIndex> seen{open.front()};
    while (!open.empty()) {
        const Node& node = plan.nodes[open.back()];
        open.pop_back();
        for (const NodeIndex child : targetsOf(plan, node)) {
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

/// What is declared and is no type of values by itself: a generic type without its arguments, an interface …
bool isOpen(const Decl& decl)
{
    return !decl.parameters.empty() || (decl.kind != DeclKind::Struct && decl.kind != DeclKind::Message);
}

Diagnostic unknownType(const Schema& schema, const Plan& plan, std::string_view name)
{
    constexpr std::string_view code = "unknown-type";
    const DeclIndex decl = schema.find(name);
    if (decl != kNoIndex && isOpen(schema.decls[decl]))
        return typeProblem(code,
                           {"'{0}' is declared, and yet no value is one by itself; expected one of: {1}.",
                            {std::string(name), namesOf(plan)}});
    if (decl != kNoIndex)
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

/// Whether a type is declared in the text itself, not in a file it imports.
bool isOwn(const Schema& schema, const Plan& plan, const PlanType& type)
{
    const DeclIndex decl = plan.nodes[type.node].decl;
    return decl >= schema.decls.size()
        || (schema.decls[decl].range.file == 0 && schema.decls[decl].instanceOf == kNoIndex);
}

} // namespace

std::vector<const PlanType*> rootTypes(const Schema& schema, const Plan& plan)
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
    const auto isForeign = [&](const PlanType* type) { return !isOwn(schema, plan, *type); };
    if (!std::all_of(roots.begin(), roots.end(), isForeign))
        std::erase_if(roots, isForeign);
    return roots;
}

const PlanType* chooseType(const Schema& schema, const Plan& plan, std::optional<std::string_view> name,
                           Diagnostic& problem)
{
    if (name) {
        const PlanType* type = plan.findType(*name);
        // A name that imported files have too means the file's own type.
        if (type == nullptr && !schema.package.empty())
            type = plan.findType(schema.package + '.' + std::string(*name));
        if (type == nullptr)
            problem = unknownType(schema, plan, *name);
        return type;
    }
    if (plan.types.size() == 1)
        return &plan.types.front();
    const std::vector<const PlanType*> roots = rootTypes(schema, plan);
    if (roots.size() == 1)
        return roots.front();
    problem = plan.types.empty()
        ? typeProblem("missing-type", {"The schema has no type that could be used.", {}})
        : typeProblem("missing-type", {"The schema has several types; say which one is meant: {0}.", {namesOf(plan)}});
    return nullptr;
}

} // namespace wirebench
