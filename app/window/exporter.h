// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/snapshot.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace wirebench {

/// A document that can be made of what is open.
struct ExportKind {
    QString id; ///< Stable: "layout-svg", "value-json", or a format's own.
    QString title; ///< "Layout as SVG"
    QString suffix; ///< ".svg"
    QString filter; ///< For the save dialog.
};

/// Those every format has (layout pictures, the value), then each format's own, without duplicates.
QList<ExportKind> allExports();

/// True when `id` can be made of this snapshot.
bool canExport(const QString& id, const Snapshot& snapshot);

/// The export's content; empty with a sentence in `error` when it cannot be made.
QByteArray makeExport(const QString& id, const Snapshot& snapshot, bool dark, QString& error);

} // namespace wirebench
