// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "widgets/bit_grid_panel.h"
#include "widgets/code_editor.h"
#include "widgets/explain_view.h"
#include "widgets/frame_list_view.h"
#include "widgets/hex_view.h"
#include "widgets/outline_view.h"
#include "widgets/problems_view.h"
#include "widgets/schemaless_view.h"
#include "widgets/structure_tree.h"
#include "widgets/value_editor.h"

#include <QApplication>
#include <QCursor>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>

#include <memory>

namespace wirebench {

namespace {

/// A line of text the keyboard is in (a filter, a search) has its own clipboard and undo.
bool editLine(EditCommand command)
{
    auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    if (!line)
        return false;
    switch (command) {
    case EditCommand::Undo:
        line->undo();
        return true;
    case EditCommand::Redo:
        line->redo();
        return true;
    case EditCommand::Cut:
        line->cut();
        return true;
    case EditCommand::Copy:
        line->copy();
        return true;
    case EditCommand::Paste:
        line->paste();
        return true;
    case EditCommand::SelectAll:
        line->selectAll();
        return true;
    default:
        return false;
    }
}

} // namespace

void DocumentViews::focusMoved(QWidget* now)
{
    if (!now)
        return;
    const Focus before = m_focus;
    if (m_page->isAncestorOf(now))
        m_focus = Focus::Schema;
    else if (m_value->isAncestorOf(now) || m_value == now)
        m_focus = Focus::Value;
    else if (m_hex->isAncestorOf(now) || m_hex == now || m_structureViews->isAncestorOf(now)
             || m_grid->isAncestorOf(now) || m_frames->isAncestorOf(now) || m_explain->isAncestorOf(now))
        m_focus = Focus::Bytes;
    if (m_focus != before)
        Q_EMIT statusChanged();
}

bool DocumentViews::bytesFocused() const
{
    return m_focus != Focus::Schema;
}

void DocumentViews::focusSchema()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void DocumentViews::toggleInsert()
{
    m_hex->setInsertMode(!m_hex->insertMode());
}

bool DocumentViews::can(EditCommand command) const
{
    if (command != EditCommand::Undo && command != EditCommand::Redo)
        return true;
    const bool undo = command == EditCommand::Undo;
    switch (m_focus) {
    case Focus::Schema:
        return undo ? m_editor->canUndo() : m_editor->canRedo();
    case Focus::Value:
        return undo ? m_value->editor().canUndo() : m_value->editor().canRedo();
    case Focus::Bytes:
        break;
    }
    return undo ? m_bytes.canUndo() : m_bytes.canRedo();
}

void DocumentViews::edit(EditCommand command)
{
    if (editLine(command) || editList(command))
        return;
    switch (command) {
    case EditCommand::CopyAs:
        copyAs();
        return;
    case EditCommand::ToggleInsert:
        toggleInsert();
        return;
    case EditCommand::GoToOffset:
        Q_EMIT revealRequested(ViewKind::Hex);
        m_hex->askOffset();
        return;
    case EditCommand::GoToAgain:
        m_hex->goToAgain();
        return;
    case EditCommand::SelectRange:
        Q_EMIT revealRequested(ViewKind::Hex);
        m_hex->askRange();
        return;
    case EditCommand::ToggleBookmark:
    case EditCommand::NextBookmark:
    case EditCommand::PreviousBookmark:
    case EditCommand::ClearBookmarks:
        editBookmarks(command);
        return;
    case EditCommand::NextProblem:
        m_problems->next();
        return;
    case EditCommand::PreviousProblem:
        m_problems->previous();
        return;
    case EditCommand::FormatSchema:
        formatSchema();
        return;
    default:
        break;
    }
    if (m_focus == Focus::Bytes && editBytes(command))
        return;
    editText(command);
}

bool DocumentViews::editList(EditCommand command)
{
    const QWidget* focus = QApplication::focusWidget();
    const bool copy = command == EditCommand::Copy;
    if (!focus || (!copy && command != EditCommand::Find))
        return false;
    if (m_structure->isAncestorOf(focus)) {
        copy ? m_structure->copyRow() : m_structure->focusFilter();
        return true;
    }
    if (m_schemaless->isAncestorOf(focus) && copy) {
        m_schemaless->copy();
        return true;
    }
    if (m_problems->isAncestorOf(focus)) {
        copy ? m_problems->copy() : m_problems->focusFilter();
        return true;
    }
    if (m_explain->isAncestorOf(focus) && copy) {
        m_explain->copy();
        return true;
    }
    if (m_frames->isAncestorOf(focus) && copy) {
        m_frames->copy();
        return true;
    }
    if (m_outline->isAncestorOf(focus) && !copy) {
        m_outline->focusFilter();
        return true;
    }
    return false;
}

bool DocumentViews::editBytes(EditCommand command)
{
    switch (command) {
    case EditCommand::Undo:
        m_bytes.undo();
        return true;
    case EditCommand::Redo:
        m_bytes.redo();
        return true;
    case EditCommand::Cut:
        m_hex->cut();
        return true;
    case EditCommand::Copy:
        m_hex->copy();
        return true;
    case EditCommand::Paste:
        m_hex->paste();
        return true;
    case EditCommand::SelectAll:
        m_hex->selectAll();
        return true;
    case EditCommand::Find:
        Q_EMIT revealRequested(ViewKind::Hex);
        m_hex->showFind();
        return true;
    case EditCommand::FindNext:
        m_hex->findNext();
        return true;
    case EditCommand::FindPrevious:
        m_hex->findPrevious();
        return true;
    case EditCommand::Replace:
        Q_EMIT messageRequested(tr("Replacing works in the schema and in the value. Click there first."));
        return true;
    default:
        return false;
    }
}

bool DocumentViews::editText(EditCommand command)
{
    CodeEditor& editor = m_focus == Focus::Value ? m_value->editor() : *m_editor;
    switch (command) {
    case EditCommand::Undo:
        editor.undo();
        return true;
    case EditCommand::Redo:
        editor.redo();
        return true;
    case EditCommand::Cut:
        editor.cut();
        return true;
    case EditCommand::Copy:
        editor.copy();
        return true;
    case EditCommand::Paste:
        editor.paste();
        return true;
    case EditCommand::SelectAll:
        editor.selectAll();
        return true;
    case EditCommand::Find:
        editor.showFind();
        return true;
    case EditCommand::FindNext:
        editor.findNext();
        return true;
    case EditCommand::FindPrevious:
        editor.findPrevious();
        return true;
    case EditCommand::Replace:
        editor.showReplace();
        return true;
    case EditCommand::GoToDefinition:
        m_editor->goToDefinition();
        return true;
    case EditCommand::Fix:
        m_editor->showFixes();
        return true;
    case EditCommand::ToggleComment:
        m_editor->toggleLineComment();
        return true;
    default:
        return false;
    }
}

void DocumentViews::formatSchema()
{
    const Snapshot* snapshot = m_document.snapshot().get();
    if (!snapshot || !snapshot->analysis) {
        Q_EMIT messageRequested(tr("No wire format knows this text; nothing to lay out."));
        return;
    }
    SchemaSource source = *snapshot->analysis->source;
    source.text = m_document.schemaText();
    if (auto text = snapshot->format->formatText(source))
        m_document.replaceSchema(std::move(*text));
    else
        Q_EMIT messageRequested(tr("The schema cannot be laid out while it has syntax errors. Fix them first (F8)."));
}

void DocumentViews::copyAs()
{
    const std::unique_ptr<QMenu> menu(m_hex->makeCopyAsMenu(m_hex));
    menu->exec(m_hex->mapToGlobal(m_hex->rect().center()));
}

} // namespace wirebench
