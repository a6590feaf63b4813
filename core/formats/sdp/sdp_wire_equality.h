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

/// Where fields lie, in words, as far as sizes are fixed. Remembers what it computed for the declaration asked about
/// last.
class FieldPlaces {
public:
    explicit FieldPlaces(const Schema& schema);

    /// Where field `member` begins: "at byte 12", "behind `name`", "8 bytes behind `name`".
    std::string placeOf(const Decl& decl, std::size_t member);

private:
    struct Start {
        std::uint64_t bytes = 0; ///< From the start, or from the end of the field `behind`.
        const Member* behind = nullptr; ///< The last field of variable size before.
    };

    std::optional<std::uint64_t> sizeOf(TypeIndex type) const;
    void compute(const Decl& decl);

    const Schema& m_schema;
    std::vector<std::optional<std::uint64_t>> m_sizes; // per declaration, in bytes, where it is fixed
    const Decl* m_decl = nullptr;
    std::vector<Start> m_starts; // of the fields of m_decl
};

} // namespace wirebench::sdp
