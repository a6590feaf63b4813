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
} // namespace

ImportReader importsFrom(const QString& schemaPath)
{
    if (schemaPath.isEmpty())
        return {};
    const QDir folder = QFileInfo(schemaPath).absoluteDir();
    return [folder](std::string_view path, std::string_view from) -> std::optional<ImportedText> {
        const QDir base = from.empty() ? folder : QFileInfo(folder.absoluteFilePath(utf8(from))).absoluteDir();
        QFile file(QDir::cleanPath(base.absoluteFilePath(utf8(path))));
        // Devices and the like are no schemas.
        const bool fits = QFileInfo(file).isFile() && file.size() <= kMaxImportBytes;
        if (!fits || !file.open(QIODevice::ReadOnly))
            return std::nullopt;
        return ImportedText{file.fileName().toStdString(), file.readAll().toStdString()};
    };
}

} // namespace wirebench
