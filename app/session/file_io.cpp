// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/file_io.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace wirebench {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FileIo", text);
}

QString native(const QString& path)
{
    return QDir::toNativeSeparators(path);
}

} // namespace

std::optional<QByteArray> readFile(const QString& path, QString& error)
{
    QFile file(path);
    const bool standardInput = path == QLatin1String("-");
    if (!standardInput && QFileInfo(path).isDir()) {
        error = tr("“%1” is a folder, not a file. Choose a file inside it.").arg(native(path));
        return std::nullopt;
    }
    const bool open = standardInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        error = tr("“%1” could not be opened: %2. Check the path and its permissions.")
                    .arg(native(path), file.errorString());
        return std::nullopt;
    }
    if (file.size() > kMaxFileBytes) {
        error = tr("“%1” has %2 bytes; files up to %3 bytes can be opened. Cut out the part of interest.")
                    .arg(native(path))
                    .arg(file.size())
                    .arg(kMaxFileBytes);
        return std::nullopt;
    }
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError) {
        error = tr("“%1” could not be read to its end: %2.").arg(native(path), file.errorString());
        return std::nullopt;
    }
    return content;
}

bool writeFile(const QString& path, const QByteArray& content, QString& error)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    error = tr("“%1” could not be saved: %2. Its old content is untouched; save under another name or free some space.")
                .arg(native(path), file.errorString());
    return false;
}

Bytes toBytes(const QByteArray& data)
{
    return Bytes(data.begin(), data.end());
}

QByteArray toByteArray(ByteView bytes)
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
}

} // namespace wirebench
