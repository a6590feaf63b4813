// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

enum class LexKind : std::uint8_t {
    Identifier, ///< `[A-Za-z_][A-Za-z0-9_]*`
    BadWord, ///< A word that would be an identifier but for its non-ASCII letters.
    Number, ///< Starts with a digit; takes the letters, digits, `_`, `.digit` and signed exponents that follow.
    String, ///< `"…"` with backslash escapes, within one line.
    Punctuation, ///< One ASCII character.
    Comment, ///< `// …`, also `//!` and four or more slashes
    DocComment, ///< `/// …`
    BlockComment, ///< `/* … */`
    Invalid, ///< A run of control characters.
    End, ///< Always the last token; empty.
};

struct LexToken {
    LexKind kind = LexKind::End;
    bool closed = true; ///< False for a string or block comment that lacks its end.
    bool firstOnLine = false; ///< Nothing but blanks before it on its line.
    std::uint32_t begin = 0; ///< UTF-8 bytes, half-open.
    std::uint32_t end = 0;

    TextRange range() const { return {begin, end}; }
    bool isComment() const
    {
        return kind == LexKind::Comment || kind == LexKind::DocComment || kind == LexKind::BlockComment;
    }
};

/// The longest schema text the text languages read, in bytes; offsets stay far inside 32 bits.
inline constexpr std::size_t kLongestSchemaText = std::size_t{64} << 20;

/// How block comments are read.
enum class BlockComments : std::uint8_t {
    Nested, ///< `/*` inside opens another one, as in Rust.
    Flat, ///< `/*` inside is text, as in C.
    FlatDocs, ///< As in C, and `/** … */` is documentation: LexKind::DocComment.
};

/// Splits a text of a brace language into tokens, comments included. Total: takes any bytes, in linear time. A byte
/// order mark at the start is skipped; LF, CRLF and CR end lines. A line comment does not contain its line end.
std::vector<LexToken> lexText(std::string_view text, BlockComments blockComments = BlockComments::Nested);

/// Text of consecutive doc comments: without their slashes and one leading blank, lines joined by LF, invalid UTF-8
/// replaced by U+FFFD.
std::string docText(std::string_view text, std::span<const LexToken> comments);

/// `text` with invalid UTF-8 replaced by U+FFFD.
std::string readableUtf8(std::string_view text);

/// A piece of source for a message: at most `longest` code points (then `…`), line ends and invalid UTF-8 made
/// readable.
std::string excerpt(std::string_view text, std::size_t longest = 40);

/// Walks the tokens that are not comments. The text and the tokens must outlive it. Moving behind the end stays at
/// the end.
class TokenCursor {
public:
    TokenCursor(std::string_view text, std::span<const LexToken> tokens);

    std::size_t index() const { return m_at; }
    bool atEnd() const { return peek().kind == LexKind::End; }
    const LexToken& peek(std::size_t ahead = 0) const;
    /// The token before the current one; the current one at the start.
    const LexToken& previous() const;
    std::string_view textOf(const LexToken& token) const { return m_text.substr(token.begin, token.end - token.begin); }
    std::string_view peekText(std::size_t ahead = 0) const { return textOf(peek(ahead)); }
    /// Whether the token is this word or punctuation character.
    bool at(std::string_view word, std::size_t ahead = 0) const;
    /// Whether the token follows its predecessor without anything between.
    bool adjacent(std::size_t ahead = 0) const;
    void advance() { jumpTo(m_at + 1); }
    void jumpTo(std::size_t index);
    /// The comments between the previous token and the current one.
    std::span<const LexToken> commentsBefore() const;
    /// Distance from the bracket `ahead` to its partner `)`, `]` or `}` behind it; 0 when it has none.
    std::size_t toPartner(std::size_t ahead = 0) const;

private:
    std::string_view m_text;
    std::span<const LexToken> m_tokens;
    std::vector<std::uint32_t> m_significant; // indices into m_tokens; the last one is the end
    std::vector<std::uint32_t> m_partner; // per significant token: its closing bracket, 0 without one
    std::size_t m_at = 0;
};

/// Number of tokens from the current one on that are one attempt at a name: a word or number, with more of them joined
/// by one of `joiners` without blanks (`my-name`). 0 when no word or number is there.
std::size_t nameTokens(const TokenCursor& cursor, std::string_view joiners = "-.$");

/// An identifier made of a text that is none: each run of other characters becomes `_`. Has a letter only if `written`
/// has an ASCII one.
std::string identifierFrom(std::string_view written);

} // namespace wirebench
