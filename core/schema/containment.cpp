// SPDX-License-Identifier: MIT
#include "core/schema/containment.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace wirebench {

// Strongly connected parts by Tarjan's algorithm, on an explicit stack.

Containment::Containment(const Schema& schema, Target target)
    : m_schema(schema), m_target(std::move(target)), m_nodes(schema.decls.size())
{
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].order == 0)
            visit(static_cast<DeclIndex>(i));
    }
}

void Containment::enter(DeclIndex decl)
{
    m_nodes[decl].order = m_nodes[decl].low = ++m_order;
    m_open.push_back(decl);
    m_frames.push_back({decl, 0});
}

void Containment::visit(DeclIndex root)
{
    enter(root);
    while (!m_frames.empty()) {
        const DeclIndex decl = m_frames.back().decl;
        const std::vector<Member>& members = m_schema.decls[decl].members;
        if (m_frames.back().member == members.size()) {
            leave(decl);
            continue;
        }
        const DeclIndex held = m_target(members[m_frames.back().member++]);
        if (held == kNoIndex)
            continue;
        if (m_nodes[held].order == 0)
            enter(held);
        else if (m_nodes[held].part == kNoIndex)
            m_nodes[decl].low = std::min(m_nodes[decl].low, m_nodes[held].order);
    }
}

void Containment::leave(DeclIndex decl)
{
    m_frames.pop_back();
    if (!m_frames.empty()) {
        NodeState& outer = m_nodes[m_frames.back().decl];
        outer.low = std::min(outer.low, m_nodes[decl].low);
    }
    if (m_nodes[decl].low != m_nodes[decl].order)
        return;
    DeclIndex member = kNoIndex;
    do {
        member = m_open.back();
        m_open.pop_back();
        m_nodes[member].part = m_parts;
        m_finished.push_back(member);
    } while (member != decl);
    ++m_parts;
}

bool Containment::onCycle(DeclIndex decl, const Member& member) const
{
    const DeclIndex held = m_target(member);
    return held != kNoIndex && part(held) == part(decl);
}

std::vector<Containment::Cycle> Containment::cycles() const
{
    std::vector<Cycle> result;
    std::vector<bool> seen(m_schema.decls.size()); // by part
    for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
        const auto decl = static_cast<DeclIndex>(i);
        bool onlySelf = true;
        for (const Member& member : m_schema.decls[i].members) {
            if (!onCycle(decl, member))
                continue;
            if (m_target(member) == decl)
                result.push_back({{decl, &member}});
            else
                onlySelf = false;
        }
        if (!onlySelf && !seen[part(decl)]) {
            seen[part(decl)] = true;
            result.push_back(shortestCycle(decl));
        }
    }
    return result;
}

/// The shortest way from `start` back to itself inside its part, without members of a declaration's own type.
Containment::Cycle Containment::shortestCycle(DeclIndex start) const
{
    std::vector<DeclIndex> queue{start};
    std::unordered_map<DeclIndex, Edge> reachedBy;
    for (std::size_t next = 0; next < queue.size() && !reachedBy.contains(start); ++next) {
        for (const Member& member : m_schema.decls[queue[next]].members) {
            const DeclIndex held = m_target(member);
            const bool leadsOn = held != kNoIndex && held != queue[next] && part(held) == part(start);
            if (leadsOn && reachedBy.try_emplace(held, Edge{queue[next], &member}).second)
                queue.push_back(held);
        }
    }
    Cycle cycle;
    DeclIndex at = start;
    do {
        cycle.push_back(reachedBy.at(at));
        at = cycle.back().from;
    } while (at != start);
    std::reverse(cycle.begin(), cycle.end());
    return cycle;
}

std::string cycleText(const Schema& schema, const Containment::Cycle& cycle)
{
    constexpr std::size_t mostShown = 16;
    std::string text;
    for (std::size_t i = 0; i < cycle.size() && i < mostShown; ++i)
        text += schema.decls[cycle[i].from].name + "." + cycle[i].member->name + " → ";
    if (cycle.size() > mostShown)
        text += "… → ";
    return text + schema.decls[cycle.front().from].name;
}

namespace {

/// The declarations a type names, directly or inside.
void collectNamed(const Schema& schema, TypeIndex type, std::vector<TypeIndex>& stack, std::vector<DeclIndex>& found)
{
    stack.assign(1, type);
    while (!stack.empty()) {
        const TypeIndex at = stack.back();
        stack.pop_back();
        if (at == kNoIndex)
            continue;
        const TypeExpr& expr = schema.types[at];
        if (expr.kind == TypeKind::Named && expr.decl != kNoIndex)
            found.push_back(expr.decl);
        stack.push_back(expr.element);
        stack.push_back(expr.key);
        stack.insert(stack.end(), expr.arguments.begin(), expr.arguments.end());
    }
}

} // namespace

void spreadUnsoundness(Schema& schema)
{
    std::vector<std::vector<DeclIndex>> holders(schema.decls.size());
    std::vector<DeclIndex> todo;
    std::vector<DeclIndex> held;
    std::vector<TypeIndex> stack;
    for (std::size_t i = 0; i < schema.decls.size(); ++i) {
        held.clear();
        for (const Member& member : schema.decls[i].members)
            collectNamed(schema, member.type, stack, held);
        for (const DeclIndex decl : held)
            holders[decl].push_back(static_cast<DeclIndex>(i));
        if (!schema.decls[i].sound)
            todo.push_back(static_cast<DeclIndex>(i));
    }
    while (!todo.empty()) {
        const DeclIndex broken = todo.back();
        todo.pop_back();
        for (const DeclIndex holder : holders[broken]) {
            if (std::exchange(schema.decls[holder].sound, false))
                todo.push_back(holder);
        }
    }
}

} // namespace wirebench
