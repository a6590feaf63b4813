// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"

#include <QString>

namespace wirebench {

/// Reads imported files relative to the importing one, below the folder of `schemaPath` or where an absolute path
/// points. Empty for a schema without a file. Safe on any thread; files above 16 MiB are not read.
ImportReader importsFrom(const QString& schemaPath);

} // namespace wirebench
