// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_binder.h"
#include "core/formats/cramberry/cramberry_names.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace wirebench::cramberry {

namespace {

constexpr std::size_t kMostInstances = 10'000;

class Instantiation {
public:
    Instantiation(Model& model, SchemaProblems& problems) : m_model(model), m_schema(model.schema), m_problems(problems)
    {
        std::unordered_set<std::string_view> names;
        for (DeclIndex decl = 0; decl < m_schema.decls.size(); ++decl) {
            // A declaration that is there twice is reported and still has one name.
            if (m_schema.decls[decl].kind != DeclKind::Service && names.insert(m_model.decls[decl].fullName).second)
                ++m_uses[m_schema.decls[decl].name];
        }
    }

    void run()
    {
        // Instances are added behind, and their own types are looked at in turn.
        for (DeclIndex decl = 0; decl < m_schema.decls.size(); ++decl) {
            if (m_model.isGeneric(decl))
                continue;
            for (std::size_t member = 0; member < m_schema.decls[decl].members.size(); ++member)
                resolveMember(decl, member);
        }
    }

private:
    void resolveMember(DeclIndex decl, std::size_t index)
    {
        // Instances are appended to the declarations, so nothing of the member may be held on to.
        const auto member = [&]() -> const Member& { return m_schema.decls[decl].members[index]; };
        for (std::size_t i = 0; i < member().parameters.size(); ++i)
            resolve(member().parameters[i].type, m_schema.types[member().parameters[i].type].range);
        if (member().type != kNoIndex && !resolve(member().type, member().typeRange))
            m_schema.decls[decl].sound = false;
    }

    /// Makes a type name concrete declarations only; false when that is impossible.
    bool resolve(TypeIndex root, TextRange use)
    {
        std::vector<TypeIndex> open{root};
        while (!open.empty()) {
            const TypeIndex index = open.back();
            open.pop_back();
            const TypeExpr& type = m_schema.types[index];
            for (const TypeIndex part : {type.element, type.key}) {
                if (part != kNoIndex)
                    open.push_back(part);
            }
            if (type.kind != TypeKind::Named || type.arguments.empty())
                continue;
            open.insert(open.end(), type.arguments.begin(), type.arguments.end());
            if (m_schema.decls[type.decl].instanceOf == kNoIndex && !instantiate(index, use))
                return false;
        }
        return true;
    }

    bool instantiate(TypeIndex index, TextRange use)
    {
        const TypeExpr type = m_schema.types[index];
        const std::string full = nameOf(index, true);
        const auto known = m_instances.find(full);
        if (known != m_instances.end()) {
            m_schema.types[index].decl = known->second;
            return true;
        }
        const bool possible = m_instances.size() < kMostInstances;
        const DeclIndex instance = possible ? makeInstance(type, full) : kNoIndex;
        if (instance == kNoIndex) {
            if (!std::exchange(m_reported, true))
                m_problems.error("generic-expansion", use,
                                 "Instantiating `{0}` does not end, or makes more than can be held: let its fields use "
                                 "`{0}` with its own parameters only.",
                                 {m_schema.decls[type.decl].name});
            return false;
        }
        m_schema.types[index].decl = instance;
        return true;
    }

    DeclIndex makeInstance(const TypeExpr& type, const std::string& full)
    {
        Decl decl = m_schema.decls[type.decl];
        DeclFacts facts = m_model.decls[type.decl];
        for (Member& member : decl.members) {
            if (!countCopy(m_model, member))
                return kNoIndex;
            member.type = substitute(m_schema, member.type, type.arguments);
            if (member.type == kNoIndex)
                return kNoIndex;
        }
        decl.name = nameOf(type.decl, type.arguments, false);
        decl.parameters.clear();
        decl.instanceOf = type.decl;
        facts.fullName = full;
        const auto instance = static_cast<DeclIndex>(m_schema.decls.size());
        m_schema.decls.push_back(std::move(decl));
        m_model.decls.push_back(std::move(facts));
        m_instances.emplace(full, instance);
        return instance;
    }

    std::string nameOf(DeclIndex decl, const std::vector<TypeIndex>& arguments, bool full) const
    {
        std::string name = full || m_uses.at(m_schema.decls[decl].name) > 1 ? m_model.decls[decl].fullName
                                                                            : m_schema.decls[decl].name;
        for (std::size_t i = 0; i < arguments.size(); ++i)
            name += (i == 0 ? "<" : ",") + nameOf(arguments[i], full);
        return name + ">";
    }

    /// The name of a type, without blanks. Recursion is bounded by the length that substitute() allows.
    std::string nameOf(TypeIndex index, bool full) const
    {
        const TypeExpr& type = m_schema.types[index];
        switch (type.kind) {
        case TypeKind::Array:
            return "[" + (type.length ? std::to_string(*type.length) : std::string()) + "]"
                + nameOf(type.element, full);
        case TypeKind::Map:
            return "map<" + nameOf(type.key, full) + "," + nameOf(type.element, full) + ">";
        case TypeKind::Optional:
            return nameOf(type.element, full) + "?";
        case TypeKind::Named:
            break;
        default:
            return type.spelling == "byte" ? "uint8" : type.spelling;
        }
        const Decl& decl = m_schema.decls[type.decl];
        if (decl.instanceOf != kNoIndex)
            return full ? m_model.decls[type.decl].fullName : decl.name;
        if (!type.arguments.empty())
            return nameOf(type.decl, type.arguments, full);
        return full || m_uses.at(decl.name) > 1 ? m_model.decls[type.decl].fullName : decl.name;
    }

    Model& m_model;
    Schema& m_schema;
    SchemaProblems& m_problems;
    std::unordered_map<std::string, DeclIndex> m_instances; // by full name
    std::unordered_map<std::string, std::size_t> m_uses; // how many declarations have a name
    bool m_reported = false;
};

} // namespace

void instantiateGenerics(Model& model, SchemaProblems& problems)
{
    Instantiation(model, problems).run();
}

} // namespace wirebench::cramberry
