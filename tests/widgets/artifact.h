// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QImage>

namespace wirebench {

/// Writes a picture to the folder named by WIREBENCH_ARTIFACTS, so that people can look at it; nothing without it.
inline void saveArtifact(const QImage& image, const QString& name)
{
    const QString folder = qEnvironmentVariable("WIREBENCH_ARTIFACTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    image.save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace wirebench
