// SPDX-License-Identifier: MIT
#include "core/base/fnv.h"
#include "core/formats/cramberry/cramberry_checks.h"
#include "core/formats/cramberry/cramberry_names.h"

#include <unordered_map>

namespace wirebench::cramberry {

namespace {

class TypeIdChecker {
public:
    TypeIdChecker(Model& model, SchemaProblems& problems) : m_model(model), m_schema(model.schema), m_problems(problems)
    {
    }

    void run()
    {
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (m_schema.decls[index].kind == DeclKind::Struct)
                readId(index);
        }
        // The written ids come first: a derived one that equals one of them is to make way.
        for (const bool written : {true, false}) {
            for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
                if (m_model.decls[index].typeId != 0 && (m_model.decls[index].writtenTypeId != nullptr) == written)
                    checkUnique(index);
            }
        }
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (m_schema.decls[index].kind == DeclKind::Interface)
                checkNamesOnWire(index);
        }
    }

private:
    void readId(DeclIndex index)
    {
        DeclFacts& facts = m_model.decls[index];
        if (!facts.writtenTypeId) {
            facts.typeId = m_model.isGeneric(index) ? 0 : derivedTypeId(facts.fullName);
            return;
        }
        const std::uint64_t id = unsignedValue(*facts.writtenTypeId).value_or(0);
        if (id >= kLowestTypeId && id <= kHighestTypeId) {
            facts.typeId = m_model.isGeneric(index) ? 0 : id;
            return;
        }
        facts.typeId = m_model.isGeneric(index) ? 0 : derivedTypeId(facts.fullName);
        if (m_schema.decls[index].instanceOf == kNoIndex)
            m_problems.error("typeid-range", facts.writtenTypeId->range,
                             "A type id is {0} to {1}: the smaller ones belong to the built-in types.",
                             {std::to_string(kLowestTypeId), std::to_string(kHighestTypeId)});
    }

    void checkUnique(DeclIndex index)
    {
        const DeclFacts& facts = m_model.decls[index];
        const auto [first, isNew] = m_ids.emplace(facts.typeId, index);
        const Decl& decl = m_schema.decls[index];
        const DeclFacts& other = m_model.decls[first->second];
        // Equal full names are reported as such.
        if (isNew || other.fullName == facts.fullName)
            return;
        const TextRange range = facts.writtenTypeId ? facts.writtenTypeId->range : decl.nameRange;
        Diagnostic& problem = m_problems.error(
            "typeid-duplicate", range,
            facts.writtenTypeId ? "The type id {0} is that of `{1}` already: give `{2}` another one."
                                : "The id {0} that the name of `{2}` gives is that of `{1}`: write a free one, "
                                  "`@typeid(…)`, before one of them.",
            {std::to_string(facts.typeId), other.fullName, facts.fullName});
        addRelated(problem, m_schema.decls[first->second].nameRange, "`{0}` is declared here", {other.fullName});
    }

    void checkNamesOnWire(DeclIndex index)
    {
        using Discrimination = DeclFacts::Discrimination;
        const DeclFacts& facts = m_model.decls[index];
        if (facts.discrimination == Discrimination::Id)
            return;
        std::unordered_map<std::string, DeclIndex> known;
        for (const DeclIndex implementation : facts.implementations) {
            const std::string name = typeRefName(m_model, index, implementation);
            const bool hashed = facts.discrimination == Discrimination::Hash;
            const std::uint32_t hash = fnv1a32(name);
            if (hashed && hash == 0)
                m_problems.error("typeref-collision", m_schema.decls[implementation].nameRange,
                                 "The hash of `{0}` is 0, which stands for no value: rename the type.", {name});
            const auto [first, isNew] = known.emplace(hashed ? std::to_string(hash) : name, implementation);
            if (isNew)
                continue;
            Diagnostic& problem = m_problems.error(
                "typeref-collision", m_schema.decls[implementation].nameRange,
                hashed ? "`{0}` and `{1}` have the same hash, so that `{2}` cannot tell them apart: rename one of them."
                       : "`{0}` and `{1}` have the same name on the wire, so that `{2}` cannot tell them apart: rename "
                         "one of them.",
                {m_model.decls[first->second].fullName, m_model.decls[implementation].fullName,
                 m_schema.decls[index].name});
            addRelated(problem, m_schema.decls[first->second].nameRange, "the other one is declared here");
        }
    }

    Model& m_model;
    Schema& m_schema;
    SchemaProblems& m_problems;
    std::unordered_map<std::uint64_t, DeclIndex> m_ids;
};

} // namespace

void checkTypeIds(Model& model, SchemaProblems& problems)
{
    TypeIdChecker(model, problems).run();
}

} // namespace wirebench::cramberry
