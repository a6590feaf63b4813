// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "widgets/code_editor_marks.h"
#include "widgets/code_editor_qsci.h"
#include "widgets/code_editor_styler.h"
#include "widgets/theme.h"

#include <QTimer>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// The text surface of CodeEditor: a QScintilla that counts in UTF-8 bytes, styles itself from a LanguageService,
/// draws problems, search hits and the linked selection, and changes text only by replacing ranges, so that undo and
/// the cursor survive.
class CodeArea final : public QsciScintilla {
    Q_OBJECT

public:
    /// Scintilla's marker of a line with a bookmark.
    static constexpr int kBookmarkMarker = 5;

    explicit CodeArea(QWidget* parent = nullptr);
    ~CodeArea() override;

    void setTheme(const Theme& theme);
    /// Not owned; null shows plain text.
    void setLanguage(const LanguageService* language);
    const LanguageService* language() const { return m_styler.language(); }

    /// One Scintilla message; positions are UTF-8 bytes.
    long sci(unsigned message, std::uint64_t first = 0, std::int64_t second = 0) const;

    /// The text without a copy; valid until the next change.
    std::string_view view() const;
    std::uint32_t size() const;
    /// Another document: undo is forgotten, the cursor goes to the start, line ends and indentation are taken over.
    void load(std::string_view text);
    /// Makes the text equal to `text` by replacing the part that differs: one undo step, cursor kept.
    void replaceAll(std::string_view text);
    /// Applies edits that do not overlap as one undo step. Ranges are clamped to the text.
    void applyEdits(std::vector<TextEdit> edits);

    std::uint32_t cursorOffset() const;
    /// Selected range; empty at the cursor when nothing is selected.
    TextRange selectedRange() const;
    /// Selects `range` (its end becomes the cursor) and scrolls it into the middle.
    void reveal(TextRange range);
    /// Tints `range` without moving the cursor; scrolls to it when `scroll` and it is out of sight.
    void setHighlight(std::optional<TextRange> range, bool scroll);
    std::optional<TextRange> highlight() const { return m_highlight; }
    /// Outlines what the pointer is over in another view; nothing: no outline.
    void setHover(std::optional<TextRange> range);
    /// Underlines a name one can follow with Ctrl+click.
    void setLink(std::optional<TextRange> range);
    void setSearchHits(const std::vector<TextRange>& hits);
    /// Byte offset of the character at a point of the viewport; nothing beside the text.
    std::optional<std::uint32_t> offsetAt(QPoint point) const;
    /// `range` within the text and on character boundaries.
    TextRange clamped(TextRange range) const;
    std::uint32_t lineOf(std::uint32_t offset) const;
    /// Start of the identifier that ends at `offset`.
    std::uint32_t wordStart(std::uint32_t offset) const;

    ProblemMarks& marks() { return m_marks; }
    const ProblemMarks& marks() const { return m_marks; }
    TokenKind kindAt(std::uint32_t offset) const;
    /// Spaces of one indentation step; 0 when the text is indented by tabs.
    int indentStep() const { return m_indentStep; }

    /// Comments the selected lines, or uncomments them when all are commented. False when the language has no line
    /// comments.
    bool toggleLineComment();
    void goToLine(int line, int column);

Q_SIGNALS:
    /// Any change of the text; `byUser` is false for load() and replaceAll().
    void changed(bool byUser);
    void cursorMoved(std::uint32_t offset);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static constexpr int kHighlightIndicator = 12;
    static constexpr int kSearchIndicator = 13;
    static constexpr int kHoverIndicator = 15;
    static constexpr int kLinkIndicator = 16;
    static constexpr int kBlockIndicator = 14; ///< kHighlightIndicator for ranges of several lines.

    void setUpMargins();
    void setUpBehaviour();
    void dropForeignKeys();
    void updateLineNumberWidth();
    void onModified(int position, int type, int length);
    void onUpdateUi(int updated);
    void newlineWithIndent();
    bool closeBlock(const QString& text);
    void applyColours();
    void applyMarkers();
    void applyIndicators();
    void tint(TextRange range);
    void showStart(TextRange range);
    void mark(int indicator, std::optional<TextRange> range);
    void replaceRange(std::uint32_t begin, std::uint32_t end, std::string_view text);
    void takeOverLayout(std::string_view text);

    Theme m_theme;
    CodeStyler m_styler;
    ProblemMarks m_marks;
    QTimer m_foldTimer;
    std::optional<TextRange> m_highlight;
    std::uint32_t m_lastCursor = 0;
    int m_indentStep = 4;
    int m_digits = 0;
    bool m_programmatic = false;
};

} // namespace wirebench
