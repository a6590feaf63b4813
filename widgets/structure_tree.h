// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"
#include "widgets/selection.h"
#include "widgets/structure_tree_search.h"
#include "widgets/theme.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>
#include <set>
#include <vector>

class QLabel;
class QLineEdit;
class QMenu;
class QModelIndex;
class QTreeView;

namespace wirebench {

class StructureModel;

/// A decoded buffer as a tree: field, type, value, offset, size and raw bytes of every part, with a filter, editing of
/// values in place and the one selection. Rows keep their folding when the bytes change.
///
/// Keys: ←/→ fold, Enter edits, Space toggles a boolean or folds, Ctrl+C copies the row, Ctrl+F goes to the filter.
class StructureTree final : public QWidget {
    Q_OBJECT

public:
    explicit StructureTree(QWidget* parent = nullptr);
    ~StructureTree() override;

    /// The decoded buffer to show; null shows what to do to get one.
    void setTree(std::shared_ptr<const AnnotationTree> tree);
    void setTheme(const Theme& theme);
    /// The selection to show and to set; not owned.
    void setSelection(Selection* selection);
    /// Values can be edited unless this is false.
    void setEditable(bool editable);

    StructureModel* model() const { return m_model; }
    QTreeView* view() const { return m_view; }

public Q_SLOTS:
    /// Shows only what matches `text`; all when it is empty.
    void setFilter(const QString& text);
    void focusFilter();
    /// Opens what is closed, as far as some thousands of rows go.
    void expandAll();
    void collapseAll();
    void copyPath();
    void copyName();
    void copyValue();
    void copyRow();
    void copyJson(); ///< The value with all below it.
    void copyCsv(); ///< A line for every leaf.

Q_SIGNALS:
    /// Enter was pressed on the part with this field path.
    void editRequested(const QString& path);
    /// Somebody gave the field another value, as JSON text; the owner encodes it.
    void valueEdited(const QString& path, const QString& jsonText);
    /// One sentence for the status bar.
    void messageRequested(const QString& text);
    /// The filter has found what it shows now (or nothing, or there is none).
    void filterApplied(int matches);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    using RowPath = std::vector<int>;
    struct Folding {
        std::set<RowPath> open;
        RowPath current;
        int scroll = 0;
    };

    void setUpView();
    void connectView();
    void showTree(std::shared_ptr<const AnnotationTree> tree);
    void startSearch();
    void stopSearch();
    void searchFinished();
    void updateHint();
    void shareWidth();
    void growColumns();
    Folding folding() const;
    void restore(const Folding& folding);
    void openFirstLevels();
    int openBelow(const QModelIndex& index, int budget);

    void rowChosen();
    void selectionChanged(const QObject* origin);
    void showSelection();
    std::vector<Item> chainFor(const SelectionState& state) const;
    SelectionState stateFor(const QModelIndex& index) const;
    void hover(const QModelIndex& index);

    bool handleKey(QKeyEvent* event);
    void edit(const QModelIndex& index);
    bool toggle(const QModelIndex& index);
    void showMenu(const QPoint& point);
    void copyText(const QString& text, const QString& what);

    QLineEdit* m_filter;
    QLabel* m_count;
    QTreeView* m_view;
    QLabel* m_hint;
    StructureModel* m_model;
    QPointer<Selection> m_selection;
    std::shared_ptr<const AnnotationTree> m_tree; ///< The newest one; the model shows it once the filter has run.
    std::shared_ptr<std::atomic<bool>> m_stop;
    QFutureWatcher<StructureMatches> m_search;
    QTimer m_typing; ///< Waits for a pause in typing.
    Folding m_beforeFilter;
    bool m_editable = true;
    bool m_widthsByHand = false;
    bool m_settingCurrent = false;
};

} // namespace wirebench
