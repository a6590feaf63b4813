// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_problems.h"

namespace wirebench {

/// A place in JSON text and the ways to move on. Base of the reader; never moves back.
class JsonCursor {
protected:
    JsonCursor(std::string_view text, JsonProblems& problems) : m_text(text), m_problems(problems) { }

    bool at(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }
    bool atCloser() const { return at(']') || at('}'); }

    TextRange restRange() const;
    /// The character at `m_at`, whole even when it has several bytes.
    TextRange characterRange() const;
    void skipSpace();
    void skipComment();
    /// Behind the word or number at `m_at`; `m_at` when there is none.
    std::uint32_t wordEnd() const;
    /// Moves to the next comma or bracket.
    void skipToItem();
    void skipString();
    /// Skips a container with everything inside it; brackets of both kinds count alike.
    void skipBalanced();

    std::string_view m_text;
    JsonProblems& m_problems;
    std::uint32_t m_at = 0;

private:
    bool m_stuck = false; ///< A '/' that starts no comment.
};

} // namespace wirebench
