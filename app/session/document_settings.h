// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/limit_choice.h"
#include "core/wire/encoder.h"

#include <QStringList>

namespace wirebench {

/// What somebody set once for all documents.
struct DocumentSettings {
    LimitChoice limits;
    QStringList importFolders; ///< Where imports are looked for after the folder of the importing file; in order.
    StreamOptions stream; ///< How streams are written from their value.

    bool operator==(const DocumentSettings&) const = default;
};

} // namespace wirebench
