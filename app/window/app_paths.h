// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wirebench {

/// Where the program keeps and finds things. A test hands in folders of its own.
struct AppPaths {
    QString settingsFile; ///< INI file with the choices of the user.
    QString stateDir; ///< Unsaved text and sessions.
    QString samplesDir; ///< Folder with samples.json; empty when no samples are installed.

    /// XDG folders of the user; samples beside the program, installed, or in the source tree.
    static AppPaths standard();
};

} // namespace wirebench
