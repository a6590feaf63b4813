// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_checks.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench::sdp {

namespace {

/// Strongly connected parts of the graph "struct has a plain field of struct", by Tarjan's algorithm on an explicit
/// stack. Parts are numbered so that a part only reaches parts with lower numbers and itself.
class PlainGraph {
public:
    explicit PlainGraph(const Schema& schema) : m_schema(schema), m_nodes(schema.decls.size())
    {
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            if (m_nodes[i].order == 0)
                visit(static_cast<DeclIndex>(i));
        }
    }

    /// Declarations part by part, contained ones first.
    const std::vector<DeclIndex>& innermostFirst() const { return m_finished; }
    std::uint32_t part(DeclIndex decl) const { return m_nodes[decl].part; }

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

    void enter(DeclIndex decl)
    {
        m_nodes[decl].order = m_nodes[decl].low = ++m_order;
        m_open.push_back(decl);
        m_frames.push_back({decl, 0});
    }

    void visit(DeclIndex root)
    {
        enter(root);
        while (!m_frames.empty()) {
            const DeclIndex decl = m_frames.back().decl;
            const std::vector<Member>& members = m_schema.decls[decl].members;
            if (m_frames.back().member == members.size()) {
                leave(decl);
                continue;
            }
            const DeclIndex target = plainDecl(m_schema, members[m_frames.back().member++].type);
            if (target == kNoIndex)
                continue;
            if (m_nodes[target].order == 0)
                enter(target);
            else if (m_nodes[target].part == kNoIndex)
                m_nodes[decl].low = std::min(m_nodes[decl].low, m_nodes[target].order);
        }
    }

    void leave(DeclIndex decl)
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

    const Schema& m_schema;
    std::vector<NodeState> m_nodes;
    std::vector<DeclIndex> m_open;
    std::vector<Frame> m_frames;
    std::vector<DeclIndex> m_finished;
    std::uint32_t m_order = 0;
    std::uint32_t m_parts = 0;
};

class NestingChecker {
public:
    NestingChecker(Schema& schema, SchemaProblems& problems) : m_schema(schema), m_graph(schema), m_problems(problems)
    {
    }

    void run()
    {
        reportCycles();
        reportDepth();
    }

private:
    struct Edge {
        DeclIndex from = kNoIndex;
        const Member* member = nullptr;
    };

    void reportCycles()
    {
        std::vector<bool> seen(m_schema.decls.size()); // by part
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            const auto decl = static_cast<DeclIndex>(i);
            bool onlySelf = true;
            for (const Member& member : m_schema.decls[i].members) {
                const DeclIndex target = plainDecl(m_schema, member.type);
                if (target == kNoIndex || m_graph.part(target) != m_graph.part(decl))
                    continue;
                m_schema.decls[i].sound = false;
                if (target == decl)
                    report({{decl, &member}});
                else
                    onlySelf = false;
            }
            if (!onlySelf && !seen[m_graph.part(decl)]) {
                seen[m_graph.part(decl)] = true;
                report(shortestCycle(decl));
            }
        }
    }

    /// The shortest way from `start` back to itself inside its part, without fields of a struct's own type.
    std::vector<Edge> shortestCycle(DeclIndex start) const
    {
        std::vector<DeclIndex> queue{start};
        std::unordered_map<DeclIndex, Edge> reachedBy;
        for (std::size_t next = 0; next < queue.size(); ++next) {
            for (const Member& member : m_schema.decls[queue[next]].members) {
                const DeclIndex target = plainDecl(m_schema, member.type);
                if (target == kNoIndex || target == queue[next] || m_graph.part(target) != m_graph.part(start)
                    || !reachedBy.try_emplace(target, Edge{queue[next], &member}).second)
                    continue;
                if (target == start)
                    return unwind(reachedBy, start);
                queue.push_back(target);
            }
        }
        return {};
    }

    static std::vector<Edge> unwind(const std::unordered_map<DeclIndex, Edge>& reachedBy, DeclIndex start)
    {
        std::vector<Edge> cycle;
        DeclIndex at = start;
        do {
            cycle.push_back(reachedBy.at(at));
            at = cycle.back().from;
        } while (at != start);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
    }

    void report(const std::vector<Edge>& cycle)
    {
        constexpr std::size_t mostShown = 16;
        if (cycle.empty())
            return;
        std::string way;
        for (std::size_t i = 0; i < cycle.size() && i < mostShown; ++i)
            way += m_schema.decls[cycle[i].from].name + "." + cycle[i].member->name + " → ";
        if (cycle.size() > mostShown)
            way += "… → ";
        const std::string& name = m_schema.decls[cycle.front().from].name;
        way += name;
        const Member& member = *cycle.front().member;
        const std::string& type = m_schema.types[member.type].spelling;
        Diagnostic& problem = m_problems.error("infinite-size", member.typeRange,
                                               "`{0}` contains itself by value ({1}), so no value of it could end: "
                                               "make this field optional (`?{2}`) or an array "
                                               "(`[]{2}`).",
                                               {name, way, type});
        for (std::size_t i = 1; i < cycle.size() && i < mostShown; ++i)
            addRelated(problem, cycle[i].member->typeRange, "and this field leads on to `{0}`",
                       {m_schema.types[cycle[i].member->type].spelling});
        addFix(problem, {"Write `?{0}`", {type}}, member.typeRange, "?" + type);
    }

    /// Depth 1 is a struct without plain structs inside. One report at the field that goes over the limit; what holds
    /// such a struct in turn is not reported again.
    void reportDepth()
    {
        std::vector<std::uint32_t> depths(m_schema.decls.size(), 1);
        for (const DeclIndex decl : m_graph.innermostFirst()) {
            for (const Member& member : m_schema.decls[decl].members) {
                const DeclIndex target = plainDecl(m_schema, member.type);
                if (target == kNoIndex || m_graph.part(target) == m_graph.part(decl))
                    continue;
                depths[decl] = std::max(depths[decl], depths[target] + 1);
                if (depths[target] == kDeepestNesting)
                    reportTooDeep(decl, member);
            }
        }
    }

    void reportTooDeep(DeclIndex decl, const Member& member)
    {
        m_schema.decls[decl].sound = false;
        Diagnostic& problem = m_problems.error(
            "too-deep", member.typeRange,
            "With this field `{0}` nests plain structs {1} deep, and at most {2} are allowed: make one of them "
            "optional or "
            "an array, or take the inner fields up.",
            {m_schema.decls[decl].name, std::to_string(kDeepestNesting + 1), std::to_string(kDeepestNesting)});
        const DeclIndex target = plainDecl(m_schema, member.type);
        addRelated(problem, m_schema.decls[target].nameRange, "`{0}` is already {1} deep",
                   {m_schema.decls[target].name, std::to_string(kDeepestNesting)});
    }

    Schema& m_schema;
    PlainGraph m_graph;
    SchemaProblems& m_problems;
};

} // namespace

void checkNesting(Schema& schema, SchemaProblems& problems)
{
    NestingChecker(schema, problems).run();
}

} // namespace wirebench::sdp
