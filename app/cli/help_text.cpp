// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help_text.h"

#include "core/formats/registry.h"

#include <algorithm>

namespace wirebench::cli {

namespace {

bool hasExport(const Format& format, std::string_view id)
{
    const auto exports = format.exports();
    return std::any_of(exports.begin(), exports.end(), [id](const Export& document) { return document.id == id; });
}

/// Suffix of the schema files of the first format that has, or has not, a compiled schema.
std::string exampleSuffix(bool compiled)
{
    const auto formats = allFormats();
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [&](const Format* format) { return hasExport(*format, "compiled") == compiled; });
    const Format& format = found == formats.end() ? *formats.front() : **found;
    return std::string(format.fileKinds().front().suffix);
}

/// Id of the first format whose bytes can be read without a schema.
std::string taggedFormat()
{
    const auto formats = allFormats();
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [](const Format* format) { return format->schemalessDialect() != nullptr; });
    return found == formats.end() ? "NAME" : std::string((*found)->id());
}

void replaceAll(std::string& text, std::string_view place, const std::string& name)
{
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + name.size()))
        text.replace(at, place.size(), name);
}

} // namespace

std::string fillExamples(std::string text)
{
    replaceAll(text, "{device}", "device" + exampleSuffix(false));
    replaceAll(text, "{packet}", "packet" + exampleSuffix(true));
    replaceAll(text, "{tagged}", taggedFormat());
    return text;
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const
{
    const std::string type = option->get_type_name();
    const std::string kind = type.substr(0, type.find(':'));
    return kind.empty() || option->get_positional() ? std::string() : ' ' + kind;
}

std::string HelpFormatter::make_positionals(const CLI::App* app) const
{
    const std::string text = CLI::Formatter::make_positionals(app);
    const std::string title = "\nPositionals:\n";
    return text.starts_with(title) ? "\nWhat it works on:\n" + text.substr(title.size()) : text;
}

} // namespace wirebench::cli
