// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wirebench {

/// A source line prepared for a terminal, and what to print below it.
struct SourceExcerpt {
    std::string line; ///< Tabs expanded, control characters made visible, cut to the width.
    std::string underline; ///< Blanks, then `^~~~` below the marked part.
};

/// Columns a terminal gives to a code point: 0 for combining marks, 2 for East Asian wide ones and emoji.
unsigned terminalWidth(char32_t codePoint);

/// `text` on one line without anything a terminal would obey: control characters, also those that change the writing
/// direction, and bytes that are not UTF-8 become U+FFFD; a tab becomes blanks.
std::string terminalText(std::string_view text);
/// Columns that terminalText(text) takes.
std::size_t terminalColumns(std::string_view text);

/// Marks bytes `[begin, end)` of `line` (a line without its end; the range may reach past it). At least one caret is
/// drawn. Lines wider than `width` columns are cut so that the caret stays in sight.
SourceExcerpt sourceExcerpt(std::string_view line, std::size_t begin, std::size_t end, std::size_t width = 140);

} // namespace wirebench
