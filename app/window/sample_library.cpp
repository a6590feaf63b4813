// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sample_library.h"

#include "app/session/file_io.h"
#include "core/formats/registry.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wirebench {

namespace {

QString formatTitle(const QString& id)
{
    const Format* format = findFormat(id.toStdString());
    return format ? QString::fromUtf8(format->title().data(), qsizetype(format->title().size())) : id;
}

QString inside(const QString& folder, const QJsonValue& path)
{
    return path.isString() ? folder + QLatin1Char('/') + path.toString() : QString();
}

} // namespace

QList<Sample> loadSamples(const QString& folder)
{
    QList<Sample> samples;
    QString ignored;
    const auto content = folder.isEmpty() ? std::nullopt : readFile(folder + "/samples.json", ignored);
    if (!content)
        return samples;
    const QJsonArray entries = QJsonDocument::fromJson(*content).array();
    for (const QJsonValue value : entries) {
        const QJsonObject entry = value.toObject();
        Sample sample;
        sample.title = entry["title"].toString();
        sample.description = entry["description"].toString();
        sample.group = formatTitle(entry["format"].toString());
        sample.schemaPath = inside(folder, entry["schema"]);
        sample.bufferPath = inside(folder, entry["buffer"]);
        sample.typeName = entry["type"].toString();
        sample.stream = entry["stream"].toBool();
        if (QFileInfo::exists(sample.schemaPath))
            samples.append(sample);
    }
    return samples;
}

} // namespace wirebench
