// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"
#include "widgets/theme.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace wirebench {

/// What a schema declares, as a tree that can be filtered. A click goes there.
class OutlineView final : public QWidget {
    Q_OBJECT

public:
    explicit OutlineView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Shows `items`; what was folded stays folded.
    void setOutline(const std::vector<OutlineItem>& items);
    /// Marks the innermost item whose range holds `offset` (UTF-8 bytes), without emitting goTo().
    void setCursor(std::uint32_t offset);

public Q_SLOTS:
    void focusFilter();

Q_SIGNALS:
    void goTo(wirebench::TextRange range);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(QStandardItem* parent, const std::vector<OutlineItem>& items, const QString& path);
    void restoreFolds(const QModelIndex& parent);
    void paintItems(QStandardItem* parent);
    void activate(const QModelIndex& index);
    void filter(const QString& text);

    Theme m_theme;
    QLineEdit* m_search = nullptr;
    QTreeView* m_tree = nullptr;
    QStandardItemModel* m_model = nullptr;
    QSortFilterProxyModel* m_filter = nullptr;
    std::vector<OutlineItem> m_items;
    QStringList m_folded; ///< Paths of the items that were folded by hand.
    bool m_filling = false;
};

} // namespace wirebench
