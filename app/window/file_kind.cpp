// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/file_kind.h"

#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/inspect/hex_text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace wirebench {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FileKind", text);
}

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool hasHexSuffix(const QString& path)
{
    static const QStringList suffixes{"hex", "ihex", "ihx", "srec", "s19", "s28", "s37", "mot", "hexdump"};
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

QString pattern(const FileKind& kind)
{
    return QLatin1Char('*') + utf8(kind.suffix);
}

} // namespace

FileKindGuess guessKind(const QString& path, const QByteArray& content)
{
    const std::string_view text(content.constData(), std::size_t(content.size()));
    if (!isValidUtf8(asBytes(text)))
        return FileKindGuess::Buffer;
    if (recogniseFormat(path.toStdString(), text))
        return FileKindGuess::Schema;
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return FileKindGuess::Value;
    if (hasHexSuffix(path) && !hasErrors(readHexText(text).diagnostics))
        return FileKindGuess::HexText;
    return FileKindGuess::Buffer;
}

QStringList openFilters()
{
    QStringList filters;
    QStringList patterns;
    for (const Format* format : allFormats()) {
        for (const FileKind& kind : format->fileKinds()) {
            patterns.append(pattern(kind));
            filters.append(QStringLiteral("%1 (%2)").arg(utf8(kind.description), pattern(kind)));
        }
    }
    filters.prepend(tr("All schemas (%1)").arg(patterns.join(QLatin1Char(' '))));
    filters.prepend(tr("All files (*)"));
    filters.append(tr("Buffers (*.bin *.dat *.raw *.hex *.ihex *.srec)"));
    filters.append(tr("Values (*.json)"));
    return filters;
}

QStringList schemaFilters(const QString& formatId)
{
    QStringList filters;
    for (const Format* format : allFormats()) {
        if (!formatId.isEmpty() && utf8(format->id()) != formatId)
            continue;
        for (const FileKind& kind : format->fileKinds())
            filters.append(QStringLiteral("%1 (%2)").arg(utf8(kind.description), pattern(kind)));
    }
    filters.append(tr("All files (*)"));
    return filters;
}

} // namespace wirebench
