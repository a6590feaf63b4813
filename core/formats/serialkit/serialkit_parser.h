// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/syntax/schema_problems.h"
#include "core/syntax/text_lexer.h"

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace wirebench::serialkit {

/// A part of the namespace's name.
struct NamePart {
    std::string text;
    TextRange range;
};

/// What the parser understood of a text. Names of types are not resolved yet: a TypeExpr of kind Named has its
/// spelling and range, but no declaration. A member's modifiers are its attributes; a member whose number could not be
/// read has an empty numberRange.
struct Syntax {
    Schema schema;
    std::vector<NamePart> namespaceParts; ///< Empty without a namespace.
    TextRange firstToken; ///< Of the text, comments aside; where a namespace would belong.
    /// Names declared by constructs SerialKit does not have (`service Users`): using them is no second error.
    std::unordered_set<std::string> foreignNames;
    std::unordered_set<std::uint32_t> badNames; ///< Where names begin that are no identifiers; already reported.
};

/// The tokens of a `.skit` text. Block comments do not nest.
inline std::vector<LexToken> lexSkit(std::string_view text)
{
    return lexText(text, BlockComments::Flat);
}

/// Parses a text, recovering at the next field or declaration. Total and linear in the length of the text; never
/// recurses.
Syntax parse(std::string_view text, SchemaProblems& problems);

} // namespace wirebench::serialkit
