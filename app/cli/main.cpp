// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "app/cli/help_text.h"
#include "core/base/text.h"

#include <algorithm>
#include <vector>

namespace wirebench::cli {

CLI::App& addCommand(CLI::App& app, const std::string& name, const std::string& description, const std::string& details)
{
    CLI::App* command = app.add_subcommand(name, description);
    command->footer(fillExamples(details));
    return *command;
}

namespace {

constexpr const char* overview = R"(Examples:
  wirebench-cli check {device}
  wirebench-cli layout {packet} --output ascii
  wirebench-cli encode {device} --type Plugin plugin.json --out plugin.bin
  wirebench-cli decode {device} --type Plugin plugin.bin --output annotated

Exit codes: 0 clean, 1 there were errors in what was read, 2 the command cannot
run as asked. Every COMMAND explains itself with --help.)";

void addCommands(CLI::App& app, Program& program)
{
    addCheckCommand(app, program);
    addLayoutCommand(app, program);
    addEncodeCommand(app, program);
    addDecodeCommand(app, program);
    addCanonicaliseCommand(app, program);
    addGuessCommand(app, program);
    addCompileCommand(app, program);
    addExportCommand(app, program);
    addCompatCommand(app, program);
    addFormatCommand(app, program);
    addGenerateCommand(app, program);
    addConvertHexCommand(app, program);
    addFormatsCommand(app, program);
    addExplainCodeCommand(app, program);
    addBatchCommand(app, program);
}

int fail(const std::string& message)
{
    printError("wirebench-cli: error: " + message + '\n');
    return kExitUsage;
}

/// The parser only says that a command is missing when it does not know the one that is there.
void refuseUnknownCommand(const CLI::App& app, int argc, char** argv)
{
    int first = 1;
    while (first < argc && argv[first][0] == '-')
        first += std::string_view(argv[first]) == "--color" ? 2 : 1;
    if (first >= argc)
        return;
    const std::string_view given = argv[first];
    std::vector<std::string_view> names;
    for (const CLI::App* command : app.get_subcommands({}))
        names.push_back(command->get_name());
    if (std::find(names.begin(), names.end(), given) != names.end())
        return;
    const std::string_view nearest = nearestName(given, names);
    const std::string hint = nearest.empty() ? std::string() : "did you mean '" + std::string(nearest) + "'? ";
    throw CommandFailure("There is no command '" + std::string(given) + "'; " + hint
                         + "'wirebench-cli --help' lists them all.");
}

int run(int argc, char** argv)
{
    CLI::App app("Checks schemas of binary wire formats, lays out their bits, encodes and decodes.", "wirebench-cli");
    Program program;
    auto formatter = std::make_shared<HelpFormatter>();
    formatter->column_width(26);
    formatter->label("SUBCOMMAND", "COMMAND");
    formatter->label("SUBCOMMANDS", "COMMANDS");
    app.formatter(formatter); // subcommands inherit it
    app.footer(fillExamples(overview));
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", std::string("wirebench-cli ") + WIREBENCH_VERSION);
    app.add_option("--color", program.colour, "Colours: only on a terminal (auto), always, never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN");
    addCommands(app, program);
    try {
        refuseUnknownCommand(app, argc, argv);
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        program.exitCode = app.exit(error) == 0 ? kExitClean : kExitUsage;
    } catch (const CommandFailure& failure) {
        fail(failure.what());
        program.exitCode = failure.exitCode();
    }
    if (!finishStandardOutput())
        return fail("Not all of the output could be written.");
    return program.exitCode;
}

} // namespace

} // namespace wirebench::cli

int main(int argc, char** argv)
{
    try {
        return wirebench::cli::run(argc, argv);
    } catch (const std::exception& error) {
        return wirebench::cli::fail(error.what());
    }
}
