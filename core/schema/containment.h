// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace wirebench {

/// The graph "a declaration holds another one by value" of a schema, and its cycles: the types of infinite size. Works
/// without recursion and in time linear in the schema. The schema must outlive it, and its members must stay in place.
class Containment {
public:
    /// The declaration that lies at a member by value; kNoIndex where there is none, or where an array, a map or an
    /// optional ends the recursion.
    using Target = std::function<DeclIndex(const Member&)>;

    /// One step of a cycle: a declaration and its member that leads on.
    struct Edge {
        DeclIndex from = kNoIndex;
        const Member* member = nullptr;
    };
    using Cycle = std::vector<Edge>;

    Containment(const Schema& schema, Target target);

    /// All declarations, contained ones first.
    const std::vector<DeclIndex>& innermostFirst() const { return m_finished; }
    /// The declarations of one part contain each other. A part holds by value only parts of lower number and itself.
    std::uint32_t part(DeclIndex decl) const { return m_nodes[decl].part; }
    DeclIndex target(const Member& member) const { return m_target(member); }
    /// Whether this member of `decl` is one of those that make it infinite.
    bool onCycle(DeclIndex decl, const Member& member) const;

    /// The cycles to report, by declaration: one for each member that holds its own type, and the shortest one from
    /// the first declaration of each larger part.
    std::vector<Cycle> cycles() const;

private:
    struct NodeState {
        std::uint32_t order = 0; // 0: not reached yet
        std::uint32_t low = 0;
        std::uint32_t part = kNoIndex;
    };
    struct Frame {
        DeclIndex decl;
        std::size_t member;
    };

    void enter(DeclIndex decl);
    void visit(DeclIndex root);
    void leave(DeclIndex decl);
    Cycle shortestCycle(DeclIndex start) const;

    const Schema& m_schema;
    Target m_target;
    std::vector<NodeState> m_nodes;
    std::vector<DeclIndex> m_open;
    std::vector<Frame> m_frames;
    std::vector<DeclIndex> m_finished;
    std::uint32_t m_order = 0;
    std::uint32_t m_parts = 0;
};

/// A cycle in words: `A.b → B.c → A`, at most 16 steps of it.
std::string cycleText(const Schema& schema, const Containment::Cycle& cycle);

/// Everything that holds an unsound declaration, in whatever way, is unsound too. Looks through arrays, maps,
/// optionals and generic arguments.
void spreadUnsoundness(Schema& schema);

} // namespace wirebench
