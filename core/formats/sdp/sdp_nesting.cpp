// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_checks.h"
#include "core/schema/containment.h"

#include <algorithm>

namespace wirebench::sdp {

namespace {

class NestingChecker {
public:
    NestingChecker(Schema& schema, SchemaProblems& problems)
        : m_schema(schema)
        , m_graph(schema, [&schema](const Member& member) { return plainDecl(schema, member.type); })
        , m_problems(problems)
    {
    }

    void run()
    {
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            for (const Member& member : m_schema.decls[i].members) {
                if (m_graph.onCycle(static_cast<DeclIndex>(i), member))
                    m_schema.decls[i].sound = false;
            }
        }
        for (const Containment::Cycle& cycle : m_graph.cycles())
            report(cycle);
        reportDepth();
    }

private:
    void report(const Containment::Cycle& cycle)
    {
        constexpr std::size_t mostShown = 16;
        const std::string& name = m_schema.decls[cycle.front().from].name;
        const Member& member = *cycle.front().member;
        const std::string& type = m_schema.types[member.type].spelling;
        Diagnostic& problem = m_problems.error("infinite-size", member.typeRange,
                                               "`{0}` contains itself by value ({1}), so no value of it could end: "
                                               "make this field optional (`?{2}`) or an array "
                                               "(`[]{2}`).",
                                               {name, cycleText(m_schema, cycle), type});
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
    Containment m_graph;
    SchemaProblems& m_problems;
};

} // namespace

void checkNesting(Schema& schema, SchemaProblems& problems)
{
    NestingChecker(schema, problems).run();
}

} // namespace wirebench::sdp
