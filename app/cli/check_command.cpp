// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/inspect/json_text.h"

#include <algorithm>
#include <deque>

namespace wirebench::cli {

namespace {

struct CheckOptions {
    SchemaOptions schema;
    std::vector<std::string> paths;
    std::string output = "text";
};

std::string jsonReport(const std::deque<LoadedSchema>& schemas)
{
    std::string out = "[";
    for (const LoadedSchema& schema : schemas) {
        out += out.size() == 1 ? "\n  {\"file\":" : ",\n  {\"file\":";
        appendJsonText(out, schema.name);
        out += ",\"format\":";
        appendJsonText(out, schema.analysis.format->id());
        out += hasErrors(schema.analysis.diagnostics) ? ",\"ok\":false,\"diagnostics\":"
                                                      : ",\"ok\":true,\"diagnostics\":";
        appendDiagnosticsJson(out, schema.analysis.diagnostics, schema.sources);
        out += '}';
    }
    return out + "\n]\n";
}

std::string textReport(const Program& program, const std::deque<LoadedSchema>& schemas)
{
    const bool colour = program.outputColours() != TextColours::None;
    std::string out;
    for (const LoadedSchema& schema : schemas) {
        for (const Diagnostic& problem : schema.analysis.diagnostics)
            out += diagnosticText(problem, schema.sources, colour);
    }
    return out;
}

std::string report(const Program& program, const CheckOptions& options, const std::deque<LoadedSchema>& schemas)
{
    if (options.output == "json")
        return jsonReport(schemas);
    if (options.output == "text")
        return textReport(program, schemas);
    std::vector<FileReport> files;
    files.reserve(schemas.size());
    for (const LoadedSchema& schema : schemas)
        files.push_back({schema.name, &schema.analysis.diagnostics, &schema.sources});
    return options.output == "junit" ? junitReport(files) : githubReport(files);
}

int check(const Program& program, const CheckOptions& options)
{
    std::deque<LoadedSchema> schemas;
    int exitCode = kExitClean;
    for (const std::string& path : options.paths) {
        try {
            schemas.push_back(loadSchema(options.schema, path));
            if (hasErrors(schemas.back().analysis.diagnostics))
                exitCode = std::max(exitCode, kExitProblems);
        } catch (const CommandFailure& failure) {
            // The other files are checked all the same.
            printError(std::string("wirebench-cli: error: ") + failure.what() + '\n');
            exitCode = kExitUsage;
        }
    }
    if (!schemas.empty())
        print(report(program, options, schemas));
    return exitCode;
}

} // namespace

void addCheckCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "check", "Report every problem of schema files", R"(Each problem is printed as
  FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]
with the source line and a caret below it. 'wirebench-cli explain-code CODE' says
more about a code.

Example:
  wirebench-cli check schemas/* --output github

Exit codes: 0 no errors (there may be warnings and notes), 1 errors, 2 a file
could not be read or the command makes no sense.)");
    auto options = std::make_shared<CheckOptions>();
    command.add_option("SCHEMA", options->paths, "Schema files, or - for standard input")->required();
    options->schema.addFormat(command);
    command.add_option("--output", options->output, "text, json, junit (XML) or github (annotations)")
        ->check(CLI::IsMember({"text", "json", "junit", "github"}))
        ->type_name("FORM");
    command.callback([options, &program] { program.exitCode = check(program, *options); });
}

} // namespace wirebench::cli
