// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_style.h"

#include <unordered_map>
#include <unordered_set>

namespace wirebench::serialkit {

namespace {

/// A declared name and the other places that must change with it.
struct Naming {
    std::string_view name;
    TextRange range;
    const std::vector<TextRange>* uses = nullptr;
};

/// What is to be said about the names of one scope.
struct ScopeRules {
    NameStyle style = NameStyle::TypeName;
    std::string_view duplicateCode;
    std::string_view duplicatePattern;
    std::string_view stylePattern;
    bool types = false; ///< Names of built-in types are taken.
};

constexpr ScopeRules kTypeRules{NameStyle::TypeName, "duplicate-declaration",
                                "`{0}` is declared twice: rename or remove one of the declarations.",
                                "Names of types start with a capital letter: `{0}` would be `{1}`.", true};
constexpr ScopeRules kFieldRules{NameStyle::FieldName, "duplicate-field",
                                 "The field `{0}` is there twice: rename or remove one of them.",
                                 "Names of fields are written in small letters with `_`: `{0}` would be `{1}`.", false};
constexpr ScopeRules kValueRules{
    NameStyle::ValueName, "duplicate-enum-value", "The value `{0}` is there twice: rename or remove one of them.",
    "Names of enum values are written in capital letters with `_`: `{0}` would be `{1}`.", false};

/// The names of one scope: the declarations of a file, or the members of a declaration.
class Scope {
public:
    Scope(const ScopeRules& rules, const Syntax& syntax, SchemaProblems& problems)
        : m_rules(rules), m_syntax(syntax), m_problems(problems)
    {
    }

    /// Checks all names; gives for each whether it is no repetition.
    std::vector<bool> check(const std::vector<Naming>& names)
    {
        for (const Naming& naming : names)
            m_taken.insert(naming.name);
        std::vector<bool> unique;
        unique.reserve(names.size());
        for (const Naming& naming : names)
            unique.push_back(checkOne(naming));
        return unique;
    }

private:
    bool checkOne(const Naming& naming)
    {
        const std::string name(naming.name);
        const auto [first, isNew] = m_first.emplace(naming.name, naming.range);
        if (!isNew) {
            if (isBad(naming.range) || isBad(first->second))
                return false;
            Diagnostic& problem
                = m_problems.error(m_rules.duplicateCode, naming.range, m_rules.duplicatePattern, {name});
            addRelated(problem, first->second, "first declared here");
            // Uses mean the first one, so they stay.
            addRename(problem, {naming.name, naming.range, nullptr}, name);
            return false;
        }
        if (isBad(naming.range))
            return true;
        if (m_rules.types && findPrimitive(naming.name)) {
            Diagnostic& problem = m_problems.error(
                "primitive-name", naming.range, "`{0}` is the name of a built-in type: choose another name.", {name});
            addRename(problem, {naming.name, naming.range, nullptr}, otherName(name));
        } else if (isCppKeyword(naming.name)) {
            Diagnostic& problem = m_problems.error(
                "reserved-name", naming.range,
                "`{0}` is reserved in C++: generated code could not use it; choose another name.", {name});
            addRename(problem, naming, otherName(name));
        } else {
            checkStyle(naming, name);
        }
        return true;
    }

    /// Whether the name only stands for one that is no identifier: nobody wrote it, so nothing is said of it.
    bool isBad(const TextRange& range) const { return m_syntax.badNames.contains(range.begin); }

    /// `name` in its style where that changes it, else with an underscore.
    std::string otherName(const std::string& name) const
    {
        const std::string good = inStyle(name, m_rules.style);
        return good == name ? name + "_" : good;
    }

    void checkStyle(const Naming& naming, const std::string& name)
    {
        const std::string good = inStyle(naming.name, m_rules.style);
        if (good == name)
            return;
        Diagnostic& problem = m_problems.add(Severity::Note, "style", naming.range, m_rules.stylePattern, {name, good});
        if (isFree(good))
            rename(problem, naming, good);
    }

    /// Offers `base`, or where that is taken `base2`, `base3` …
    void addRename(Diagnostic& problem, const Naming& naming, const std::string& base)
    {
        constexpr int mostAttempts = 100;
        const std::string stem = base.ends_with('_') || m_rules.types ? base : base + "_";
        std::string name = base;
        for (int number = 2; !isFree(name); ++number) {
            if (number > mostAttempts)
                return;
            name = stem + std::to_string(number);
        }
        rename(problem, naming, name);
    }

    static void rename(Diagnostic& problem, const Naming& naming, const std::string& name)
    {
        std::vector<TextEdit> edits{{naming.range, name}};
        if (naming.uses) {
            for (const TextRange& use : *naming.uses)
                edits.push_back({use, name});
        }
        addFix(problem, {"Rename to `{0}`", {name}}, std::move(edits));
    }

    bool isFree(const std::string& name) const
    {
        return !m_taken.contains(name) && !isCppKeyword(name) && !(m_rules.types && findPrimitive(name));
    }

    const ScopeRules& m_rules;
    const Syntax& m_syntax;
    SchemaProblems& m_problems;
    std::unordered_set<std::string_view> m_taken;
    std::unordered_map<std::string_view, TextRange> m_first;
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
    const std::vector<bool> unique = Scope(kTypeRules, syntax, problems).check(names);
    for (std::size_t i = 0; i < schema.decls.size(); ++i)
        schema.decls[i].sound = schema.decls[i].sound && unique[i];
}

void checkMemberNames(const Syntax& syntax, Decl& decl, SchemaProblems& problems)
{
    std::vector<Naming> names;
    for (const Member& member : decl.members)
        names.push_back({member.name, member.nameRange, nullptr});
    const ScopeRules& rules = decl.kind == DeclKind::Enum ? kValueRules : kFieldRules;
    for (const bool unique : Scope(rules, syntax, problems).check(names))
        decl.sound = decl.sound && unique;
}

} // namespace

void checkNames(Syntax& syntax, SchemaProblems& problems)
{
    for (const NamePart& part : syntax.namespaceParts) {
        if (!isCppKeyword(part.text))
            continue;
        Diagnostic& problem = problems.error(
            "reserved-name", part.range,
            "`{0}` is reserved in C++: no namespace of generated code could have this name; choose another one.",
            {part.text});
        addFix(problem, {"Rename to `{0}`", {part.text + "_"}}, part.range, part.text + "_");
    }
    checkDeclNames(syntax, problems);
    for (Decl& decl : syntax.schema.decls)
        checkMemberNames(syntax, decl, problems);
}

} // namespace wirebench::serialkit
