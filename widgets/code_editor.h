// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"
#include "widgets/theme.h"

#include <QPointer>
#include <QWidget>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

class CodeArea;
class CompletionPopup;
class FindBar;
class GoToBar;
struct TextDifference;

/// A text editor for any LanguageService: highlighting, folding, problems under the text with their fixes, completion,
/// hover, definitions, comments, find and replace. It analyses nothing itself: the owner listens to textEdited(),
/// analyses (debounced, in another thread) and hands the result to setAnalysis(). All offsets are UTF-8 bytes.
class CodeEditor final : public QWidget {
    Q_OBJECT

public:
    explicit CodeEditor(QWidget* parent = nullptr);
    ~CodeEditor() override;

    void setTheme(const Theme& theme);
    /// Not owned; must outlive the editor or be replaced before. Null: plain text.
    void setLanguage(const LanguageService* language);
    /// Shows the problems of the analysis and uses it for completion, hover, definitions and fixes. An analysis of an
    /// older text is welcome: its places are carried over, its fixes wait for a newer one.
    void setAnalysis(std::shared_ptr<const Analysis> analysis);
    /// Shows problems of another kind than the schema's (Place::Kind::Value). `analysed` is the text they are about.
    void setProblems(const Diagnostics& diagnostics, Place::Kind kind, std::string_view analysed);
    void setReadOnly(bool readOnly);
    bool isReadOnly() const;

    std::string text() const;
    /// The text without a copy; valid until the next change.
    std::string_view textView() const;
    /// Another document: undo and the cursor's place are forgotten. Does not emit textEdited().
    void load(std::string_view text);
    /// Makes the text equal to `text` in one undo step; cursor and scroll position stay. Does not emit textEdited().
    void replaceText(std::string_view text);
    /// Applies a fix of a problem given to setAnalysis() or setProblems() in one undo step. False, and no change, when
    /// the text has changed since then: the fix might hit a wrong place.
    bool applyFix(const Fix& fix);

    std::uint32_t cursorOffset() const;
    TextRange selectedRange() const;
    /// Moves the cursor there, selects the range and brings it into sight.
    void revealRange(TextRange range);
    /// Tints a range for the linked selection and brings it into sight; the cursor stays. Nothing: no tint.
    void highlightRange(std::optional<TextRange> range);
    std::optional<TextRange> highlightedRange() const;

    /// Lines (from 0) with a bookmark, in order. They follow the text while it is edited; load() forgets them.
    std::vector<std::uint32_t> bookmarks() const;
    void setBookmarks(const std::vector<std::uint32_t>& lines);
    /// Gives the completions at an offset of the text, instead of the analysis. For texts that have none.
    using CompletionSource = std::function<std::vector<Completion>(std::string_view text, std::uint32_t offset)>;
    void setCompletionSource(CompletionSource source);

    bool isModified() const;
    void setSaved();
    bool canUndo() const;
    bool canRedo() const;

    CodeArea& area() { return *m_area; }

public Q_SLOTS:
    void undo();
    void redo();
    void cut();
    void copy();
    void paste();
    void selectAll();
    void showFind();
    void showReplace();
    void findNext();
    void findPrevious();
    void showGoToLine();
    void toggleLineComment();
    void showCompletions();
    void showFixes();
    void goToDefinition();
    /// Sets a bookmark on the line of the cursor, or takes it away.
    void toggleBookmark();
    /// Goes to the next bookmark, or the one before; around the ends.
    void goToBookmark(bool backwards);
    void goToLine(std::uint32_t line);
    void zoomIn();
    void zoomOut();
    void resetZoom();
    void foldAll();
    void unfoldAll();

Q_SIGNALS:
    /// The user changed the text (typing, undo, a fix, replace).
    void textEdited();
    /// The text changed for any reason.
    void textChanged();
    void cursorMoved(std::uint32_t offset);
    void modificationChanged(bool modified);
    void undoStateChanged();
    void bookmarksChanged();
    /// The definition asked for is in another source of the analysis (`range.file` is not 0).
    void definitionElsewhere(wirebench::TextRange range);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectArea();
    bool handleKey(class QKeyEvent& event);
    bool followLink(const class QMouseEvent& mouse);
    void showLink(const class QMouseEvent& mouse);
    bool handleShortcut(int key, Qt::KeyboardModifiers modifiers);
    void onChanged(bool byUser);
    void onCharacter(int character);
    void onCursorMoved(std::uint32_t offset);
    void onDwell(int position, int x, int y);
    void drawProblems(const Diagnostics& diagnostics, Place::Kind kind, const TextDifference& difference);
    void requestCompletions(bool explicitly);
    void openCompletions();
    void filterCompletions();
    void insertCompletion(const Completion& completion);
    bool goToDefinitionAt(std::uint32_t offset);
    QString hoverHtml(std::uint32_t offset) const;
    QPoint pointOf(std::uint32_t offset) const;
    void popUpFixes();
    void bookmarksMoved();
    void say(const QString& text);

    Theme m_theme;
    CodeArea* m_area = nullptr;
    FindBar* m_findBar = nullptr;
    GoToBar* m_goToBar = nullptr;
    QPointer<CompletionPopup> m_popup;
    std::shared_ptr<const Analysis> m_analysis;
    CompletionSource m_completionSource;
    std::vector<std::uint32_t> m_bookmarks; ///< As last announced.
    bool m_analysisCurrent = false; ///< m_analysis is of the text as it is.
    bool m_problemsCurrent = false; ///< The marks' fixes fit the text as it is.
    enum class Wanted : std::uint8_t { No, Typed, Asked };
    Wanted m_completionWanted = Wanted::No; ///< Waiting for an analysis of the current text.
    bool m_fixesWanted = false;
    bool m_completionAsked = false;
    std::uint32_t m_completionOffset = 0; ///< Cursor when the candidates were made.
    TextRange m_completionRange;
    std::optional<TextRange> m_link; ///< Name underlined under the pointer.
};

} // namespace wirebench
