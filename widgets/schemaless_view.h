// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/unknown_bytes.h"
#include "widgets/theme.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QModelIndex;
class QPoint;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace wirebench {

class Format;
class SchemalessModel;
class Selection;

/// A buffer without a schema as the fields it can be read as, with the choice of the wire format. Choosing a row
/// selects its bits for all views.
///
/// Keys: ←/→ fold, Enter goes to the bytes, Ctrl+C copies the row.
class SchemalessView final : public QWidget {
    Q_OBJECT

public:
    explicit SchemalessView(QWidget* parent = nullptr);
    ~SchemalessView() override;

    void setTheme(const Theme& theme);
    /// Not owned; null: no linked selection.
    void setSelection(Selection* selection);
    /// What the buffer is read as, with its wire format; `chosen`: somebody said so, else it fits best. A null reading
    /// shows that bytes of the chosen format cannot be read without a schema.
    void setReading(std::shared_ptr<const UnknownBytes> read, const Format* format, bool chosen);

    SchemalessModel* model() const { return m_model; }
    QTreeView* list() const { return m_list; }

public Q_SLOTS:
    /// Puts the chosen row into the clipboard, cells apart by tabs.
    void copy();

Q_SIGNALS:
    /// Another wire format, by its id; empty: the one that fits best.
    void formatChosen(const QString& id);
    void draftRequested();
    /// A row to go to in the bytes: Enter or a double click.
    void activated();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildBar();
    void buildList();
    QWidget* buildEmptyPage();
    void showFormat(const Format* format, bool chosen);
    void showSummary();
    void openFirstLevels();
    void fitColumns();
    void shareWidth();
    void chosen(const QModelIndex& index);
    void follow(const QObject* origin);
    void showContextMenu(const QPoint& at);

    Theme m_theme;
    Selection* m_selection = nullptr;
    std::shared_ptr<const UnknownBytes> m_read;
    const Format* m_format = nullptr; ///< Of `m_read`.
    SchemalessModel* m_model = nullptr;
    QComboBox* m_formats = nullptr;
    QLabel* m_summary = nullptr;
    QToolButton* m_draft = nullptr;
    QTreeView* m_list = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_emptyIcon = nullptr;
    QLabel* m_emptyText = nullptr;
    bool m_following = false; ///< The row is being made that of the selection.
};

} // namespace wirebench
