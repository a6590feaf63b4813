// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/frame_list_model.h"

#include "widgets/problems_view_text.h"

#include <QLocale>

#include <algorithm>

namespace wirebench {

namespace {

QString hexOffset(std::uint64_t byte)
{
    return QStringLiteral("0x%1").arg(QString::number(byte, 16).toUpper(), 4, QLatin1Char('0'));
}

} // namespace

void FrameListModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    for (std::size_t severity = 0; severity < m_severityIcons.size(); ++severity)
        m_severityIcons[severity] = themedIcon(theme, severityIconName(static_cast<Severity>(severity)));
    m_goodIcon = themedIcon(theme, QStringLiteral("check"));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void FrameListModel::setRows(std::shared_ptr<const Rows> rows)
{
    beginResetModel();
    m_rows = rows ? std::move(rows) : std::make_shared<const Rows>();
    endResetModel();
}

int FrameListModel::rowAt(std::uint64_t bit) const
{
    const auto after = std::upper_bound(m_rows->begin(), m_rows->end(), bit,
                                        [](std::uint64_t at, const FrameRow& row) { return at < row.bits.first; });
    if (after == m_rows->begin() || bit >= (after - 1)->bits.end())
        return -1;
    return static_cast<int>(after - m_rows->begin()) - 1;
}

int FrameListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows->size());
}

int FrameListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FrameListModel::statusText(const FrameRow& row) const
{
    if (row.problems == 0)
        return row.cut ? tr("cut short") : tr("ok");
    const QString severity = severityText(row.worst).toLower();
    return row.problems == 1 ? severity : tr("%1 problems").arg(row.problems);
}

const QIcon& FrameListModel::statusIcon(const FrameRow& row) const
{
    if (row.problems == 0)
        return row.cut ? m_severityIcons[static_cast<std::size_t>(Severity::Error)] : m_goodIcon;
    return m_severityIcons[static_cast<std::size_t>(row.worst)];
}

QString FrameListModel::text(const FrameRow& row, int column) const
{
    switch (column) {
    case ItemColumn:
        return QString::fromStdString(row.path);
    case OffsetColumn:
        return hexOffset(row.bits.first / 8);
    case SizeColumn:
        return QLocale().toString(qulonglong(row.bits.count / 8));
    case KindColumn:
        return QString::fromStdString(row.kind);
    case FlagsColumn:
        return QString::fromStdString(row.flags);
    case TypeColumn:
        return QString::fromStdString(row.type);
    default:
        return statusText(row);
    }
}

QString FrameListModel::toolTip(const FrameRow& row) const
{
    const QLocale locale;
    return tr("%1 at offset %2 (%3): %4 bytes, content %5 bytes. %6")
        .arg(QString::fromStdString(row.type.empty() ? row.kind : row.kind + ' ' + row.type),
             hexOffset(row.bits.first / 8), QString::number(row.bits.first / 8),
             locale.toString(qulonglong(row.bits.count / 8)), locale.toString(qulonglong(row.contentBytes)),
             statusText(row));
}

QVariant FrameListModel::colour(const FrameRow& row, int column) const
{
    switch (column) {
    case ItemColumn:
    case OffsetColumn:
    case FlagsColumn:
        return m_theme.muted;
    case TypeColumn:
        return m_theme.typeName;
    case StatusColumn:
        if (row.problems != 0)
            return severityColour(m_theme, row.worst);
        return row.cut ? m_theme.error : m_theme.good;
    default:
        return {};
    }
}

QVariant FrameListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const FrameRow& row = this->row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::DecorationRole:
        return column == StatusColumn ? QVariant(statusIcon(row)) : QVariant();
    case Qt::ForegroundRole:
        return colour(row, column);
    case Qt::FontRole:
        return column <= SizeColumn ? QVariant(m_theme.monospace) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == SizeColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return toolTip(row);
    default:
        return {};
    }
}

QVariant FrameListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft));
    const std::array<std::pair<QString, QString>, ColumnCount> heads{{
        {tr("Item"), tr("Place in the value; frames of one message have the same")},
        {tr("Offset"), tr("First byte in the buffer")},
        {tr("Bytes"), tr("Size with header and length")},
        {tr("Kind"), tr("Type of the frame, or what stands there")},
        {tr("Flags"), tr("What the frame's header says: end of a message, compressed")},
        {tr("Type"), tr("Type of the message; #number where the schema does not have it")},
        {tr("Status"), tr("Worst problem inside")},
    }};
    const auto& [title, tip] = heads[static_cast<std::size_t>(section)];
    return role == Qt::DisplayRole ? QVariant(title) : role == Qt::ToolTipRole ? QVariant(tip) : QVariant();
}

QString FrameListModel::line(int row) const
{
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << text(this->row(row), column);
    return cells.join(QLatin1Char('\t'));
}

} // namespace wirebench
