// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/syntax/text_lexer.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

// What the language services of the text languages share.

/// Braces, and comments one below the other, that reach over more than one line; in the order of the text.
std::vector<TextRange> braceFolds(std::string_view text, std::span<const LexToken> tokens);

/// Where the declaration is named that a type at `offset` means, or whose own name is there.
std::optional<TextRange> definitionAt(const Schema& schema, std::uint32_t offset);

/// Whether `offset` is inside the range, or at an empty one.
bool covers(TextRange range, std::uint32_t offset);

/// "1 field", "3 fields".
std::string countText(std::size_t count, std::string_view one);

} // namespace wirebench
