// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/imports.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace wirebench {

namespace {

constexpr qint64 kMaxImportBytes = 16 << 20;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::optional<ImportedText> read(const QString& path)
{
    QFile file(QDir::cleanPath(path));
    // Devices and the like are no schemas.
    const bool fits = QFileInfo(file).isFile() && file.size() <= kMaxImportBytes;
    if (!fits || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return ImportedText{file.fileName().toStdString(), file.readAll().toStdString()};
}

} // namespace

ImportReader importsFrom(const QString& schemaPath, const QStringList& folders)
{
    if (schemaPath.isEmpty() && folders.isEmpty())
        return {};
    const QString home = schemaPath.isEmpty() ? QString() : QFileInfo(schemaPath).absolutePath();
    return [home, folders](std::string_view path, std::string_view from) -> std::optional<ImportedText> {
        const QString wanted = utf8(path);
        // Imported files have absolute names; a schema without a file has no place that its name is relative to.
        const QString importing = utf8(from);
        QStringList bases = folders;
        if (QDir::isAbsolutePath(importing))
            bases.prepend(QFileInfo(importing).absolutePath());
        else if (!home.isEmpty())
            bases.prepend(QFileInfo(QDir(home).filePath(importing)).absolutePath());
        for (const QString& base : bases) {
            if (auto text = read(QDir(base).absoluteFilePath(wanted)))
                return text;
        }
        return std::nullopt;
    };
}

} // namespace wirebench
