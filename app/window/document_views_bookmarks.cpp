// SPDX-License-Identifier: GPL-3.0-or-later
// Bookmarks: the views have them, the document keeps them.
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "widgets/code_editor.h"
#include "widgets/hex_view.h"

#include <QScopedValueRollback>

namespace wirebench {

namespace {

/// The text of a line without its indentation, shortened for a menu.
QString lineText(std::string_view text, std::uint32_t line)
{
    constexpr qsizetype kLongest = 48;
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < line && at != std::string_view::npos; ++i)
        at = text.find('\n', at) == std::string_view::npos ? std::string_view::npos : text.find('\n', at) + 1;
    if (at == std::string_view::npos)
        return {};
    const std::string_view found = text.substr(at, text.find('\n', at) - at);
    const QString shown = QString::fromUtf8(found.data(), qsizetype(found.size())).trimmed();
    return shown.size() <= kLongest ? shown : shown.left(kLongest - 1) + QChar(0x2026);
}

} // namespace

void DocumentViews::connectBookmarks()
{
    const auto keep = [this] {
        if (!m_loading)
            m_document.setBookmarks(
                {m_editor->bookmarks(), m_unpacked ? m_document.bookmarks().offsets : m_hex->bookmarks()});
    };
    connect(m_editor, &CodeEditor::bookmarksChanged, this, keep);
    connect(m_hex, &HexView::bookmarksChanged, this, keep);
    connect(&m_document, &Document::bookmarksChanged, this, &DocumentViews::showBookmarks);
}

void DocumentViews::showBookmarks()
{
    const QScopedValueRollback loading(m_loading, true);
    m_editor->setBookmarks(m_document.bookmarks().lines);
    if (!m_unpacked)
        m_hex->setBookmarks(m_document.bookmarks().offsets);
}

void DocumentViews::editBookmarks(EditCommand command)
{
    const bool schema = m_focus == Focus::Schema;
    const bool back = command == EditCommand::PreviousBookmark;
    switch (command) {
    case EditCommand::ToggleBookmark:
        if (schema)
            m_editor->toggleBookmark();
        else if (m_unpacked)
            Q_EMIT messageRequested(tr("Bookmarks belong to the bytes of the file. Go back to them first (Esc)."));
        else
            m_hex->toggleBookmark();
        break;
    case EditCommand::NextBookmark:
    case EditCommand::PreviousBookmark:
        schema ? m_editor->goToBookmark(back) : m_hex->goToBookmark(back);
        break;
    default:
        m_document.setBookmarks({});
        break;
    }
}

std::vector<DocumentViews::BookmarkItem> DocumentViews::bookmarkItems()
{
    std::vector<BookmarkItem> items;
    for (const std::uint32_t line : m_document.bookmarks().lines)
        items.push_back({tr("Line %1: %2").arg(line + 1).arg(lineText(m_editor->textView(), line)), [this, line] {
                             m_editor->goToLine(line);
                             m_editor->setFocus();
                         }});
    for (const quint64 offset : m_document.bookmarks().offsets)
        items.push_back({tr("Byte %1").arg(StatusBar::offsetText(offset)), [this, offset] {
                             backToFile();
                             Q_EMIT revealRequested(ViewKind::Hex);
                             m_hex->setCaret(offset);
                             m_hex->setFocus();
                         }});
    return items;
}

} // namespace wirebench
