// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/problems_view_model.h"

#include "core/base/text.h"
#include "widgets/problems_view_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace wirebench {

namespace {

QString bitsText(const Place& place)
{
    QString byte = QStringLiteral("0x%1").arg(QString::number(place.first / 8, 16).toUpper(), 2, QLatin1Char('0'));
    if (place.first % 8 == 0)
        return byte;
    return QCoreApplication::translate("Problems", "%1 bit %2").arg(byte).arg(place.first % 8);
}

QString lineText(const Place& place, const LineIndex& lines)
{
    const TextPosition position = lines.position(place.textRange().begin);
    return QStringLiteral("%1:%2").arg(position.line).arg(position.column);
}

QString placeText(const Place& place, const LineIndex& lines)
{
    switch (place.kind) {
    case Place::Kind::None:
        return {};
    case Place::Kind::Bits:
        return bitsText(place);
    case Place::Kind::Schema:
    case Place::Kind::Value:
    case Place::Kind::HexText:
        break;
    }
    return place.file == 0 ? lineText(place, lines) : QString();
}

} // namespace

QString placeText(const Place& place, std::string_view text)
{
    return placeText(place, LineIndex(text));
}

QString problemLine(const ProblemsModel::Row& row)
{
    QString line = row.source;
    if (!row.place.isEmpty())
        line += QLatin1Char(':') + row.place;
    line += QStringLiteral(": %1: %2 [%3]")
                .arg(severityText(row.diagnostic.severity).toLower(), row.message, fromUtf8(row.diagnostic.code));
    if (!row.diagnostic.path.empty())
        line += QStringLiteral(" (%1)").arg(QString::fromStdString(row.diagnostic.path));
    return line;
}

void ProblemsModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    for (int severity = 0; severity < 3; ++severity)
        m_severityIcons[static_cast<std::size_t>(severity)]
            = themedIcon(theme, severityIconName(static_cast<Severity>(severity)));
    m_fixIcon = themedIcon(theme, QStringLiteral("fix"));
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ProblemsModel::setProblems(const QString& source, const Diagnostics& diagnostics, std::string_view text)
{
    std::vector<Row> fresh;
    std::optional<LineIndex> lines; // made once, and only where there is something to place
    for (const Diagnostic& diagnostic : diagnostics) {
        if (!lines)
            lines.emplace(text);
        fresh.push_back({diagnostic, source, messageText(diagnostic.message), placeText(diagnostic.place, *lines)});
    }
    const bool known = std::find(m_sources.begin(), m_sources.end(), source) != m_sources.end();
    const auto isOfSource = [&](const Row& row) { return row.source == source; };
    if (fresh.empty() && std::none_of(m_rows.begin(), m_rows.end(), isOfSource))
        return;
    beginResetModel();
    auto at = std::find_if(m_rows.begin(), m_rows.end(), isOfSource);
    if (at == m_rows.end() && known) {
        // Behind the rows of the sources that came before it.
        const auto order = std::find(m_sources.begin(), m_sources.end(), source);
        at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
            return std::find(order, m_sources.end(), row.source) != m_sources.end();
        });
    }
    if (!known)
        m_sources.push_back(source);
    const auto end = std::find_if_not(at, m_rows.end(), isOfSource);
    at = m_rows.erase(at, end);
    m_rows.insert(at, std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    endResetModel();
}

std::array<int, 3> ProblemsModel::counts() const
{
    std::array<int, 3> counts{};
    for (const Row& row : m_rows)
        ++counts[static_cast<std::size_t>(row.diagnostic.severity)];
    return counts;
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::decoration(const Row& row, int column) const
{
    if (column == MessageColumn)
        return m_severityIcons[static_cast<std::size_t>(row.diagnostic.severity)];
    if (column == CodeColumn && !row.diagnostic.fixes.empty())
        return m_fixIcon;
    return {};
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = this->row(index.row());
    if (role == Qt::DecorationRole)
        return decoration(row, index.column());
    if (role == Qt::ToolTipRole)
        return problemHtml(m_theme, row.diagnostic);
    if (role == Qt::ForegroundRole && index.column() != MessageColumn)
        return m_theme.muted;
    if (role == Qt::AccessibleTextRole && index.column() == MessageColumn)
        return problemLine(row);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case MessageColumn:
        return row.message;
    case CodeColumn:
        return fromUtf8(row.diagnostic.code);
    case PlaceColumn:
        return row.place;
    default:
        return row.source;
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case MessageColumn:
        return tr("Message");
    case CodeColumn:
        return tr("Code");
    case PlaceColumn:
        return tr("Place");
    default:
        return tr("Source");
    }
}

const ProblemsModel& ProblemsFilter::problems() const
{
    return *static_cast<const ProblemsModel*>(sourceModel());
}

const ProblemsModel::Row& ProblemsFilter::row(const QModelIndex& index) const
{
    return problems().row(mapToSource(index).row());
}

void ProblemsFilter::setSeverityShown(Severity severity, bool shown)
{
    m_shown[static_cast<std::size_t>(severity)] = shown;
    invalidateFilter();
}

void ProblemsFilter::setText(const QString& text)
{
    m_text = text;
    invalidateFilter();
}

bool ProblemsFilter::filterAcceptsRow(int index, const QModelIndex&) const
{
    const ProblemsModel::Row& row = problems().row(index);
    if (!m_shown[static_cast<std::size_t>(row.diagnostic.severity)])
        return false;
    return m_text.isEmpty() || problemLine(row).contains(m_text, Qt::CaseInsensitive);
}

bool ProblemsFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const ProblemsModel::Row& a = problems().row(left.row());
    const ProblemsModel::Row& b = problems().row(right.row());
    switch (left.column()) {
    case ProblemsModel::MessageColumn:
        return a.diagnostic.severity < b.diagnostic.severity;
    case ProblemsModel::PlaceColumn:
        return std::pair(a.diagnostic.place.kind, a.diagnostic.place.first)
            < std::pair(b.diagnostic.place.kind, b.diagnostic.place.first);
    case ProblemsModel::CodeColumn:
        return a.diagnostic.code < b.diagnostic.code;
    default:
        return a.source.localeAwareCompare(b.source) < 0;
    }
}

} // namespace wirebench
