// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that make something of a schema: exports, comparison, formatting.
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/inspect/json_text.h"

#include <algorithm>

namespace wirebench::cli {

namespace {

struct ExportOptions {
    SchemaOptions schema;
    std::string id;
    std::string out = "-";
};

std::string exportList(const Format& format)
{
    std::string list;
    for (const Export& document : format.exports())
        list += (list.empty() ? "" : ", ") + std::string(document.id);
    return list.empty() ? "It has no exports." : "Its exports are: " + list + '.';
}

int exportCommand(const Program& program, const ExportOptions& options)
{
    const LoadedSchema schema = loadSchema(options.schema);
    const Format& format = *schema.analysis.format;
    const auto known = format.exports();
    const bool exists
        = std::any_of(known.begin(), known.end(), [&](const Export& document) { return document.id == options.id; });
    if (!exists)
        throw CommandFailure(std::string(format.title()) + " has no export '" + options.id + "'. "
                             + exportList(format));
    const bool errors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    const std::optional<std::string> document = format.makeExport(options.id, schema.analysis);
    if (!document)
        return kExitProblems;
    writeOutput(options.out, *document);
    return errors ? kExitProblems : kExitClean;
}

struct CompatOptions {
    SchemaOptions schema;
    std::string older;
    std::string newer;
    std::string output = "text";
};

std::string compatText(const Program& program, const std::vector<CompatFinding>& findings, const LoadedSchema& older,
                       const LoadedSchema& newer)
{
    const bool colour = program.outputColours() != TextColours::None;
    std::string out;
    for (const CompatFinding& finding : findings)
        out += diagnosticText(finding.diagnostic, finding.inOld ? older.sources : newer.sources, colour);
    return out.empty() ? "Nothing changes on the wire.\n" : out;
}

std::string compatJson(const std::vector<CompatFinding>& findings, const LoadedSchema& older, const LoadedSchema& newer)
{
    std::string out = "[";
    for (const CompatFinding& finding : findings) {
        const LoadedSchema& place = finding.inOld ? older : newer;
        out += out.size() == 1 ? "\n  {\"file\":" : ",\n  {\"file\":";
        appendJsonText(out, place.name);
        out += finding.inOld ? ",\"in\":\"old\",\"finding\":" : ",\"in\":\"new\",\"finding\":";
        appendDiagnosticJson(out, finding.diagnostic, place.sources);
        out += '}';
    }
    return out + (out.size() == 1 ? "]\n" : "\n]\n");
}

int compat(const Program& program, const CompatOptions& options)
{
    const LoadedSchema older = loadSchema(options.schema, options.older);
    const LoadedSchema newer = loadSchema(options.schema, options.newer);
    if (older.analysis.format != newer.analysis.format)
        throw CommandFailure("'" + older.name + "' is a schema of " + std::string(older.analysis.format->title())
                             + ", '" + newer.name + "' one of " + std::string(newer.analysis.format->title())
                             + "; only schemas of one wire format can be compared.");
    const bool oldErrors = printErrors(program, older.analysis.diagnostics, older.sources);
    const bool newErrors = printErrors(program, newer.analysis.diagnostics, newer.sources);
    if (oldErrors || newErrors)
        return kExitProblems;
    const std::vector<CompatFinding> findings = older.analysis.format->compare(older.analysis, newer.analysis);
    print(options.output == "json" ? compatJson(findings, older, newer) : compatText(program, findings, older, newer));
    const bool breaking = std::any_of(findings.begin(), findings.end(), [](const CompatFinding& finding) {
        return finding.diagnostic.severity == Severity::Error;
    });
    return breaking ? kExitProblems : kExitClean;
}

struct FormatOptions {
    SchemaOptions schema;
    std::vector<std::string> paths;
    bool check = false;
    bool write = false;
};

/// Formats one schema; true when it is fine as it is, or was written.
bool formatOne(const Program& program, const FormatOptions& options, const std::string& path)
{
    const LoadedSchema schema = loadSchema(options.schema, path);
    const SchemaSource& source = *schema.analysis.source;
    const std::optional<std::string> text = schema.analysis.format->formatText(source);
    if (!text) {
        printErrors(program, schema.analysis.diagnostics, schema.sources);
        printError(schema.name + ": not formatted, because it cannot be read well enough; mend the errors first.\n");
        return false;
    }
    if (options.check) {
        if (*text != source.text)
            print(schema.name + ": not formatted\n");
        return *text == source.text;
    }
    if (options.write && path != "-") {
        if (*text != source.text)
            writeOutput(path, *text);
    } else {
        print(*text);
    }
    return true;
}

int formatCommand(const Program& program, const FormatOptions& options)
{
    if (options.paths.size() > 1 && !options.check && !options.write)
        throw CommandFailure("Several schemas can only be formatted with --check or --write.");
    bool fine = true;
    for (const std::string& path : options.paths)
        fine = formatOne(program, options, path) && fine;
    return fine ? kExitClean : kExitProblems;
}

} // namespace

void addCompileCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "compile", "Write the compiled schema: the schema with its computed layout",
                                   R"(The compiled schema can be read like the schema it was made of, and must then lay
out the same. Same as 'export SCHEMA compiled'.

Example:
  wirebench-cli compile {packet} --out packet.compiled.json)");
    auto options = std::make_shared<ExportOptions>();
    options->id = "compiled";
    options->schema.add(command);
    command.add_option("--out", options->out, "Write to this file instead of standard output")->type_name("FILE");
    command.callback([options, &program] { program.exitCode = exportCommand(program, *options); });
}

void addExportCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "export", "Write another document made of a schema, such as a JSON Schema",
                                   R"('wirebench-cli formats' lists the exports of each wire format.

Example:
  wirebench-cli export {packet} json-schema --out packet.schema.json)");
    auto options = std::make_shared<ExportOptions>();
    options->schema.add(command);
    command.add_option("ID", options->id, "Which document")->required();
    command.add_option("--out", options->out, "Write to this file instead of standard output")->type_name("FILE");
    command.callback([options, &program] { program.exitCode = exportCommand(program, *options); });
}

void addCompatCommand(CLI::App& app, Program& program)
{
    CLI::App& command
        = addCommand(app, "compat", "Say what a change of a schema means for bytes and programs out there",
                     R"(Breaking changes are errors, changes that only old readers stumble over are
warnings, the others notes.

Example:
  wirebench-cli compat old/{device} new/{device}

Exit codes: 0 nothing breaks, 1 breaking changes or errors in a schema, 2 usage.)");
    auto options = std::make_shared<CompatOptions>();
    command.add_option("OLD", options->older, "Schema that bytes were written with")->required();
    command.add_option("NEW", options->newer, "Schema that is to replace it")->required();
    options->schema.addFormat(command);
    command.add_option("--output", options->output, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("FORM");
    command.callback([options, &program] { program.exitCode = compat(program, *options); });
}

void addFormatCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "format", "Lay a schema out in the usual way; comments and blank lines stay",
                                   R"(Examples:
  wirebench-cli format {device}           prints the formatted text
  wirebench-cli format --write schemas/*   replaces the files
  wirebench-cli format --check schemas/*   names the files that would change

Exit codes: 0 formatted, 1 --check found differences or a schema has errors that
forbid it, 2 usage.)");
    auto options = std::make_shared<FormatOptions>();
    command.add_option("SCHEMA", options->paths, "Schema files, or - for standard input")->required();
    options->schema.addFormat(command);
    CLI::Option* check = command.add_flag("--check", options->check, "Change nothing, only say what is not formatted");
    command.add_flag("--write", options->write, "Replace the files")->excludes(check);
    command.callback([options, &program] { program.exitCode = formatCommand(program, *options); });
}

} // namespace wirebench::cli
