// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/copy_as.h"
#include "core/wire/annotation_tree.h"
#include "widgets/byte_document.h"
#include "widgets/hex_view_fields.h"
#include "widgets/hex_view_metrics.h"
#include "widgets/selection.h"
#include "widgets/theme.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QMenu;

namespace wirebench {

class HexFindBar;
class HexGoToBar;
class HexOverview;

/// Bytes as offsets, cells and text, coloured by the fields they belong to, for looking and for editing. Shows only
/// what is visible, so the size of the buffer does not matter. Offsets are bytes of the document.
///
/// Keys are those of the conventions: digits edit the cell under the cursor, Tab swaps cells and text, Insert toggles
/// inserting, Shift extends, Ctrl+G and Ctrl+E ask for an offset or a range, Ctrl+F looks for bytes or text, F3 for the
/// next match; Ctrl+B sets a bookmark, F2 goes to the next one.
class HexView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    enum class Column : std::uint8_t { Cells, Text };

    explicit HexView(QWidget* parent = nullptr);
    ~HexView() override;

    /// The bytes to show and edit; not owned. Null shows what to do to get some.
    void setDocument(ByteDocument* document);
    ByteDocument* document() const { return m_document; }
    /// What the bytes mean; may lag behind the document (bytes edited since are shown without colours, or paler) and
    /// may be null.
    void setTree(std::shared_ptr<const AnnotationTree> tree);
    void setTheme(const Theme& theme);
    /// The selection to show and to set; not owned.
    void setSelection(Selection* selection);
    void setOptions(const HexViewOptions& options);
    /// Bytes can be looked at and copied, not changed; who tries is told `reason`. Empty: they can be changed.
    void setReadOnly(const QString& reason) { m_readOnly = reason; }
    bool readOnly() const { return !m_readOnly.isEmpty(); }
    const HexViewOptions& options() const { return m_options; }

    quint64 caret() const { return m_caret; }
    unsigned caretDigit() const { return m_digit; }
    Column column() const { return m_column; }
    bool insertMode() const { return m_insert; }
    /// Bytes picked by mouse, keyboard or selectBytes(), as [first, second).
    std::pair<quint64, quint64> pickedBytes() const;
    /// What copying would copy: picked bytes, else the bytes of the selected field, else nothing.
    Bytes bytesToCopy() const;
    /// One line about the byte at the cursor, as spoken by screen readers: offset, value, field, bits.
    QString caretText() const;
    /// Field path, type, value and bits of what is under a point of the viewport; plain lines, empty where there is
    /// no field.
    QString fieldTextAt(const QPoint& point) const;

    /// Offsets of the bytes that are marked, in order. They follow the bytes while those are edited.
    const std::vector<quint64>& bookmarks() const { return m_bookmarks; }

    /// Where a byte is drawn, in viewport coordinates; empty when it is scrolled away.
    QRect cellRect(quint64 byte, Column column = Column::Cells) const;
    const HexMetrics& metrics() const { return m_metrics; }
    /// The menu of forms to copy in, each with the beginning of its text. The caller owns the menu.
    QMenu* makeCopyAsMenu(QWidget* parent);
    /// The menu of the options, with the present ones ticked. The caller owns the menu.
    QMenu* makeOptionsMenu(QWidget* parent);
    QSize sizeHint() const override;

public Q_SLOTS:
    /// Puts the cursor on a byte and shows it; commits the field there to the selection.
    void setCaret(quint64 offset);
    void selectBytes(quint64 first, quint64 count);
    void selectAll();
    void setInsertMode(bool insert);
    void undo();
    void redo();
    void copy();
    void copyAsForm(wirebench::CopyForm form);
    /// Copies the offset of what would be copied, as a number.
    void copyOffset(bool decimal);
    void cut();
    void paste();
    void askOffset(); ///< Opens the go-to bar.
    void askRange(); ///< Opens the bar for a range of bytes.
    void showFind(); ///< Opens the bar to look for bytes or text; with what is picked, when that is short.
    void findNext();
    void findPrevious();
    void setBookmarks(std::vector<quint64> offsets);
    /// Marks the byte at the cursor (the first picked one), or takes its mark away.
    void toggleBookmark();
    /// Goes to the next bookmark behind the cursor, or the one before it; around the ends.
    void goToBookmark(bool backwards);
    void goToAgain(); ///< Repeats the last go-to: a relative one moves on.

Q_SIGNALS:
    void caretMoved(quint64 offset, unsigned digit);
    /// Other bytes are picked: [first, end), which is empty when none are.
    void pickedChanged(quint64 first, quint64 end);
    void insertModeChanged(bool insert);
    void optionsChanged();
    void bookmarksChanged();
    /// One sentence for the status bar: why a key did nothing, and what to do.
    void messageRequested(const QString& text);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Spot { ///< What is under a point.
        quint64 byte = 0;
        HexMetrics::Hit hit;
        bool inside = false; ///< On a byte of the document.
    };

    // Layout and painting (hex_view.cpp)
    quint64 size() const { return m_document ? m_document->size() : 0; }
    void relayout();
    void layoutEdges();
    void paintEmpty(QPainter& painter) const;
    quint64 firstRow() const;
    int visibleRows() const;
    void showByte(quint64 byte);
    void contentsChanged();
    void documentChanged(quint64 offset, quint64 removed, quint64 inserted);
    void selectionChanged(const QObject* origin);
    void updateOverview();
    void announceCaret();

    // Fields (hex_view_select.cpp)
    std::vector<Item> chainAt(quint64 byte, unsigned bit) const;
    SelectionState stateFor(const std::vector<Item>& chain) const;
    SelectionState stateForRange(quint64 first, quint64 end) const;
    std::vector<BitRange> toDocument(const std::vector<BitRange>& bits) const;
    QString describe(const std::vector<Item>& chain) const;
    void commit(unsigned bit);
    void hoverAt(const QPoint& point);
    void clearHover();
    void selectFieldAtCaret();

    // Keys and mouse (hex_view_input.cpp)
    Spot spotAt(const QPoint& point, bool nearest) const;
    bool handleCommandKey(QKeyEvent* event);
    bool handleMoveKey(QKeyEvent* event);
    bool handleEditKey(QKeyEvent* event);
    std::optional<quint64> moveTarget(const QKeyEvent& event) const;
    void moveTo(quint64 offset, bool extend);
    void place(quint64 offset, unsigned digit);
    void openBar(bool range);
    void closeBar();
    void submitBar(quint64 first, quint64 count, const QString& text);

    // Searching and bookmarks (hex_view_marks.cpp)
    enum class Step : std::uint8_t { None, On, Back };
    void findStep(bool backwards);
    void goToMatch(std::size_t match, bool wrapped);
    void matchesFound(bool typed);
    std::vector<std::pair<quint64, quint64>> matchesWithin(quint64 first, quint64 end) const;
    void moveBookmarks(quint64 offset, quint64 removed, quint64 inserted);

    // Editing and clipboard (hex_view_edit.cpp, hex_view_clipboard.cpp)
    void typeDigit(unsigned value);
    void typeText(const QString& text);
    void put(const Bytes& bytes, PieceTable::Join join);
    void deleteAt(bool backward);
    bool removePicked();
    bool refusesEdits();
    void insertPasted(const Bytes& bytes);
    QString copyText(CopyForm form, ByteView bytes) const;
    quint64 placeToCopy() const;

    QPointer<ByteDocument> m_document;
    QPointer<Selection> m_selection;
    std::shared_ptr<const AnnotationTree> m_tree;
    HexMapping m_mapping;
    Theme m_theme;
    HexViewOptions m_options;
    HexMetrics m_metrics;
    HexOverview* m_overview;
    HexGoToBar* m_bar;
    HexFindBar* m_find;
    quint64 m_rowsPerStep = 1; ///< Rows one step of the scroll bar stands for; above 1 only beyond 2^31 rows.

    quint64 m_caret = 0;
    unsigned m_digit = 0;
    Column m_column = Column::Cells;
    bool m_insert = false;
    QString m_readOnly; ///< Why; empty when bytes can be changed.
    std::optional<quint64> m_anchor; ///< The other end of the picked bytes.
    std::pair<quint64, quint64> m_announcedPick;
    quint64 m_pressed = 0; ///< Byte the mouse went down on.
    unsigned m_caretBit = 7; ///< Bit of the byte whose field was committed last.
    bool m_ownSelection = false; ///< The selection is the field at the cursor, committed by this view.
    QString m_lastGoTo;
    Step m_wantedStep = Step::None; ///< To take when the search has ended.
    std::vector<quint64> m_bookmarks; ///< In order.
};

} // namespace wirebench
