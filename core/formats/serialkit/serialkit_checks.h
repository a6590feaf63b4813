// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/serialkit/serialkit_parser.h"
#include "core/syntax/schema_problems.h"

#include <string_view>

namespace wirebench::serialkit {

/// Resolves the type names of a parsed schema and checks everything that needs more than syntax (spec serialkit.md,
/// *Checks* and *Hints*). `fileName` may be empty. Afterwards Decl::sound tells which declarations can be lowered.
/// Linear in the size of the schema.
void check(Syntax& syntax, std::string_view fileName, SchemaProblems& problems);

/// Names: duplicates, keywords of C++, names of built-in types, and how names are written (`style`). Marks repeated
/// declarations, and declarations with repeated members, as unsound. Requires resolved types.
void checkNames(Syntax& syntax, SchemaProblems& problems);

/// Numbers of fields and enum values: range and repetition. Marks declarations with such a problem as unsound.
void checkNumbers(Schema& schema, SchemaProblems& problems);

/// Notes about what could be smaller on the wire. Requires resolved types.
void giveHints(const Schema& schema, SchemaProblems& problems);

/// The type of a member below `optional` and `repeated`.
const TypeExpr& baseType(const Schema& schema, const Member& member);
bool isRepeated(const Schema& schema, const Member& member);
/// The declaration a member's type names, through `optional` and `repeated`; kNoIndex for built-in and unknown types.
DeclIndex namedDecl(const Schema& schema, const Member& member);
inline bool hasModifier(const Member& member, std::string_view name)
{
    return findAttribute(member.attributes, name) != nullptr;
}

} // namespace wirebench::serialkit
