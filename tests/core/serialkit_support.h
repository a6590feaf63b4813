// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_format.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <string_view>

/// Helpers of the SerialKit tests.
namespace skittest {

using namespace wirebench;

inline Analysis analyse(std::string text, std::string name = {})
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    source->name = std::move(name);
    return serialkitFormat().analyse(source);
}

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The codes of all problems, in order.
inline QStringList codes(const Diagnostics& problems)
{
    QStringList result;
    for (const Diagnostic& problem : problems)
        result << toQString(problem.code);
    return result;
}

inline std::optional<std::string> layOut(std::string text)
{
    SchemaSource source;
    source.text = std::move(text);
    return serialkitFormat().formatText(source);
}

} // namespace skittest
