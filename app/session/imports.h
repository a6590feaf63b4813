// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"

#include <QString>
#include <QStringList>

namespace wirebench {

/// Reads imported files: relative to the importing one, below the folder of `schemaPath` or where an absolute path
/// points, then below each of `folders` in order. A schema without a file has only the folders; with neither the
/// reader is empty. Safe on any thread; files above 16 MiB are not read.
ImportReader importsFrom(const QString& schemaPath, const QStringList& folders);

} // namespace wirebench
