// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/sdp/sdp_parser.h"
#include "core/syntax/schema_problems.h"

namespace wirebench::sdp {

/// Resolves the type names of a parsed schema and checks everything that needs more than syntax (spec sdp.md,
/// *Checks*). `text` is what it was parsed from. Afterwards Decl::sound tells which declarations can be lowered. Linear
/// in the size of the schema.
void check(Syntax& syntax, std::string_view text, SchemaProblems& problems);

/// Names: duplicates, names that differ by case only, reserved and built-in names. Marks repeated declarations, and
/// declarations with repeated fields, as unsound. Requires resolved types.
void checkNames(Syntax& syntax, SchemaProblems& problems);

/// Types that contain themselves by value (`infinite-size`), plain structs nested deeper than the limit
/// (`too-deep`). Marks where it found them as unsound.
void checkNesting(Schema& schema, SchemaProblems& problems);

/// Plain structs may be nested this deep, the outermost counted (spec sdp.md, *Limits*).
inline constexpr std::uint32_t kDeepestNesting = 32;

/// The declaration a type names directly, through an array or through an optional; kNoIndex for other types.
DeclIndex namedDecl(const Schema& schema, TypeIndex type);
/// The struct that lies plainly, by value, at a type; kNoIndex for other types.
DeclIndex plainDecl(const Schema& schema, TypeIndex type);

} // namespace wirebench::sdp
