// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/grid_export.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace wirebench {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(GridExport)
};

/// What an export is called, how its files end and what writes it.
struct Kind {
    QString title;
    QString suffix;
    QString filter;
    bool (BitGridView::*write)(const QString&, QString*) const;
};

Kind kindOf(BitGridView::Export kind)
{
    switch (kind) {
    case BitGridView::Export::Svg:
        return {Text::tr("Export SVG"), QStringLiteral(".svg"), Text::tr("SVG pictures (*.svg)"),
                &BitGridView::exportSvg};
    case BitGridView::Export::Png:
        return {Text::tr("Export PNG"), QStringLiteral(".png"), Text::tr("PNG pictures (*.png)"),
                &BitGridView::exportPng};
    case BitGridView::Export::Ascii:
        break;
    }
    return {Text::tr("Export ASCII Diagram"), QStringLiteral(".txt"), Text::tr("Text (*.txt)"),
            &BitGridView::exportAscii};
}

} // namespace

void exportGrid(BitGridView& view, BitGridView::Export wanted, const QString& schemaPath)
{
    const Kind kind = kindOf(wanted);
    const QFileInfo schema(schemaPath.isEmpty() ? QStringLiteral("layout") : schemaPath);
    const QString suggestion = schema.dir().filePath(schema.baseName() + kind.suffix);
    const QString path = QFileDialog::getSaveFileName(view.window(), kind.title, suggestion, kind.filter);
    QString error;
    if (!path.isEmpty() && !(view.*kind.write)(path, &error))
        QMessageBox::warning(view.window(), kind.title, error);
}

} // namespace wirebench
