// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/recent_files.h"

#include <QFileInfo>
#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace wirebench {

RecentFiles::RecentFiles(QSettings& settings) : m_settings(settings)
{
    const QStringList pinned = settings.value("recent/pinned").toStringList();
    for (const QString& path : pinned)
        m_files.append({path, true});
    const QStringList others = settings.value("recent/files").toStringList();
    for (const QString& path : others)
        m_files.append({path, false});
}

void RecentFiles::add(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const auto known = std::ranges::find(m_files, absolute, &RecentFile::path);
    if (known != m_files.end() && known->pinned)
        return;
    if (known != m_files.end())
        m_files.erase(known);
    const auto firstUnpinned = std::ranges::find(m_files, false, &RecentFile::pinned);
    const auto pinned = qsizetype(firstUnpinned - m_files.begin());
    m_files.insert(pinned, {absolute, false});
    m_files.resize(std::min(m_files.size(), pinned + kUnpinned));
    store();
}

void RecentFiles::remove(const QString& path)
{
    m_files.removeIf([&](const RecentFile& file) { return file.path == path; });
    store();
}

void RecentFiles::setPinned(const QString& path, bool pinned)
{
    const auto known = std::ranges::find(m_files, path, &RecentFile::path);
    if (known == m_files.end() || known->pinned == pinned)
        return;
    known->pinned = pinned;
    // Not the ranges form: its result does not compile with clang 14 and libstdc++ 12.
    std::stable_partition(m_files.begin(), m_files.end(), [](const RecentFile& file) { return file.pinned; });
    store();
}

void RecentFiles::clear()
{
    m_files.removeIf([](const RecentFile& file) { return !file.pinned; });
    store();
}

void RecentFiles::store()
{
    QStringList pinned;
    QStringList others;
    for (const RecentFile& file : m_files)
        (file.pinned ? pinned : others).append(file.path);
    m_settings.setValue("recent/pinned", pinned);
    m_settings.setValue("recent/files", others);
}

} // namespace wirebench
