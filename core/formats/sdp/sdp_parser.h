// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/syntax/schema_problems.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace wirebench::sdp {

/// What the parser understood of a text. Names of types are not resolved yet: a TypeExpr of kind Named has its
/// spelling and range, but no declaration.
struct Syntax {
    Schema schema;
    std::vector<TextRange> keywordRanges; ///< Per declaration: its `struct` or `message`.
    /// Names declared by constructs SDP does not have (`enum Status`): using them is no second error.
    std::unordered_set<std::string> foreignNames;
    std::unordered_set<std::uint32_t> badNames; ///< Where names begin that are no identifiers; already reported.
};

/// Parses a text, recovering at the next field or declaration. Total and linear in the length of the text; never
/// recurses.
Syntax parse(std::string_view text, SchemaProblems& problems);

} // namespace wirebench::sdp
