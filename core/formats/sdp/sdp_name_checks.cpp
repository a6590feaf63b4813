// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/sdp/sdp_checks.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/syntax/text_lexer.h"

#include <unordered_map>
#include <unordered_set>

namespace wirebench::sdp {

namespace {

/// A declared name and the other places that must change with it.
struct Naming {
    std::string_view name;
    TextRange range;
    const std::vector<TextRange>* uses = nullptr;
};

/// The names of one scope: the declarations of a file, or the fields of a struct.
class Scope {
public:
    Scope(bool types, const Syntax& syntax, SchemaProblems& problems)
        : m_types(types), m_syntax(syntax), m_problems(problems)
    {
    }

    /// Checks all names; gives for each whether it is no repetition.
    std::vector<bool> check(const std::vector<Naming>& names)
    {
        for (const Naming& naming : names)
            m_taken.insert(asciiLower(naming.name));
        std::vector<bool> unique;
        unique.reserve(names.size());
        for (const Naming& naming : names)
            unique.push_back(checkOne(naming));
        return unique;
    }

private:
    bool checkOne(const Naming& naming)
    {
        const auto [exact, isNew] = m_exact.emplace(naming.name, naming.range);
        if (!isNew) {
            if (isBad(naming.range) || isBad(exact->second))
                return false;
            Diagnostic& problem
                = m_problems.error(m_types ? "duplicate-declaration" : "duplicate-field", naming.range,
                                   m_types ? "`{0}` is declared twice: rename or remove one of the declarations."
                                           : "The field `{0}` is there twice: rename or remove one of them.",
                                   {std::string(naming.name)});
            addRelated(problem, exact->second, "first declared here");
            addRename(problem, naming, std::string(naming.name), false);
            return false;
        }
        if (isBad(naming.range))
            return true;
        const auto [folded, differs] = m_folded.emplace(asciiLower(naming.name), naming);
        if (!differs) {
            Diagnostic& problem = m_problems.error(
                "case-only-names", naming.range,
                "`{0}` and `{1}` differ only by case: generated code could not keep them apart; rename one of them.",
                {std::string(folded->second.name), std::string(naming.name)});
            addRelated(problem, folded->second.range, "`{0}` is declared here", {std::string(folded->second.name)});
            addRename(problem, naming, std::string(naming.name), false);
        }
        checkReserved(naming);
        return true;
    }

    /// Whether the name only stands for one that is no identifier: nobody wrote it, so nothing is said of it.
    bool isBad(const TextRange& range) const { return m_syntax.badNames.contains(range.begin); }

    void checkReserved(const Naming& naming)
    {
        const std::vector<std::string_view> languages = reservingLanguages(naming.name);
        if (languages.empty() && !findPrimitiveAnyCase(naming.name))
            return;
        Diagnostic& problem = languages.empty()
            ? m_problems.error("primitive-name", naming.range,
                               "`{0}` is the name of a built-in type: choose another name.", {std::string(naming.name)})
            : m_problems.error("reserved-name", naming.range,
                               "`{0}` is reserved in {1}: generated code could not use it; choose another name.",
                               {std::string(naming.name), joined(languages)});
        addRename(problem, naming, naming.name == "_" ? std::string("unnamed") : std::string(naming.name),
                  naming.name != "_");
    }

    static std::string joined(const std::vector<std::string_view>& languages)
    {
        std::string result;
        for (std::size_t i = 0; i < languages.size(); ++i) {
            if (i > 0)
                result.append(i + 1 == languages.size() ? " and " : ", ");
            result.append(languages[i]);
        }
        return result;
    }

    /// Offers `base_` (or `base` itself, where it is free), else `base_2`, `base_3` …
    void addRename(Diagnostic& problem, const Naming& naming, const std::string& base, bool underscore)
    {
        constexpr int mostAttempts = 100;
        std::string name = underscore ? base + "_" : base;
        for (int number = 2; !isFree(name); ++number) {
            if (number > mostAttempts)
                return;
            name = base + "_" + std::to_string(number);
        }
        std::vector<TextEdit> edits{{naming.range, name}};
        if (naming.uses) {
            for (const TextRange& use : *naming.uses)
                edits.push_back({use, name});
        }
        addFix(problem, {"Rename to `{0}`", {name}}, std::move(edits));
    }

    bool isFree(const std::string& name) const
    {
        return !m_taken.contains(asciiLower(name)) && reservingLanguages(name).empty() && !findPrimitiveAnyCase(name);
    }

    bool m_types;
    const Syntax& m_syntax;
    SchemaProblems& m_problems;
    std::unordered_set<std::string> m_taken; // lower-case
    std::unordered_map<std::string_view, TextRange> m_exact;
    std::unordered_map<std::string, Naming> m_folded;
};

void checkDeclNames(Syntax& syntax, SchemaProblems& problems)
{
    Schema& schema = syntax.schema;
    std::vector<std::vector<TextRange>> uses(schema.decls.size());
    for (const TypeExpr& type : schema.types) {
        if (type.kind == TypeKind::Named && type.decl != kNoIndex)
            uses[type.decl].push_back(type.range);
    }
    std::vector<Naming> names;
    for (std::size_t i = 0; i < schema.decls.size(); ++i)
        names.push_back({schema.decls[i].name, schema.decls[i].nameRange, &uses[i]});
    const std::vector<bool> unique = Scope(true, syntax, problems).check(names);
    for (std::size_t i = 0; i < schema.decls.size(); ++i)
        schema.decls[i].sound = schema.decls[i].sound && unique[i];
}

void checkMemberNames(const Syntax& syntax, Decl& decl, SchemaProblems& problems)
{
    std::vector<Naming> names;
    for (const Member& member : decl.members)
        names.push_back({member.name, member.nameRange, nullptr});
    for (const bool unique : Scope(false, syntax, problems).check(names))
        decl.sound = decl.sound && unique;
}

} // namespace

void checkNames(Syntax& syntax, SchemaProblems& problems)
{
    checkDeclNames(syntax, problems);
    for (Decl& decl : syntax.schema.decls)
        checkMemberNames(syntax, decl, problems);
}

} // namespace wirebench::sdp
