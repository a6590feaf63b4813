// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"
#include "widgets/frame_list_model.h"
#include "widgets/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QModelIndex;
class QPoint;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace wirebench {

class Selection;

/// The frames of a stream, or the messages or values of a buffer of several, one line each. Choosing lines selects
/// their bits for all views; a message that lies unpacked in an address space of its own can be opened.
class FrameListView final : public QWidget {
    Q_OBJECT

public:
    explicit FrameListView(QWidget* parent = nullptr);
    ~FrameListView() override;

    void setTheme(const Theme& theme);
    /// Not owned; null: no linked selection.
    void setSelection(Selection* selection);
    /// `frames` are frameList() of the tree's buffer; null for a buffer of one value. Both null without a buffer.
    void setTree(std::shared_ptr<const AnnotationTree> tree, std::shared_ptr<const std::vector<FrameRow>> frames);

    /// The chosen message, where it has an address space of its own: its element in Decoded::items.
    std::optional<std::uint64_t> unpackable() const;
    QTreeView* list() const { return m_list; }

public Q_SLOTS:
    /// Puts the chosen lines into the clipboard, cells apart by tabs; all of them when none is chosen.
    void copy();
    /// Asks for the chosen message to be opened; nothing where unpackable() is nothing.
    void openUnpacked();

Q_SIGNALS:
    /// unpackable() became another one.
    void unpackableChanged();
    void unpackRequested(quint64 element);
    /// A line to go to in the bytes: Enter or a double click.
    void activated();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildBar();
    void buildList();
    QWidget* buildEmptyPage();
    void select();
    void follow(const QObject* origin);
    void refresh();
    void showContextMenu(const QPoint& at);
    void activate();

    Theme m_theme;
    Selection* m_selection = nullptr;
    std::shared_ptr<const AnnotationTree> m_tree;
    FrameListModel* m_model = nullptr;
    QTreeView* m_list = nullptr;
    QLabel* m_summary = nullptr;
    QToolButton* m_unpack = nullptr;
    QToolButton* m_copy = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_emptyIcon = nullptr;
    QLabel* m_emptyText = nullptr;
    std::optional<std::uint64_t> m_unpackable;
    bool m_several = false; ///< The buffer holds several values.
    bool m_following = false; ///< The lines are being made those of the selection.
};

} // namespace wirebench
