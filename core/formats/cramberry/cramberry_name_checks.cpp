// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_checks.h"
#include "core/formats/cramberry/cramberry_names.h"

#include <string_view>
#include <unordered_map>

namespace wirebench::cramberry {

namespace {

/// The code and sentence for two equal names of one kind.
struct Duplicate {
    std::string_view code;
    std::string_view pattern;
};

constexpr Duplicate kDeclarations{"duplicate-declaration",
                                  "`{0}` is declared twice: rename or remove one of the declarations."};
constexpr Duplicate kAliases{"duplicate-declaration",
                             "The alias `{0}` is given to two imports: choose another one for this."};
constexpr Duplicate kFields{"duplicate-field", "The field `{0}` is there twice: rename or remove one of them."};
constexpr Duplicate kEnumValues{"duplicate-enum-value",
                                "The enum value `{0}` is there twice: rename or remove one of them."};
constexpr Duplicate kMethods{"duplicate-method", "The method `{0}` is there twice: rename or remove one of them."};
constexpr Duplicate kParameters{"duplicate-parameter",
                                "The parameter `{0}` is there twice: rename or remove one of them."};

/// Whether the name only stands for one that is no identifier: nobody wrote it, so nothing is said of it.
bool isBad(const Sources& sources, const TextRange& range)
{
    return sources.files[range.file].tree.badNames.contains(range.begin);
}

/// The names of one scope.
class UniqueNames {
public:
    UniqueNames(const Duplicate& duplicate, const Sources& sources, SchemaProblems& problems)
        : m_duplicate(duplicate), m_sources(sources), m_problems(problems)
    {
    }

    /// Whether the name is new.
    bool add(std::string_view name, TextRange range)
    {
        if (name.empty())
            return true;
        const auto [first, isNew] = m_names.emplace(name, range);
        if (isNew)
            return true;
        if (isBad(m_sources, range) || isBad(m_sources, first->second))
            return false;
        Diagnostic& problem = m_problems.error(m_duplicate.code, range, m_duplicate.pattern, {std::string(name)});
        addRelated(problem, first->second, "first declared here");
        return false;
    }

private:
    const Duplicate& m_duplicate;
    const Sources& m_sources;
    SchemaProblems& m_problems;
    std::unordered_map<std::string_view, TextRange> m_names;
};

class NameChecker {
public:
    NameChecker(Model& model, SchemaProblems& problems) : m_model(model), m_schema(model.schema), m_problems(problems)
    {
    }

    void run()
    {
        checkDeclNames();
        checkAcrossFiles();
        for (const SourceFile& file : m_model.sources.files) {
            UniqueNames aliases(kAliases, m_model.sources, m_problems);
            for (const ImportNode& import : file.tree.imports)
                aliases.add(import.alias.text, import.alias.range);
        }
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (m_schema.decls[index].instanceOf == kNoIndex)
                checkDecl(index);
        }
    }

private:
    void checkDeclNames()
    {
        std::vector<UniqueNames> names(m_model.sources.files.size(),
                                       UniqueNames(kDeclarations, m_model.sources, m_problems));
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            Decl& decl = m_schema.decls[index];
            if (decl.instanceOf != kNoIndex)
                continue;
            decl.sound = names[m_model.decls[index].file].add(decl.name, decl.nameRange) && decl.sound;
            checkPrimitive(decl.name, decl.nameRange);
        }
    }

    void checkPrimitive(const std::string& name, TextRange range)
    {
        if (findPrimitive(name) || name == "map")
            m_problems.error("primitive-name", range, "`{0}` is the name of a built-in type: choose another name.",
                             {name});
    }

    /// Two files of one package share their names; of two declarations the one nearer to the text asked about is told.
    void checkAcrossFiles()
    {
        std::unordered_map<std::string_view, DeclIndex> names;
        for (auto index = static_cast<DeclIndex>(m_schema.decls.size()); index-- > 0;) {
            const Decl& decl = m_schema.decls[index];
            if (decl.instanceOf != kNoIndex)
                continue;
            const auto [entry, isNew] = names.emplace(m_model.decls[index].fullName, index);
            const Decl& other = m_schema.decls[entry->second];
            if (isNew || other.range.file == decl.range.file)
                continue;
            Diagnostic& problem = m_problems.error(
                "duplicate-declaration", decl.nameRange,
                "`{0}` is declared in an imported file as well: files of one package share their names.",
                {m_model.decls[index].fullName});
            addRelated(problem, other.nameRange, "`{0}` is declared here", {decl.name});
            m_schema.decls[index].sound = false;
        }
    }

    void checkDecl(DeclIndex index)
    {
        Decl& decl = m_schema.decls[index];
        const DeclNode& node = *m_model.decls[index].node;
        UniqueNames parameters(kParameters, m_model.sources, m_problems);
        for (const Name& parameter : node.parameters) {
            decl.sound = parameters.add(parameter.text, parameter.range) && decl.sound;
            checkPrimitive(parameter.text, parameter.range);
        }
        if (decl.kind == DeclKind::Enum)
            checkEnum(decl);
        else if (decl.kind == DeclKind::Struct)
            checkStruct(decl);
        else
            checkMethods(decl, node);
    }

    void checkEnum(Decl& decl)
    {
        if (decl.members.empty() && decl.sound) {
            decl.sound = false;
            m_problems.error("empty-enum", decl.nameRange,
                             "The enum `{0}` has no values: it needs at least one, `NAME = 0;`.", {decl.name});
        }
        UniqueNames names(kEnumValues, m_model.sources, m_problems);
        std::unordered_map<std::int64_t, const Member*> numbers;
        for (const Member& member : decl.members) {
            decl.sound = names.add(member.name, member.nameRange) && decl.sound;
            if (member.number < 0 || member.number > INT32_MAX)
                continue; // reported as such
            const auto [first, isNew] = numbers.emplace(member.number, &member);
            if (isNew)
                continue;
            decl.sound = false;
            reportNumber("duplicate-enum-number", member, *first->second,
                         "The number {0} is that of `{1}` already: give `{2}` another one.");
        }
    }

    void checkStruct(Decl& decl)
    {
        UniqueNames names(kFields, m_model.sources, m_problems);
        std::unordered_map<std::int64_t, const Member*> numbers;
        for (const Member& member : decl.members) {
            if (member.inherited) {
                // What is wrong among the base's fields was said there.
                numbers.emplace(member.number, &member);
                m_inherited.emplace(member.name, &member);
                continue;
            }
            decl.sound = names.add(member.name, member.nameRange) && checkInherited(member) && decl.sound;
            if (member.number < 1 || member.number > kHighestFieldNumber)
                continue; // reported as such
            const auto [first, isNew] = numbers.emplace(member.number, &member);
            if (isNew)
                continue;
            decl.sound = false;
            reportNumber("duplicate-field-number", member, *first->second,
                         "The field number {0} is that of `{1}` already: give `{2}` another one.");
        }
        m_inherited.clear();
    }

    bool checkInherited(const Member& member)
    {
        const auto base = m_inherited.find(member.name);
        if (base == m_inherited.end())
            return true;
        if (isBad(m_model.sources, member.nameRange) || isBad(m_model.sources, base->second->nameRange))
            return false;
        Diagnostic& problem
            = m_problems.error("duplicate-field", member.nameRange,
                               "The base has a field `{0}` as well: rename or remove one of them.", {member.name});
        addRelated(problem, base->second->nameRange, "first declared here");
        return false;
    }

    void reportNumber(std::string_view code, const Member& member, const Member& first, std::string_view pattern)
    {
        Diagnostic& problem
            = m_problems.error(code, member.numberRange.size() > 0 ? member.numberRange : member.nameRange, pattern,
                               {std::to_string(member.number), first.name, member.name});
        addRelated(problem, first.numberRange.size() > 0 ? first.numberRange : first.nameRange, "first used here");
    }

    void checkMethods(Decl& decl, const DeclNode& node)
    {
        UniqueNames names(kMethods, m_model.sources, m_problems);
        for (const MemberNode& method : node.members) {
            decl.sound = names.add(method.name.text, method.name.range) && decl.sound;
            UniqueNames parameters(kParameters, m_model.sources, m_problems);
            for (const ParameterNode& parameter : method.parameters)
                parameters.add(parameter.name.text, parameter.name.range);
        }
    }

    Model& m_model;
    Schema& m_schema;
    SchemaProblems& m_problems;
    std::unordered_map<std::string_view, const Member*> m_inherited;
};

} // namespace

void checkNames(Model& model, SchemaProblems& problems)
{
    NameChecker(model, problems).run();
}

} // namespace wirebench::cramberry
