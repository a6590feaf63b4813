// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace wirebench {

/// The file's content; "-" is standard input. Nothing on an error, which `error` then says in one sentence with
/// the path and what to do.
std::optional<QByteArray> readFile(const QString& path, QString& error);

/// Replaces the file's content in one step: either all of it is there afterwards or the old content still is.
bool writeFile(const QString& path, const QByteArray& content, QString& error);

/// Files above this size are refused: their content is held in memory.
inline constexpr qint64 kMaxFileBytes = qint64(1) << 30;

Bytes toBytes(const QByteArray& data);
QByteArray toByteArray(ByteView bytes);

} // namespace wirebench
