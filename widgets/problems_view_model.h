// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "widgets/theme.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <array>
#include <string_view>
#include <vector>

namespace wirebench {

/// The problems of all sources as a table. A source is a text or a buffer with a name people know it by.
class ProblemsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { MessageColumn, CodeColumn, PlaceColumn, SourceColumn, ColumnCount };

    struct Row {
        Diagnostic diagnostic;
        QString source;
        QString message;
        QString place; ///< "12:5", "0x1C", "0x1C bit 3"; empty where there is none.
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTheme(const Theme& theme);
    /// Replaces the problems of one source. `text` is what places in a text are counted in.
    void setProblems(const QString& source, const Diagnostics& diagnostics, std::string_view text);
    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    /// Number of problems of each severity.
    std::array<int, 3> counts() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant decoration(const Row& row, int column) const;

    std::vector<Row> m_rows; ///< Sources in the order they came first.
    std::vector<QString> m_sources;
    Theme m_theme;
    std::array<QIcon, 3> m_severityIcons;
    QIcon m_fixIcon;
};

/// Hides severities and what does not hold the filter text; sorts places by number, not by their spelling.
class ProblemsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setSeverityShown(Severity severity, bool shown);
    void setText(const QString& text);
    const ProblemsModel::Row& row(const QModelIndex& index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    const ProblemsModel& problems() const;

    std::array<bool, 3> m_shown{true, true, true};
    QString m_text;
};

/// Where a problem is, for people: line and column in a text, byte and bit in a buffer.
QString placeText(const Place& place, std::string_view text);

/// One problem as a line of text, as compilers print it.
QString problemLine(const ProblemsModel::Row& row);

} // namespace wirebench
