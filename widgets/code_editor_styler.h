// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"

#include <cstdint>
#include <vector>

namespace wirebench {

class CodeArea;

/// Styles and folds a CodeArea from its language's tokens. A style's number is its TokenKind. Only what differs from
/// the last styling is written again, so that Scintilla repaints only that.
class CodeStyler {
public:
    explicit CodeStyler(CodeArea& area);

    void setLanguage(const LanguageService* language);
    const LanguageService* language() const { return m_language; }
    /// The text changed at `position`: `removed` bytes went, `inserted` came.
    void textChanged(std::uint32_t position, std::uint32_t removed, std::uint32_t inserted);
    /// Brings styles up to date with the text.
    void style();
    /// Brings fold points up to date with the text.
    void fold();

private:
    struct Stretch {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::size_t firstToken = 0;
    };
    Stretch differingStretch(const std::vector<Token>& tokens, std::uint32_t size) const;
    std::vector<Token> currentTokens() const;

    CodeArea& m_area;
    const LanguageService* m_language = nullptr;
    std::vector<Token> m_tokens; ///< As styled last.
    std::uint32_t m_size = 0; ///< Size of the text styled last.
    std::uint32_t m_dirtyBegin = 0; ///< Changed since then, in today's bytes.
    std::uint32_t m_dirtyEnd = 0;
    bool m_dirty = true;
};

} // namespace wirebench
