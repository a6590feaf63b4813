// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_type_change.h"
#include "core/formats/format.h"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace wirebench::cramberry {

/// Collects findings, each once: what is inherited is compared in every type that inherits it.
class FindingList {
public:
    void add(Severity severity, std::string_view code, TextRange range, bool inOld, std::string path,
             std::string_view pattern, std::vector<std::string> arguments);

    std::vector<CompatFinding> take() { return std::move(m_findings); }

private:
    std::vector<CompatFinding> m_findings;
    std::set<std::tuple<Severity, std::string_view, bool, std::uint32_t, std::uint32_t, std::uint32_t>> m_seen;
};

/// The members of a declaration by number and by name; of repeated ones the first.
struct MemberMaps {
    explicit MemberMaps(const Decl& decl);
    const Member* find(std::int64_t number) const;
    const Member* find(std::string_view name) const;

    std::unordered_map<std::int64_t, const Member*> byNumber;
    std::unordered_map<std::string_view, const Member*> byName;
};

/// Where the number of a member is written, or its name when it is not.
TextRange numberPlace(const Member& member);

/// Compares the values of one enum, old and new.
void compareEnumValues(const Decl& older, const Decl& newer, FindingList& findings);

/// Compares what implements the interfaces, and how that is told apart. `newOf` gives the partner of each old
/// declaration, `oldOf` that of each new one; kNoIndex for those without one.
void compareInterfaces(const Schema& older, const Schema& newer, std::span<const DeclIndex> newOf,
                       std::span<const DeclIndex> oldOf, FindingList& findings);

/// Where an annotation of a declaration is written; its name when it is not.
TextRange annotationPlace(const Decl& decl, std::string_view name);

/// The defaults of the fields of a schema.
class Defaults {
public:
    explicit Defaults(const Analysis& analysis);
    /// The bytes of a field's default, none for zero; the text where the type has no plan.
    std::string of(const Decl& decl, const Member& field) const;

private:
    const Schema& m_schema;
    const Plan& m_plan;
    std::unordered_map<DeclIndex, NodeIndex> m_nodes;
};

/// Compares the fields of one type, old and new.
class FieldComparison {
public:
    /// `same` may decide that two declarations are one; `maybe` is asked while it is not known whether a field is
    /// the one to compare with.
    FieldComparison(const Analysis& older, const Analysis& newer, FindingList& findings, SameDecl same, SameDecl maybe);

    void compare(DeclIndex older, DeclIndex newer);

private:
    struct Pair {
        const Decl& older;
        const Decl& newer;
        bool presence; ///< Both have a bitmap in place of tags.
        std::int64_t highestOld; ///< The highest number of the old fields.
    };

    void addAt(Severity severity, std::string_view code, const Pair& decls, const Member& field, TextRange range,
               std::string_view pattern, std::vector<std::string> arguments);
    void addOld(Severity severity, std::string_view code, const Pair& decls, const Member& field, TextRange range,
                std::string_view pattern, std::vector<std::string> arguments);

    void compareField(const MemberMaps& was, const MemberMaps& is, const Pair& decls, const Member& field);
    void reportAdded(const Pair& decls, const Member& field);
    bool sameForm(const Member& was, const Member& is) const;
    void compareSameNumber(const Member& was, const Pair& decls, const Member& is);
    TypeChange changeOf(const Member& was, const Member& is, const SameDecl& same) const;
    bool compareType(const Member& was, const Pair& decls, const Member& is);
    void compareEncoding(const Member& was, const Pair& decls, const Member& is);
    void compareRequired(const Member& was, const Pair& decls, const Member& is);
    void comparePresence(const Member& was, const Pair& decls, const Member& is);
    void compareDefault(const Member& was, const Pair& decls, const Member& is);

    const Schema& m_older;
    const Schema& m_newer;
    Defaults m_oldDefaults;
    Defaults m_newDefaults;
    FindingList& m_findings;
    SameDecl m_same;
    SameDecl m_maybe;
};

} // namespace wirebench::cramberry
