// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace wirebench {

/// What an opened file is taken for.
enum class FileKindGuess : std::uint8_t {
    Schema, ///< A wire format claims it by name or content.
    Value, ///< JSON that is no schema: a value of the schema in front.
    HexText, ///< A text file of a hex form (Intel HEX, S-records, a dump): gives bytes.
    Buffer, ///< Anything else.
};

FileKindGuess guessKind(const QString& path, const QByteArray& content);

/// Filters of an open dialog: all schemas, each format's kinds, buffers, everything.
QStringList openFilters();
/// Filters for saving a schema of the format `formatId` (all formats when empty).
QStringList schemaFilters(const QString& formatId);

} // namespace wirebench
