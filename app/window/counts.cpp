// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/counts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace wirebench {

namespace {

QString counted(const char* one, const char* many, std::uint64_t count)
{
    const QString number = QLocale().toString(qulonglong(count));
    if (count == 1)
        return QCoreApplication::translate("Counts", one);
    const auto plural = int(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
    return QCoreApplication::translate("Counts", many, nullptr, plural).arg(number);
}

} // namespace

QString bytesText(std::uint64_t count)
{
    return counted(QT_TRANSLATE_NOOP("Counts", "1 byte"), QT_TRANSLATE_NOOP("Counts", "%1 bytes"), count);
}

QString bitsText(std::uint64_t count)
{
    return counted(QT_TRANSLATE_NOOP("Counts", "1 bit"), QT_TRANSLATE_NOOP("Counts", "%1 bits"), count);
}

QString problemsText(std::uint64_t count)
{
    return counted(QT_TRANSLATE_NOOP("Counts", "1 problem"), QT_TRANSLATE_NOOP("Counts", "%1 problems"), count);
}

QString messagesText(std::uint64_t count)
{
    return counted(QT_TRANSLATE_NOOP("Counts", "1 message"), QT_TRANSLATE_NOOP("Counts", "%1 messages"), count);
}

QString fieldsText(std::uint64_t count)
{
    return counted(QT_TRANSLATE_NOOP("Counts", "1 field"), QT_TRANSLATE_NOOP("Counts", "%1 fields"), count);
}

QString warningsText(std::uint64_t count)
{
    return counted(QT_TRANSLATE_NOOP("Counts", "1 warning"), QT_TRANSLATE_NOOP("Counts", "%1 warnings"), count);
}

} // namespace wirebench
