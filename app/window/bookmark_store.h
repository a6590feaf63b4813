// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSettings>
#include <QString>

namespace wirebench {

/// Bookmarks of files, by path, so that they are there when the file is opened again. Lines of a schema or offsets of
/// a buffer: the store does not care.
class BookmarkStore {
public:
    /// Files beyond these are forgotten, the longest unused first.
    static constexpr qsizetype kMostFiles = 200;

    /// `settings` outlives this.
    explicit BookmarkStore(QSettings& settings) : m_settings(settings) { }

    QList<quint64> of(const QString& path) const;
    /// Replaces the bookmarks of a file; none forgets it.
    void keep(const QString& path, const QList<quint64>& marks);

private:
    QSettings& m_settings;
};

} // namespace wirebench
