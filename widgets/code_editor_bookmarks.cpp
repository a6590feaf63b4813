// SPDX-License-Identifier: GPL-3.0-or-later
// Bookmarks of CodeEditor: markers of Scintilla, which follow the lines while the text is edited.
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"

namespace wirebench {

namespace {
constexpr std::int64_t kMask = std::int64_t{1} << CodeArea::kBookmarkMarker;
} // namespace

std::vector<std::uint32_t> CodeEditor::bookmarks() const
{
    std::vector<std::uint32_t> lines;
    long line = m_area->sci(QsciScintillaBase::SCI_MARKERNEXT, 0, kMask);
    while (line >= 0) {
        lines.push_back(static_cast<std::uint32_t>(line));
        line = m_area->sci(QsciScintillaBase::SCI_MARKERNEXT, static_cast<std::uint64_t>(line) + 1, kMask);
    }
    return lines;
}

void CodeEditor::setBookmarks(const std::vector<std::uint32_t>& lines)
{
    m_area->sci(QsciScintillaBase::SCI_MARKERDELETEALL, CodeArea::kBookmarkMarker);
    for (const std::uint32_t line : lines)
        m_area->sci(QsciScintillaBase::SCI_MARKERADD, line, CodeArea::kBookmarkMarker);
    bookmarksMoved();
}

void CodeEditor::toggleBookmark()
{
    const std::uint32_t line = m_area->lineOf(cursorOffset());
    const bool marked = (m_area->sci(QsciScintillaBase::SCI_MARKERGET, line) & kMask) != 0;
    m_area->sci(marked ? QsciScintillaBase::SCI_MARKERDELETE : QsciScintillaBase::SCI_MARKERADD, line,
                CodeArea::kBookmarkMarker);
    bookmarksMoved();
}

void CodeEditor::goToBookmark(bool backwards)
{
    const std::vector<std::uint32_t> lines = bookmarks();
    if (lines.empty()) {
        say(tr("There are no bookmarks in this text. Ctrl+B sets one on the line of the cursor."));
        return;
    }
    const std::uint32_t here = m_area->lineOf(cursorOffset());
    std::uint32_t target = backwards ? lines.back() : lines.front();
    for (const std::uint32_t line : lines) {
        if (backwards && line < here)
            target = line;
        if (!backwards && line > here) {
            target = line;
            break;
        }
    }
    if (backwards && lines.front() >= here)
        target = lines.back();
    goToLine(target);
}

void CodeEditor::goToLine(std::uint32_t line)
{
    const auto start = static_cast<std::uint32_t>(m_area->sci(QsciScintillaBase::SCI_POSITIONFROMLINE, line));
    revealRange({start, start});
}

void CodeEditor::bookmarksMoved()
{
    std::vector<std::uint32_t> now = bookmarks();
    if (now == m_bookmarks)
        return;
    m_bookmarks = std::move(now);
    Q_EMIT bookmarksChanged();
}

} // namespace wirebench
