// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/app_paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace wirebench {

namespace {

QString stateHome()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    return QDir::isAbsolutePath(home) ? home : QDir::homePath() + "/.local/state";
}

QString findSamples()
{
    const QString program = QCoreApplication::applicationDirPath();
    const QStringList folders{
        program + "/../share/wirebench/schemas",
        program + "/../../schemas",
        QStringLiteral(WIREBENCH_SAMPLES_DIR),
    };
    for (const QString& folder : folders) {
        if (QFileInfo::exists(folder + "/samples.json"))
            return QDir::cleanPath(folder);
    }
    return {};
}

} // namespace

AppPaths AppPaths::standard()
{
    AppPaths paths;
    paths.settingsFile
        = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/wirebench/wirebench.ini";
    paths.stateDir = stateHome() + "/wirebench";
    paths.samplesDir = findSamples();
    return paths;
}

} // namespace wirebench
