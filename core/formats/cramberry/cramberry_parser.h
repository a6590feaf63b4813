// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_syntax.h"
#include "core/syntax/schema_problems.h"
#include "core/syntax/text_lexer.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirebench::cramberry {

/// The tokens of a text: block comments do not nest, `///` and `/** */` are documentation.
std::vector<LexToken> lex(std::string_view text);

/// Parses a text (spec cramberry.md, *Schema language*), recovering at the next member or declaration. `file` is the
/// index all ranges carry. Total and linear in the length of the text; recursion is bounded.
SyntaxTree parse(std::string_view text, std::uint32_t file, SchemaProblems& problems);

/// Types and literals may be nested this deep.
inline constexpr std::uint32_t kDeepestNesting = 100;

} // namespace wirebench::cramberry
