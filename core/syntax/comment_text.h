// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/text_lexer.h"

#include <span>
#include <string>
#include <string_view>

namespace wirebench {

/// The comments between two tokens, divided by what they belong to.
struct AttachedComments {
    std::span<const LexToken> behind; ///< On the line of the token before, or begun on it.
    std::span<const LexToken>
        above; ///< The block directly above the token that follows: no blank line within or after.
};

/// Divides `comments`, the comments in front of the token at byte `next`. Those at the start of the text belong to
/// nothing before.
AttachedComments attachComments(std::string_view text, std::span<const LexToken> comments, std::uint32_t next);

/// Text of comments of any kind, as documentation: without their signs (`//`, `///`, `/*` … `*/` with or without a `*`
/// before each line) and one leading blank, lines joined by LF, blank lines at both ends left out, invalid UTF-8
/// replaced by U+FFFD.
std::string commentText(std::string_view text, std::span<const LexToken> comments);

} // namespace wirebench
