// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/formats/cramberry/cramberry_format.h"

#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <string>
#include <string_view>

/// Helpers of the Cramberry tests.
namespace cramberrytest {

using namespace wirebench;

using Files = std::map<std::string, std::string, std::less<>>;

inline Analysis analyse(std::string text, Files files = {})
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    auto known = std::make_shared<Files>(std::move(files));
    source->imports = [known](std::string_view path, std::string_view) -> std::optional<ImportedText> {
        const auto found = known->find(path);
        return found == known->end() ? std::nullopt : std::optional(ImportedText{found->first, found->second});
    };
    return cramberryFormat().analyse(source);
}

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The problems in order: code and the text they are about, with the number of its file where it is an imported one.
/// Notes about numbers that are not written out are left out.
inline QStringList problems(const Analysis& analysis, bool notes = false)
{
    QStringList result;
    for (const Diagnostic& problem : analysis.diagnostics) {
        if (!notes && problem.severity == Severity::Note)
            continue;
        const std::string& text
            = problem.place.file == 0 ? analysis.source->text : analysis.imported[problem.place.file - 1]->text;
        QString line = toQString(problem.code) + QStringLiteral(" ")
            + toQString(std::string_view(text).substr(problem.place.first, problem.place.count));
        if (problem.place.file != 0)
            line += QStringLiteral(" #%1").arg(problem.place.file);
        result << line;
    }
    return result;
}

inline const Decl* findDecl(const Analysis& analysis, std::string_view name)
{
    const DeclIndex index = analysis.schema->find(name);
    return index == kNoIndex ? nullptr : &analysis.schema->decls[index];
}

} // namespace cramberrytest
