// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_options.h"

#include "app/cli/command_io.h"
#include "core/formats/registry.h"
#include "core/inspect/type_choice.h"
#include "core/wire/stream_frames.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>

namespace wirebench::cli {

namespace {

bool environmentHas(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

bool wantsColour(const std::string& choice, bool terminal)
{
    if (choice != "auto")
        return choice == "always";
    return terminal && !environmentHas("NO_COLOR");
}

std::string formatIds()
{
    std::string ids;
    for (const Format* format : allFormats())
        ids += (ids.empty() ? "" : ", ") + std::string(format->id());
    return ids;
}

const Format& requireFormat(const SchemaOptions& options, const std::string& name, const std::string& text)
{
    const Format* format = options.wire.empty() ? recogniseFormat(name, text) : findFormat(options.wire);
    if (format != nullptr)
        return *format;
    if (options.wire.empty())
        throw CommandFailure("Cannot tell which wire format '" + name
                             + "' is a schema of; say --wire NAME, one of: " + formatIds() + '.');
    throw CommandFailure("There is no wire format '" + options.wire + "'; expected one of: " + formatIds() + '.');
}

/// The file of an import; nothing when there is none. Devices and the like are no schemas.
std::optional<ImportedText> readImport(const std::filesystem::path& path)
{
    std::error_code error;
    std::string name = path.lexically_normal().string();
    if (!std::filesystem::is_regular_file(name, error))
        return std::nullopt;
    try {
        std::string text = readInput(name);
        return ImportedText{std::move(name), std::move(text)};
    } catch (const CommandFailure&) {
        return std::nullopt;
    }
}

/// Imports are read relative to the file that names them, then from the import folders in their order.
ImportReader importReader(const std::vector<std::string>& folders)
{
    return [folders](std::string_view path, std::string_view from) -> std::optional<ImportedText> {
        if (auto text = readImport(std::filesystem::path(from).parent_path() / path))
            return text;
        for (const std::string& folder : folders) {
            if (auto text = readImport(std::filesystem::path(folder) / path))
                return text;
        }
        return std::nullopt;
    };
}

} // namespace

TextColours Program::outputColours() const
{
    if (!wantsColour(colour, isOutputTerminal()))
        return TextColours::None;
    const char* depth = std::getenv("COLORTERM");
    const std::string_view colours = depth == nullptr ? "" : depth;
    return colours == "truecolor" || colours == "24bit" ? TextColours::TrueColour : TextColours::Palette256;
}

bool Program::errorColours() const
{
    return wantsColour(colour, isErrorTerminal());
}

void SchemaOptions::add(CLI::App& command)
{
    command.add_option("SCHEMA", path, "Schema file, or - for standard input")->required();
    addFormat(command);
}

void SchemaOptions::addFormat(CLI::App& command)
{
    command
        .add_option("--wire", wire,
                    "Wire format (see 'wirebench-cli formats'); recognised by file name and content if left out")
        ->type_name("NAME");
    command.add_option("--syntax", syntax, "Notation of the schema where its format has several, such as json or yaml")
        ->type_name("NAME");
    command
        .add_option("-I,--import-folder", importFolders,
                    "Folder in which imported schemas are looked for, after that of the importing one; may be repeated")
        ->type_name("DIR")
        ->allow_extra_args(false);
}

LoadedSchema loadSchema(const SchemaOptions& options, const std::string& path)
{
    LoadedSchema loaded;
    loaded.name = path == "-" ? "standard input" : path;
    auto source = std::make_shared<SchemaSource>();
    source->name = path == "-" ? std::string() : path;
    source->syntax = options.syntax;
    source->text = readInput(path);
    source->imports = importReader(options.importFolders);
    if (source->text.size() >= std::numeric_limits<std::uint32_t>::max())
        throw CommandFailure("'" + loaded.name + "' is larger than 4 GiB; that is no schema.");
    const Format& format = requireFormat(options, source->name, source->text);
    loaded.analysis = format.analyse(source);
    loaded.sources.addSchema(loaded.name, loaded.analysis.source->text);
    for (const auto& imported : loaded.analysis.imported)
        loaded.sources.addSchema(imported->name, imported->text);
    return loaded;
}

LoadedSchema loadSchema(const SchemaOptions& options)
{
    return loadSchema(options, options.path);
}

void addTypeOption(CLI::App& command, std::optional<std::string>& type)
{
    command.add_option("-t,--type", type, "Type of the schema; may be left out when only one can be meant")
        ->type_name("NAME");
}

const PlanType& requireType(const LoadedSchema& schema, const std::optional<std::string>& type)
{
    Diagnostic problem;
    const std::optional<std::string_view> name = type ? std::optional<std::string_view>(*type) : std::nullopt;
    const PlanType* chosen = chooseType(*schema.analysis.schema, *schema.analysis.plan, name, problem);
    if (chosen == nullptr)
        throw CommandFailure(schema.name + ": " + problem.message.text() + (name ? "" : " Use --type NAME.") + " ["
                                 + std::string(problem.code) + "]",
                             hasErrors(schema.analysis.diagnostics) ? kExitProblems : kExitUsage);
    return *chosen;
}

void StreamOption::add(CLI::App& command, const std::string& help)
{
    command.add_flag("--stream", stream, help);
    command
        .add_option("--framing", framing,
                    "How the messages of a stream follow one another: messages (each says its type), frames, "
                    "delimited (each behind a varint length) or concatenated; the format's own if left out")
        ->check(CLI::IsMember({"messages", "frames", "delimited", "concatenated"}).description(""))
        ->type_name("FORM");
}

BufferForm StreamOption::form(const LoadedSchema& schema, const std::optional<std::string>& type) const
{
    const Plan& plan = *schema.analysis.plan;
    const Framing framing_ = framing.empty() ? plan.framing : framingNamed(framing);
    if (framing_ != Framing::None && !needsType(framing_)) {
        if (framing_ != plan.framing)
            throw CommandFailure("--framing " + framing + ": this wire format has no such streams.");
        return {framing_, nullptr};
    }
    const PlanType& messages = requireType(schema, type);
    const std::vector<Framing> possible = framingsOf(plan, messages);
    if (framing_ == Framing::None && !possible.empty())
        return {possible.front(), &messages};
    if (framing_ == Framing::None || std::find(possible.begin(), possible.end(), framing_) == possible.end())
        throw CommandFailure("Several values of " + messages.name + " cannot follow one another in a buffer"
                             + (framing.empty() ? std::string(".") : " as --framing " + framing + " says."));
    return {framing_, &messages};
}

void LimitOptions::add(CLI::App& command)
{
    const std::string group = "Limits (0 = none; those left out are the wire format's own)";
    const auto limit = [&](const std::string& name, auto& target, const std::string& help, const std::string& unit) {
        command.add_option(name, target, help)->type_name(unit)->group(group)->check(CLI::NonNegativeNumber);
    };
    limit("--max-message", message, "Largest message", "BYTES");
    limit("--max-depth", depth, "Deepest nesting of structs", "LEVELS");
    limit("--max-string", string, "Longest text", "BYTES");
    limit("--max-array", array, "Most elements in one array", "COUNT");
    limit("--max-total", total, "Most elements in all arrays of a message together", "COUNT");
    limit("--max-time", seconds, "Longest time for a message", "SECONDS");
    command.add_flag("--strict", strict, "Unknown fields are errors")->group(group);
    command.add_flag("--no-validate-utf8", lenientUtf8, "Do not report texts that are not UTF-8")->group(group);
}

Limits LimitOptions::over(Limits base) const
{
    base.messageBytes = message.value_or(base.messageBytes);
    base.depth = depth.value_or(base.depth);
    base.stringBytes = string.value_or(base.stringBytes);
    base.arrayElements = array.value_or(base.arrayElements);
    base.totalElements = total.value_or(base.totalElements);
    if (seconds)
        base.milliseconds = static_cast<std::uint32_t>(std::min(std::ceil(*seconds * 1000), 4e9));
    base.strict = base.strict || strict;
    base.validateUtf8 = base.validateUtf8 && !lenientUtf8;
    return base;
}

bool printDiagnostics(const Program& program, const Diagnostics& diagnostics, const DiagnosticSources& sources)
{
    const bool colour = program.errorColours();
    for (const Diagnostic& problem : diagnostics)
        printError(diagnosticText(problem, sources, colour));
    return hasErrors(diagnostics);
}

bool printErrors(const Program& program, const Diagnostics& diagnostics, const DiagnosticSources& sources)
{
    const bool colour = program.errorColours();
    for (const Diagnostic& problem : diagnostics) {
        if (problem.severity == Severity::Error)
            printError(diagnosticText(problem, sources, colour));
    }
    return hasErrors(diagnostics);
}

} // namespace wirebench::cli
