// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exporter.h"

#include "core/formats/registry.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace wirebench {

namespace {

constexpr unsigned kPictureBitsPerRow = 32;
constexpr int kPictureScale = 2;
constexpr int kMaxPictureSide = 16'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Exporter", text);
}

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

const Export* formatExport(const QString& id, const Format* format)
{
    if (!format)
        return nullptr;
    const auto exports = format->exports();
    const auto found = std::ranges::find(exports, id.toStdString(), &Export::id);
    return found == exports.end() ? nullptr : &*found;
}

QByteArray pngOf(const std::string& svg, bool dark)
{
    QSvgRenderer renderer(QByteArray::fromStdString(svg));
    QSize size = renderer.defaultSize() * kPictureScale;
    if (std::max(size.width(), size.height()) > kMaxPictureSide)
        size.scale(kMaxPictureSide, kMaxPictureSide, Qt::KeepAspectRatio);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return {};
    image.fill(dark ? Qt::black : Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return content;
}

} // namespace

QList<ExportKind> allExports()
{
    QList<ExportKind> kinds{
        {"layout-svg", tr("Layout as SVG Picture"), ".svg", tr("SVG pictures (*.svg)")},
        {"layout-png", tr("Layout as PNG Picture"), ".png", tr("PNG pictures (*.png)")},
        {"layout-ascii", tr("Layout as ASCII Diagram"), ".txt", tr("Text (*.txt)")},
        {"value-json", tr("Value as JSON"), ".value.json", tr("JSON (*.json)")},
    };
    for (const Format* format : allFormats()) {
        for (const Export& item : format->exports()) {
            const QString id = utf8(item.id);
            if (std::ranges::none_of(kinds, [&](const ExportKind& kind) { return kind.id == id; }))
                kinds.append({id, utf8(item.title), utf8(item.suffix), tr("All files (*)")});
        }
    }
    return kinds;
}

bool canExport(const QString& id, const Snapshot& snapshot)
{
    if (id.startsWith(QLatin1String("layout-")))
        return snapshot.layout != nullptr;
    if (id == QLatin1String("value-json"))
        return !snapshot.valueText->empty();
    return snapshot.analysis && formatExport(id, snapshot.format);
}

QByteArray makeExport(const QString& id, const Snapshot& snapshot, bool dark, QString& error)
{
    if (!canExport(id, snapshot)) {
        error = tr("There is nothing to export yet: open a schema first, and a buffer for its value.");
        return {};
    }
    if (id == QLatin1String("layout-svg"))
        return QByteArray::fromStdString(layoutSvg(*snapshot.layout, kPictureBitsPerRow, dark));
    if (id == QLatin1String("layout-png"))
        return pngOf(layoutSvg(*snapshot.layout, kPictureBitsPerRow, dark), dark);
    if (id == QLatin1String("layout-ascii"))
        return QByteArray::fromStdString(layoutAscii(*snapshot.layout));
    if (id == QLatin1String("value-json"))
        return QByteArray::fromStdString(*snapshot.valueText);
    const Export* item = formatExport(id, snapshot.format);
    const auto text = snapshot.format->makeExport(item->id, *snapshot.analysis);
    if (!text)
        error
            = tr("%1 needs a schema without errors. Fix the errors in the problems list first.").arg(utf8(item->title));
    return text ? QByteArray::fromStdString(*text) : QByteArray();
}

} // namespace wirebench
