// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "core/syntax/json_document.h"
#include "core/value/value.h"
#include "core/value/value_path.h"
#include "core/wire/annotation_tree.h"
#include "widgets/selection.h"
#include "widgets/theme.h"
#include "widgets/value_editor_json.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QLabel;
class QToolButton;

namespace wirebench {

class CodeEditor;

/// The value as JSON, to be edited. It encodes nothing itself: the owner listens to textEdited(), encodes, and hands
/// the problems back. A strip above the text says whether bytes and text agree. The cursor's field is the selection
/// of all views, and their selection is tinted here.
class ValueEditor final : public QWidget {
    Q_OBJECT

public:
    /// Longer texts would freeze the editor: only the selected part of the value is then shown, read-only.
    static constexpr std::size_t kMaxTextBytes = std::size_t{2} << 20;

    explicit ValueEditor(QWidget* parent = nullptr);
    ~ValueEditor() override;

    void setTheme(const Theme& theme);
    /// Not owned; null: no linked selection.
    void setSelection(Selection* selection);
    /// The decoded buffer the text belongs to: gives the bits of the field at the cursor, and the selected part when
    /// the whole is too large. Null without one. `value` is the buffer's, where its text is too large to be shown;
    /// parts are taken from it.
    void setTree(std::shared_ptr<const AnnotationTree> tree, std::shared_ptr<const Value> value = nullptr);

    /// What the value may consist of, for completion; may lag behind. Null: nothing is known. `root` is the slot of the
    /// whole value, kNoIndex for a buffer of messages; `element` see ValueShape.
    void setShape(std::shared_ptr<const Plan> plan, SlotIndex root, SlotIndex element = kNoIndex);

    /// A value of another document: undo is forgotten. Does not emit textEdited().
    void load(std::string_view json);
    /// The same document's value after the bytes were changed elsewhere: one undo step, the cursor stays. Does not
    /// emit textEdited().
    void replaceValue(std::string_view json);
    /// There is a value but no text of it, because it is too large.
    void setTooLarge(bool tooLarge);
    /// The whole text, also while only a part of it is shown; empty after setTooLarge(true).
    std::string text() const;
    /// Problems of `analysed`: those with Place::Kind::Value are drawn in the text. With errors among them the bytes
    /// keep the last good value, and the strip says so.
    void setProblems(const Diagnostics& problems, std::string_view analysed);

    CodeEditor& editor() { return *m_editor; }
    /// True while only a part of the value is shown.
    bool showsPart() const { return m_part; }

Q_SIGNALS:
    void textEdited();
    /// The text cannot be encoded and shall be made from the bytes again.
    void revertRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class State : std::uint8_t { Empty, InSync, Working, Broken, Part };

    QWidget* buildStrip();
    void setText(std::string_view json, bool loaded);
    void onEdited();
    void showState();
    void showFirstProblem();
    void followCursor();
    void followSelection(const QObject* origin);
    void showHighlight(bool scroll);
    void hoverAt(std::optional<std::uint32_t> offset);
    void showHover(const QObject* origin);
    std::optional<TextRange> rangeOf(const QString& path);
    void showPart();
    void editAnyway();
    SelectionState stateOf(const std::string& path) const;
    const JsonDocument& document();
    /// What the text in the editor is the value of.
    ValueShape shape() const;

    Theme m_theme;
    JsonLanguage m_language;
    CodeEditor* m_editor = nullptr;
    QWidget* m_strip = nullptr;
    QLabel* m_icon = nullptr;
    QLabel* m_message = nullptr;
    QToolButton* m_firstProblem = nullptr;
    QToolButton* m_revert = nullptr;
    QToolButton* m_editAnyway = nullptr;
    QPointer<Selection> m_selection;
    std::shared_ptr<const AnnotationTree> m_tree;
    std::shared_ptr<const Plan> m_shapePlan;
    SlotIndex m_shapeElement = kNoIndex;
    SlotIndex m_shapeRoot = kNoIndex;
    Diagnostics m_problems;
    State m_state = State::Empty;
    QTimer m_workTimer; ///< Runs from an edit until it is worth saying that the answer takes long.
    QTimer m_cursorTimer;
    QTimer m_highlightTimer;
    JsonDocument m_document;
    bool m_documentStale = true;
    bool m_part = false;
    bool m_tooLarge = false; ///< As the owner said: there is no text of the whole.
    bool m_largeAllowed = false;
    std::string m_held; ///< The whole text while only a part is shown.
    std::string m_partPath; ///< Field the shown part belongs to.
    SlotIndex m_partSlot = kNoIndex; ///< Its slot.
    std::shared_ptr<const Value> m_value; ///< Of m_tree, or null.
};

} // namespace wirebench
