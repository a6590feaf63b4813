// SPDX-License-Identifier: GPL-3.0-or-later
// Searching in the hex view, and its bookmarks.
#include "widgets/hex_view.h"

#include "widgets/hex_view_find.h"
#include "widgets/hex_view_goto.h"
#include "widgets/hex_view_overview.h"

#include <algorithm>

namespace wirebench {

void HexView::showFind()
{
    if (!m_document)
        return;
    m_bar->hide();
    const auto [first, end] = pickedBytes();
    m_find->open(first < end ? m_document->bytes(first, std::min<quint64>(end - first, 4096)) : Bytes());
    relayout();
    showByte(m_caret);
}

void HexView::findNext()
{
    findStep(false);
}

void HexView::findPrevious()
{
    findStep(true);
}

void HexView::findStep(bool backwards)
{
    if (m_find->idle()) {
        showFind();
        return;
    }
    if (!m_find->ready()) {
        // The step is taken when the search has ended.
        m_wantedStep = backwards ? Step::Back : Step::On;
        m_find->searchNow();
        return;
    }
    const auto& matches = m_find->matches();
    if (matches.empty()) {
        Q_EMIT messageRequested(tr("Nothing in the buffer matches."));
        return;
    }
    const auto [first, end] = pickedBytes();
    const bool onMatch = first < end && end - first == m_find->matchSize();
    auto next = backwards ? std::ranges::lower_bound(matches, first)
                          : std::ranges::lower_bound(matches, onMatch ? first + 1 : first);
    bool wrapped = false;
    if (backwards) {
        wrapped = next == matches.begin();
        next = (wrapped ? matches.end() : next) - 1;
    } else if (next == matches.end()) {
        wrapped = true;
        next = matches.begin();
    }
    goToMatch(std::size_t(next - matches.begin()), wrapped);
}

void HexView::goToMatch(std::size_t match, bool wrapped)
{
    selectBytes(m_find->matches()[match], m_find->matchSize());
    m_find->setCurrent(match, wrapped);
}

void HexView::matchesFound(bool typed)
{
    const Step step = std::exchange(m_wantedStep, Step::None);
    viewport()->update();
    if (step != Step::None) {
        findStep(step == Step::Back);
        return;
    }
    const auto& matches = m_find->matches();
    if (!typed || matches.empty() || !m_find->isVisible())
        return;
    // As one types, the match at or behind the start of what is picked is shown.
    const auto next = std::ranges::lower_bound(matches, pickedBytes().first);
    goToMatch(next == matches.end() ? 0 : std::size_t(next - matches.begin()), false);
}

std::vector<std::pair<quint64, quint64>> HexView::matchesWithin(quint64 first, quint64 end) const
{
    std::vector<std::pair<quint64, quint64>> shown;
    if (!m_find->isVisibleTo(this) || !m_find->ready() || m_find->matchSize() == 0)
        return shown;
    const quint64 size = m_find->matchSize();
    const auto& matches = m_find->matches();
    for (auto match = std::ranges::lower_bound(matches, first - std::min(first, size)); match != matches.end();
         ++match) {
        if (*match >= end)
            break;
        shown.emplace_back(*match, *match + size);
    }
    return shown;
}

void HexView::setBookmarks(std::vector<quint64> offsets)
{
    std::ranges::sort(offsets);
    offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
    if (offsets == m_bookmarks)
        return;
    m_bookmarks = std::move(offsets);
    m_overview->setBookmarks(m_bookmarks);
    viewport()->update();
    Q_EMIT bookmarksChanged();
}

void HexView::toggleBookmark()
{
    if (size() == 0) {
        Q_EMIT messageRequested(tr("There are no bytes to mark yet."));
        return;
    }
    const quint64 at = std::min(pickedBytes().first, size() - 1);
    std::vector<quint64> offsets = m_bookmarks;
    if (std::erase(offsets, at) == 0)
        offsets.push_back(at);
    setBookmarks(std::move(offsets));
}

void HexView::goToBookmark(bool backwards)
{
    if (m_bookmarks.empty()) {
        Q_EMIT messageRequested(tr("There are no bookmarks in these bytes. Ctrl+B sets one at the cursor."));
        return;
    }
    const auto behind = std::ranges::upper_bound(m_bookmarks, m_caret);
    const auto before = std::ranges::lower_bound(m_bookmarks, m_caret);
    if (backwards)
        setCaret(before == m_bookmarks.begin() ? m_bookmarks.back() : *(before - 1));
    else
        setCaret(behind == m_bookmarks.end() ? m_bookmarks.front() : *behind);
}

void HexView::moveBookmarks(quint64 offset, quint64 removed, quint64 inserted)
{
    if (m_bookmarks.empty() || removed == inserted)
        return;
    std::vector<quint64> moved;
    for (const quint64 mark : m_bookmarks) {
        if (mark < offset + std::min(removed, inserted))
            moved.push_back(mark);
        else
            moved.push_back(mark >= offset + removed ? mark - removed + inserted : offset + inserted);
    }
    std::erase_if(moved, [this](quint64 mark) { return mark >= size(); });
    setBookmarks(std::move(moved));
}

} // namespace wirebench
