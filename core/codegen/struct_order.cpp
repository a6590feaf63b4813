// SPDX-License-Identifier: MIT
#include "core/codegen/struct_order.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

using Edges = std::vector<std::vector<std::uint32_t>>;

/// Structs in the order in which a depth-first walk leaves them, roots in the order of `roots`.
std::vector<std::uint32_t> leavingOrder(const Edges& edges, const std::vector<std::uint32_t>& roots)
{
    std::vector<std::uint32_t> order;
    std::vector<bool> seen(edges.size());
    std::vector<std::pair<std::uint32_t, std::size_t>> stack;
    for (const std::uint32_t root : roots) {
        if (seen[root])
            continue;
        seen[root] = true;
        stack.emplace_back(root, 0);
        while (!stack.empty()) {
            auto& [current, next] = stack.back();
            if (next == edges[current].size()) {
                order.push_back(current);
                stack.pop_back();
                continue;
            }
            const std::uint32_t target = edges[current][next++];
            if (!seen[target]) {
                seen[target] = true;
                stack.emplace_back(target, 0);
            }
        }
    }
    return order;
}

/// The number of each struct's strongly connected part.
std::vector<std::uint32_t> parts(const Edges& edges, const std::vector<std::uint32_t>& all)
{
    Edges reversed(edges.size());
    for (std::uint32_t from = 0; from < edges.size(); ++from) {
        for (const std::uint32_t to : edges[from])
            reversed[to].push_back(from);
    }
    std::vector<std::uint32_t> order = leavingOrder(edges, all);
    std::reverse(order.begin(), order.end());
    std::vector<std::uint32_t> part(edges.size(), kNoIndex);
    std::vector<std::uint32_t> open;
    for (const std::uint32_t root : order) {
        if (part[root] != kNoIndex)
            continue;
        part[root] = root;
        open.push_back(root);
        while (!open.empty()) {
            const std::uint32_t current = open.back();
            open.pop_back();
            for (const std::uint32_t target : reversed[current]) {
                if (part[target] == kNoIndex) {
                    part[target] = root;
                    open.push_back(target);
                }
            }
        }
    }
    return part;
}

/// The structs that a value of this node holds somewhere else than in place.
void addHeld(const CodeModel& model, NodeIndex node, std::vector<std::uint32_t>& targets)
{
    for (;;) {
        const ApiType& type = model.typeOf(node);
        if (type.kind == ApiKind::Struct)
            targets.push_back(type.index);
        if (type.kind == ApiKind::Union) {
            for (const ApiAlternative& alternative : model.unions[type.index].alternatives) {
                if (const ApiType& held = model.typeOf(alternative.node); held.kind == ApiKind::Struct)
                    targets.push_back(held.index);
            }
        }
        if (type.kind != ApiKind::List && type.kind != ApiKind::Map)
            return;
        node = type.element;
    }
}

} // namespace

std::vector<std::uint32_t> orderStructs(CodeModel& model)
{
    std::vector<std::uint32_t> all(model.structs.size());
    for (std::uint32_t i = 0; i < all.size(); ++i)
        all[i] = i;
    Edges inPlace(all.size());
    for (const std::uint32_t i : all) {
        for (const ApiField& field : model.structs[i].fields) {
            if (const ApiType& type = model.typeOf(field.node); type.kind == ApiKind::Struct)
                inPlace[i].push_back(type.index);
        }
    }
    const std::vector<std::uint32_t> part = parts(inPlace, all);
    Edges held(all.size());
    for (const std::uint32_t i : all) {
        inPlace[i].clear();
        for (ApiField& field : model.structs[i].fields) {
            const ApiType& type = model.typeOf(field.node);
            if (type.kind == ApiKind::Struct) {
                field.boxed = part[type.index] == part[i];
                if (!field.boxed)
                    inPlace[i].push_back(type.index);
            }
            addHeld(model, field.node, held[i]);
        }
    }
    return leavingOrder(inPlace, leavingOrder(held, all));
}

} // namespace wirebench
