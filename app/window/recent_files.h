// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QSettings;

namespace wirebench {

/// A file that was opened before.
struct RecentFile {
    QString path; ///< Absolute.
    bool pinned = false; ///< Stays, however many others are opened.
};

/// The files opened last, pinned ones first, then newest first. Kept in the settings.
class RecentFiles final {
public:
    static constexpr int kUnpinned = 15; ///< So many are kept besides the pinned ones.

    /// `settings` outlives the list.
    explicit RecentFiles(QSettings& settings);

    const QList<RecentFile>& files() const { return m_files; }
    void add(const QString& path);
    void remove(const QString& path);
    void setPinned(const QString& path, bool pinned);
    /// Forgets all that are not pinned.
    void clear();

private:
    void store();

    QSettings& m_settings;
    QList<RecentFile> m_files;
};

} // namespace wirebench
