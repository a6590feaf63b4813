// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_styler.h"

#include "widgets/code_editor_area.h"

#include <algorithm>
#include <string>

namespace wirebench {

namespace {

/// Longer texts are shown plain: no schema is that long, and colouring would make typing slow.
constexpr std::size_t kMaxStyledBytes = std::size_t{16} << 20;

bool same(const Token& a, const Token& b, std::int64_t shift)
{
    return a.kind == b.kind && a.begin + shift == b.begin && a.end + shift == b.end;
}

/// Number of the last line a fold hides. A line that only closes the block stays visible.
std::uint32_t lastHiddenLine(const CodeArea& area, TextRange fold)
{
    const std::uint32_t last = fold.end - 1;
    const std::uint32_t line = area.lineOf(last);
    const std::string_view text = area.view();
    const auto lineStart = static_cast<std::size_t>(area.sci(QsciScintillaBase::SCI_POSITIONFROMLINE, line));
    const std::size_t firstInk = text.find_first_not_of(" \t", lineStart);
    const bool closes = std::string_view("}])").find(text[last]) != std::string_view::npos;
    return closes && firstInk == last && line > 0 ? line - 1 : line;
}

} // namespace

CodeStyler::CodeStyler(CodeArea& area) : m_area(area) { }

void CodeStyler::setLanguage(const LanguageService* language)
{
    if (language == m_language)
        return; // owners say it again with every analysis
    m_language = language;
    m_dirty = true;
    m_dirtyBegin = 0;
    m_dirtyEnd = m_area.size();
    style();
    fold();
}

void CodeStyler::textChanged(std::uint32_t position, std::uint32_t removed, std::uint32_t inserted)
{
    if (!m_dirty) {
        m_dirty = true;
        m_dirtyBegin = position;
        m_dirtyEnd = position + inserted;
        return;
    }
    if (m_dirtyEnd >= position + removed)
        m_dirtyEnd = m_dirtyEnd - removed + inserted;
    else
        m_dirtyEnd = position + inserted;
    m_dirtyBegin = std::min(m_dirtyBegin, position);
}

std::vector<Token> CodeStyler::currentTokens() const
{
    const std::string_view text = m_area.view();
    if (m_language == nullptr || text.size() > kMaxStyledBytes)
        return {};
    return m_language->tokens(text);
}

CodeStyler::Stretch CodeStyler::differingStretch(const std::vector<Token>& tokens, std::uint32_t size) const
{
    const std::int64_t shift = static_cast<std::int64_t>(size) - m_size;
    std::size_t head = 0;
    while (head < tokens.size() && head < m_tokens.size() && tokens[head].end <= m_dirtyBegin
           && same(m_tokens[head], tokens[head], 0))
        ++head;
    std::size_t newTail = tokens.size();
    std::size_t oldTail = m_tokens.size();
    while (newTail > head && oldTail > head && tokens[newTail - 1].begin >= m_dirtyEnd
           && same(m_tokens[oldTail - 1], tokens[newTail - 1], shift)) {
        --newTail;
        --oldTail;
    }
    std::int64_t begin = m_dirtyBegin;
    std::int64_t end = m_dirtyEnd;
    if (newTail > head) {
        begin = std::min<std::int64_t>(begin, tokens[head].begin);
        end = std::max<std::int64_t>(end, tokens[newTail - 1].end);
    }
    if (oldTail > head) {
        begin = std::min<std::int64_t>(begin, m_tokens[head].begin);
        end = std::max<std::int64_t>(end, m_tokens[oldTail - 1].end + shift);
    }
    const auto clamp
        = [size](std::int64_t at) { return static_cast<std::uint32_t>(std::clamp<std::int64_t>(at, 0, size)); };
    return {clamp(begin), clamp(end), head};
}

void CodeStyler::style()
{
    const std::uint32_t size = m_area.size();
    if (m_dirty) {
        std::vector<Token> tokens = currentTokens();
        const Stretch stretch = differingStretch(tokens, size);
        std::string styles(stretch.end > stretch.begin ? stretch.end - stretch.begin : 0, '\0');
        for (std::size_t i = stretch.firstToken; i < tokens.size() && tokens[i].begin < stretch.end; ++i) {
            const std::uint32_t from = std::max(tokens[i].begin, stretch.begin);
            const std::uint32_t to = std::min(tokens[i].end, stretch.end);
            for (std::uint32_t at = from; at < to; ++at)
                styles[at - stretch.begin] = static_cast<char>(tokens[i].kind);
        }
        m_area.sci(QsciScintillaBase::SCI_STARTSTYLING, stretch.begin);
        if (!styles.empty())
            m_area.SendScintilla(QsciScintillaBase::SCI_SETSTYLINGEX, styles.size(), styles.data());
        m_tokens = std::move(tokens);
        m_size = size;
        m_dirty = false;
    }
    m_area.sci(QsciScintillaBase::SCI_STARTSTYLING, size); // all of it is styled now
}

void CodeStyler::fold()
{
    const std::string_view text = m_area.view();
    const auto lines = static_cast<std::size_t>(m_area.sci(QsciScintillaBase::SCI_GETLINECOUNT));
    std::vector<std::int32_t> step(lines + 1, 0);
    std::vector<bool> header(lines, false);
    if (m_language != nullptr && text.size() <= kMaxStyledBytes)
        for (TextRange fold : m_language->folds(text)) {
            fold.end = std::min<std::uint32_t>(fold.end, static_cast<std::uint32_t>(text.size()));
            if (fold.begin >= fold.end)
                continue;
            const std::uint32_t first = m_area.lineOf(fold.begin);
            const std::uint32_t last = lastHiddenLine(m_area, fold);
            if (last <= first || header[first])
                continue;
            header[first] = true;
            ++step[first + 1];
            --step[last + 1];
        }
    std::int32_t depth = 0;
    for (std::size_t line = 0; line < lines; ++line) {
        depth += step[line];
        const long level
            = std::min<long>(QsciScintillaBase::SC_FOLDLEVELBASE + depth, QsciScintillaBase::SC_FOLDLEVELNUMBERMASK)
            | (header[line] ? QsciScintillaBase::SC_FOLDLEVELHEADERFLAG : 0);
        if (m_area.sci(QsciScintillaBase::SCI_GETFOLDLEVEL, line) != level)
            m_area.sci(QsciScintillaBase::SCI_SETFOLDLEVEL, line, level);
    }
}

} // namespace wirebench
