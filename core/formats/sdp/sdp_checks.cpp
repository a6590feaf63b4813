// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_checks.h"

#include "core/base/text.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/schema/containment.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench::sdp {

DeclIndex namedDecl(const Schema& schema, TypeIndex type)
{
    const TypeExpr* expr = &schema.types[type];
    if (expr->element != kNoIndex)
        expr = &schema.types[expr->element];
    return expr->kind == TypeKind::Named ? expr->decl : kNoIndex;
}

DeclIndex plainDecl(const Schema& schema, TypeIndex type)
{
    const TypeExpr& expr = schema.types[type];
    const bool isStruct
        = expr.kind == TypeKind::Named && expr.decl != kNoIndex && schema.decls[expr.decl].kind == DeclKind::Struct;
    return isStruct ? expr.decl : kNoIndex;
}

namespace {

bool saysOptional(std::string_view doc)
{
    static constexpr std::string_view words[] = {"optional", "0 or 1", "zero or one"};
    const auto contains = [doc](std::string_view word) {
        return std::search(doc.begin(), doc.end(), word.begin(), word.end(),
                           [](char a, char b) { return asciiLower(a) == b; })
            != doc.end();
    };
    return std::any_of(std::begin(words), std::end(words), contains);
}

class Checker {
public:
    Checker(Syntax& syntax, std::string_view text, SchemaProblems& problems)
        : m_syntax(syntax), m_text(text), m_schema(syntax.schema), m_problems(problems)
    {
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i)
            m_names.emplace(m_schema.decls[i].name, static_cast<DeclIndex>(i));
    }

    void run()
    {
        for (Decl& decl : m_schema.decls) {
            if (decl.members.empty() && decl.sound)
                reportEmpty(decl);
            for (const Member& member : decl.members)
                decl.sound = resolve(member) && decl.sound;
        }
        checkTypeIds();
        checkNames(m_syntax, m_problems);
        checkNesting(m_schema, m_problems);
        spreadUnsoundness(m_schema);
    }

private:
    void reportEmpty(Decl& decl)
    {
        decl.sound = false;
        m_problems.error("empty-struct", decl.nameRange,
                         "The {0} `{1}` has no fields: it needs at least one, `name: type`.",
                         {decl.kind == DeclKind::Struct ? "struct" : "message", decl.name});
    }

    /// Whether the member's type is one that can be lowered; its problems are reported.
    bool resolve(const Member& member)
    {
        TypeExpr& outer = m_schema.types[member.type];
        TypeExpr& base = outer.element == kNoIndex ? outer : m_schema.types[outer.element];
        if (base.kind == TypeKind::Unknown)
            return false;
        if (base.kind == TypeKind::Named && !resolveName(base))
            return false;
        const bool isMessage = base.kind == TypeKind::Named && m_schema.decls[base.decl].kind == DeclKind::Message;
        if (isMessage) {
            reportMessageAsType(base);
            return false;
        }
        if (outer.kind == TypeKind::Optional && base.kind != TypeKind::Named) {
            Diagnostic& problem = m_problems.error("optional-non-struct", outer.range,
                                                   "Only a struct can be optional, and `{0}` is none: write `{0}`, or "
                                                   "put it into a struct and write `?Struct`.",
                                                   {base.spelling});
            addFix(problem, {"Write `{0}`", {base.spelling}}, outer.range, base.spelling);
            return false;
        }
        if (outer.kind == TypeKind::Array && base.kind == TypeKind::Named
            && (saysOptional(member.doc) || saysOptional(trailingComment(member))))
            suggestOptional(outer, base);
        return true;
    }

    /// The comment behind a field on its line: published examples document there.
    std::string_view trailingComment(const Member& member) const
    {
        const std::size_t at = m_text.find_first_not_of(" \t,", member.range.end);
        if (at == std::string_view::npos || !m_text.substr(at).starts_with("//"))
            return {};
        return m_text.substr(at, m_text.find_first_of("\r\n", at) - at);
    }

    void suggestOptional(const TypeExpr& outer, const TypeExpr& base)
    {
        Diagnostic& problem = m_problems.add(
            Severity::Note, "style", outer.range,
            "The documentation calls this optional: `?{0}` says so, takes 1 byte instead of 4 and cannot hold two.",
            {base.spelling});
        addFix(problem, {"Write `?{0}`", {base.spelling}}, outer.range, "?" + base.spelling);
    }

    void reportMessageAsType(const TypeExpr& base)
    {
        Diagnostic& problem = m_problems.error(
            "message-as-type", base.range,
            "`{0}` is a message: messages stand at the top of a buffer only; a field takes a struct.", {base.spelling});
        addRelated(problem, m_schema.decls[base.decl].nameRange, "`{0}` is declared here", {base.spelling});
        addFix(problem, {"Make `{0}` a struct", {base.spelling}}, m_syntax.keywordRanges[base.decl], "struct");
    }

    bool resolveName(TypeExpr& type)
    {
        const auto found = m_names.find(type.spelling);
        if (found != m_names.end()) {
            type.decl = found->second;
            return true;
        }
        if (!m_syntax.foreignNames.contains(type.spelling))
            reportUnknown(type);
        return false;
    }

    void reportUnknown(const TypeExpr& type)
    {
        const std::string_view elsewhere = typeFromElsewhere(type.spelling);
        const std::string near(elsewhere.empty() ? nearest(type.spelling) : elsewhere);
        if (near.empty()) {
            m_problems.error("unknown-type", type.range,
                             "There is no type `{0}`: declare `struct {0} { … }` in this file, or use a built-in type "
                             "(u8–u64, i8–i64, f32, f64, bool, str).",
                             {type.spelling});
            return;
        }
        Diagnostic& problem = m_problems.error("unknown-type", type.range,
                                               "There is no type `{0}`: did you mean `{1}`?", {type.spelling, near});
        addFix(problem, {"Write `{0}`", {near}}, type.range, near);
    }

    /// The nearest type name. Looks at a bounded number of names in all, so that a text full of unknown types stays
    /// linear.
    std::string_view nearest(std::string_view name)
    {
        if (m_candidates.empty()) {
            for (const Primitive& primitive : primitives())
                m_candidates.push_back(primitive.name);
            for (const Decl& decl : m_schema.decls) {
                if (decl.kind == DeclKind::Struct && m_candidates.size() < kMostCandidates)
                    m_candidates.push_back(decl.name);
            }
        }
        if (m_compared > kMostComparisons)
            return {};
        m_compared += m_candidates.size();
        return nearestName(name, m_candidates);
    }

    void checkTypeIds()
    {
        std::unordered_map<std::uint64_t, DeclIndex> ids;
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            Decl& decl = m_schema.decls[i];
            if (decl.kind != DeclKind::Message)
                continue;
            const auto [first, added] = ids.emplace(typeId(decl.name), static_cast<DeclIndex>(i));
            const Decl& other = m_schema.decls[first->second];
            if (added || other.name == decl.name)
                continue;
            decl.sound = false;
            Diagnostic& problem = m_problems.error("type-id-collision", decl.nameRange,
                                                   "The messages `{0}` and `{1}` have the same type id (FNV-1a 64 of "
                                                   "the name): a reader could not tell them "
                                                   "apart; rename one of them.",
                                                   {other.name, decl.name});
            addRelated(problem, other.nameRange, "`{0}` is declared here", {other.name});
        }
    }

    static constexpr std::size_t kMostCandidates = 2'000;
    static constexpr std::size_t kMostComparisons = 40'000;

    Syntax& m_syntax;
    std::string_view m_text;
    Schema& m_schema;
    SchemaProblems& m_problems;
    std::unordered_map<std::string, DeclIndex> m_names; // the first declaration of each name
    std::vector<std::string_view> m_candidates;
    std::size_t m_compared = 0;
};

} // namespace

void check(Syntax& syntax, std::string_view text, SchemaProblems& problems)
{
    Checker(syntax, text, problems).run();
}

} // namespace wirebench::sdp
