// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace wirebench {

/// A schema that comes with the program, with a buffer to look at.
struct Sample {
    QString title;
    QString description;
    QString group; ///< Title of the wire format, for grouping.
    QString schemaPath; ///< Absolute.
    QString bufferPath; ///< Absolute; may be empty.
    QString typeName; ///< Empty: the likely one.
    bool stream = false;
};

/// Reads `folder`/samples.json. Empty when it cannot be read; entries whose schema file is missing are left out.
QList<Sample> loadSamples(const QString& folder);

} // namespace wirebench
