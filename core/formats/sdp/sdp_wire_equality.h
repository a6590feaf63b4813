// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace wirebench::sdp {

/// Tells whether types of two schemas have the same form on the wire, whatever their names.
class WireEquality {
public:
    WireEquality(const Schema& older, const Schema& newer) : m_older(older), m_newer(newer) { }

    bool types(TypeIndex older, TypeIndex newer);
    bool decls(DeclIndex older, DeclIndex newer);

    /// Whether both types are the same but for the struct they name, and both name one: the two structs.
    std::optional<std::pair<DeclIndex, DeclIndex>> namedPair(TypeIndex older, TypeIndex newer) const;

    /// The form of a declaration's own fields, without names and without what named structs hold: equal declarations
    /// have equal forms.
    static std::string shallowForm(const Schema& schema, const Decl& decl);

private:
    bool sameFields(DeclIndex older, DeclIndex newer);

    const Schema& m_older;
    const Schema& m_newer;
    std::vector<std::pair<DeclIndex, DeclIndex>> m_todo;
    std::unordered_set<std::uint64_t> m_assumed; // pairs taken as equal until shown otherwise
    std::unordered_set<std::uint64_t> m_equal; // pairs known to be equal
    std::unordered_set<std::uint64_t> m_different; // pairs asked about and found to differ
};

/// Size of a type in bytes where it is fixed. Answers for all types of a checked schema; remembers what it computed.
class FixedSizes {
public:
    explicit FixedSizes(const Schema& schema);

    std::optional<std::uint64_t> ofType(TypeIndex type) const;

    /// Where field `member` begins, in words: "at byte 12", "behind `name`", "8 bytes behind `name`".
    std::string placeOf(const Decl& decl, std::size_t member) const;

private:
    std::vector<std::optional<std::uint64_t>> m_decls;
    const Schema& m_schema;
};

} // namespace wirebench::sdp
