// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/frame_list.h"
#include "widgets/theme.h"

#include <QAbstractTableModel>

#include <array>
#include <memory>
#include <vector>

namespace wirebench {

/// The frames, messages or values of a buffer as a table, in wire order.
class FrameListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        ItemColumn,
        OffsetColumn,
        SizeColumn,
        KindColumn,
        FlagsColumn,
        TypeColumn,
        StatusColumn,
        ColumnCount
    };
    using Rows = std::vector<FrameRow>;

    using QAbstractTableModel::QAbstractTableModel;

    void setTheme(const Theme& theme);
    /// Null shows nothing.
    void setRows(std::shared_ptr<const Rows> rows);
    const FrameRow& row(int index) const { return (*m_rows)[static_cast<std::size_t>(index)]; }
    /// The row that holds `bit` of Decoded::space; -1 when there is none.
    int rowAt(std::uint64_t bit) const;
    /// A row as a line of text with a tab between its cells.
    QString line(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const FrameRow& row, int column) const;
    QString statusText(const FrameRow& row) const;
    QString toolTip(const FrameRow& row) const;
    QVariant colour(const FrameRow& row, int column) const;
    const QIcon& statusIcon(const FrameRow& row) const;

    std::shared_ptr<const Rows> m_rows = std::make_shared<const Rows>();
    Theme m_theme;
    std::array<QIcon, 3> m_severityIcons;
    QIcon m_goodIcon;
};

} // namespace wirebench
