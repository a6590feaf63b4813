// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/layout/layout.h"

#include <nlohmann/json.hpp>

namespace wirebench::cli {

namespace {

struct LayoutOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    std::string output = "text";
    std::string out = "-";
    unsigned bitsPerRow = 32;
    bool dark = false;
};

std::string layoutDocument(const LayoutOptions& options, const Layout& layout)
{
    if (options.output == "json")
        return layoutJson(layout).dump(2) + '\n';
    if (options.output == "svg")
        return layoutSvg(layout, options.bitsPerRow, options.dark);
    return options.output == "ascii" ? layoutAscii(layout) : layoutText(layout);
}

int layout(const Program& program, const LayoutOptions& options)
{
    const LoadedSchema schema = loadSchema(options.schema);
    const bool errors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    if (errors && schema.analysis.plan->types.empty())
        return kExitProblems;
    const PlanType& type = requireType(schema, options.type);
    writeOutput(options.out, layoutDocument(options, layoutOf(*schema.analysis.plan, type)));
    return errors ? kExitProblems : kExitClean;
}

} // namespace

void addLayoutCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "layout", "Show where each field of a type lies",
                                   R"(text    a table: bits, width, type and name of each field, wasted bits
ascii   a bit diagram in the style of the RFCs
json    the keys of a compiled schema: total_bits, fields with offset and bits
svg     the bit grid as a picture

Example:
  wirebench-cli layout {packet} --output ascii)");
    auto options = std::make_shared<LayoutOptions>();
    options->schema.add(command);
    addTypeOption(command, options->type);
    command.add_option("--output", options->output, "text, json, svg or ascii")
        ->check(CLI::IsMember({"text", "json", "svg", "ascii"}))
        ->type_name("FORM");
    command.add_option("--out", options->out, "Write to this file instead of standard output")->type_name("FILE");
    command.add_option("--bits-per-row", options->bitsPerRow, "Width of the svg picture: 8, 16, 32 or 64")
        ->check(CLI::IsMember({8u, 16u, 32u, 64u}))
        ->type_name("BITS");
    command.add_flag("--dark", options->dark, "Colours of the svg picture for a dark page");
    command.callback([options, &program] { program.exitCode = layout(program, *options); });
}

} // namespace wirebench::cli
