// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::cramberry {

/// What stands before a place in a text, as completion sees it. Texts are unfinished there: tokens are followed, not
/// the grammar.
struct PlaceInText {
    enum class Body : std::uint8_t { None, Type, Enum, Interface, Service };
    Body body = Body::None;
    bool inComment = false;
    bool inString = false;
    bool atAnnotation = false; ///< Behind an `@`, or in the name that follows it.
    bool hasPackage = false;
    bool hasDecl = false; ///< A declaration stands before it.
    std::string_view arguments; ///< The annotation whose arguments it is in; empty outside of them.
    /// Of the statement it is in; annotations and the unfinished last word left out.
    std::vector<std::string_view> words;
    std::vector<std::string_view> annotations; ///< Names of those before it in the same member or header.
    TextRange replace; ///< The part of a word, text or annotation's name that is already there.

    std::string_view last() const { return words.empty() ? std::string_view() : words.back(); }
    bool has(std::string_view word) const;
    /// The dotted name before a `.` at the end: `std.` gives `std`; empty without one.
    std::string qualifier() const;
};

/// Reads the text up to `offset`, which must be inside it.
PlaceInText placeAt(std::string_view text, std::uint32_t offset);

/// The kind of declaration whose annotations stand at `offset`: its keyword follows, behind further annotations. Empty
/// when something else does.
std::string_view keywordBehind(std::string_view text, std::uint32_t offset);

} // namespace wirebench::cramberry
