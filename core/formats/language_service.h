// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

struct Analysis;

enum class TokenKind : std::uint8_t {
    Plain,
    Keyword,
    Type, ///< Built-in type.
    TypeName, ///< Declared type.
    FieldName,
    Number,
    String,
    Comment,
    DocComment,
    Punctuation,
    Annotation,
    Invalid,
};

/// A coloured piece of a schema text. Tokens are in order and do not overlap; what lies between is plain.
struct Token {
    std::uint32_t begin = 0; ///< UTF-8 bytes, half-open.
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::Plain;
};

struct Completion {
    std::string label;
    std::string insert; ///< Replaces `replace`; the cursor goes to its end.
    std::string detail; ///< Short, beside the label: "32-bit unsigned, 4 bytes".
    std::string documentation; ///< Plain text, a few lines.
    TokenKind kind = TokenKind::Plain;
    TextRange replace;
};

struct OutlineItem {
    std::string name;
    std::string detail; ///< The type, the number of fields …
    TokenKind kind = TokenKind::Plain;
    TextRange range;
    TextRange nameRange;
    std::vector<OutlineItem> children;
};

struct Hover {
    std::string text; ///< Markdown.
    TextRange range;
};

/// What an editor needs to know of a schema language. Stateless; offsets are UTF-8 bytes. Works on any text.
class LanguageService {
public:
    LanguageService() = default;
    LanguageService(const LanguageService&) = delete;
    LanguageService& operator=(const LanguageService&) = delete;
    virtual ~LanguageService() = default;

    virtual std::vector<Token> tokens(std::string_view text) const = 0;
    virtual std::vector<TextRange> folds(std::string_view text) const = 0;
    virtual std::vector<Completion> complete(const Analysis& analysis, std::uint32_t offset) const = 0;
    virtual std::optional<Hover> hover(const Analysis& analysis, std::uint32_t offset) const = 0;
    /// Where the name under `offset` is declared.
    virtual std::optional<TextRange> definition(const Analysis& analysis, std::uint32_t offset) const = 0;
    virtual std::vector<OutlineItem> outline(const Analysis& analysis) const = 0;
    /// The text that starts a line comment, for toggling; empty when the language has none.
    virtual std::string_view lineComment() const = 0;
    /// The same for one text, where a language has several notations and not all of them have comments.
    virtual std::string_view lineCommentOf(std::string_view /*text*/) const { return lineComment(); }
};

} // namespace wirebench
