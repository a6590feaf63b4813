// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/text_lexer.h"

#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// What the formatters of the text languages share: they put the tokens of a text on new lines, in their order. Keeps
/// the text's first line end, its byte order mark and blank lines (at most two in a row). The text must outlive it.
class TokenPrinter {
public:
    TokenPrinter(std::string_view text, std::vector<LexToken> tokens);
    TokenPrinter(const TokenPrinter&) = delete;
    TokenPrinter& operator=(const TokenPrinter&) = delete;
    virtual ~TokenPrinter() = default;

    /// The whole text, with a line end behind the last token. To be called once.
    std::string run();

protected:
    static constexpr std::string_view kIndent = "    ";

    /// Prints one token, comments among them, with the white space before it.
    virtual void print(std::size_t index) = 0;

    const LexToken& token(std::size_t index) const { return m_tokens[index]; }
    std::string_view textOf(std::size_t index) const;
    bool isWord(std::size_t index, std::string_view word) const;
    /// The next token behind `index` that is no comment; the end at the end.
    std::size_t nextSignificant(std::size_t index) const;
    /// Blank lines between this token and the one before, at most two.
    std::size_t blankLinesBefore(std::size_t index) const;

    void append(std::string_view text) { m_out.append(text); }
    /// A comment as it was written, without blanks at its end.
    void appendComment(std::size_t index);
    /// Begins a line, except at the very start.
    void newLine(std::size_t blankLines, std::size_t indent);

private:
    std::string_view m_text;
    std::vector<LexToken> m_tokens;
    std::string_view m_lineEnd;
    std::string m_out;
    std::size_t m_start = 0;
};

} // namespace wirebench
