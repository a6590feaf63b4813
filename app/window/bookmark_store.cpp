// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/bookmark_store.h"

#include <QStringList>

#include <algorithm>

namespace wirebench {

namespace {

constexpr auto kKey = "bookmarks/files";

/// An entry is the marks, a blank, the path: "3,17 /mnt/rack.schema".
QString pathOf(const QString& entry)
{
    return entry.mid(entry.indexOf(QLatin1Char(' ')) + 1);
}

} // namespace

QList<quint64> BookmarkStore::of(const QString& path) const
{
    QList<quint64> marks;
    const QStringList entries = m_settings.value(kKey).toStringList();
    const auto entry = std::ranges::find(entries, path, pathOf);
    if (path.isEmpty() || entry == entries.end())
        return marks;
    for (const QString& number : entry->left(entry->indexOf(QLatin1Char(' '))).split(QLatin1Char(','))) {
        bool ok = false;
        const quint64 mark = number.toULongLong(&ok);
        if (ok)
            marks.append(mark);
    }
    return marks;
}

void BookmarkStore::keep(const QString& path, const QList<quint64>& marks)
{
    if (path.isEmpty() || of(path) == marks)
        return;
    QStringList entries = m_settings.value(kKey).toStringList();
    entries.removeIf([&path](const QString& entry) { return pathOf(entry) == path; });
    QStringList numbers;
    for (const quint64 mark : marks)
        numbers.append(QString::number(mark));
    if (!marks.isEmpty())
        entries.prepend(numbers.join(QLatin1Char(',')) + QLatin1Char(' ') + path);
    m_settings.setValue(kKey, entries.mid(0, kMostFiles));
}

} // namespace wirebench
