// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/inspect/hex_text.h"
#include "core/layout/grid_pictures.h"
#include "core/layout/layout.h"

#include <nlohmann/json.hpp>

namespace wirebench::cli {

namespace {

struct LayoutOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    std::string output = "text";
    std::string out = "-";
    std::optional<std::string> buffer;
    std::optional<std::string> hex;
    unsigned bitsPerRow = 32;
    bool dark = false;
};

/// A picture of a buffer's own bits.
std::string bufferPicture(const LayoutOptions& options, const Layout& layout, const AnnotationTree& tree)
{
    PictureOptions picture = pictureOptions(layout);
    const LayoutGrid grid = treeGrid(tree);
    if (options.output == "ascii")
        return gridAscii(grid, picture);
    picture.bitsPerRow = options.bitsPerRow;
    picture.dark = options.dark;
    return gridSvg(grid, picture);
}

std::string layoutDocument(const LayoutOptions& options, const Layout& layout)
{
    if (options.output == "json")
        return layoutJson(layout).dump(2) + '\n';
    if (options.output == "svg")
        return layoutSvg(layout, options.bitsPerRow, options.dark);
    return options.output == "ascii" ? layoutAscii(layout) : layoutText(layout);
}

/// The buffer to lay out; nothing when its hex text cannot be read, which has been said.
std::optional<Bytes> readBuffer(const Program& program, const LayoutOptions& options, DiagnosticSources& sources)
{
    if (!options.hex) {
        const std::string content = readInput(*options.buffer);
        const ByteView bytes = asBytes(content);
        return Bytes(bytes.begin(), bytes.end());
    }
    HexText read = readHexText(*options.hex, std::nullopt);
    sources.setHexText("--hex", *options.hex);
    if (printDiagnostics(program, read.diagnostics, sources))
        return std::nullopt;
    return std::move(read.bytes);
}

/// Writes the layout with what a buffer says: what the forms of its fields save, or its own bits as a picture.
int layoutWithBuffer(const Program& program, const LayoutOptions& options, LoadedSchema& schema, const PlanType& type)
{
    std::optional<Bytes> bytes = readBuffer(program, options, schema.sources);
    if (!bytes)
        return kExitProblems;
    const std::shared_ptr<const Plan> plan = schema.analysis.plan;
    const auto input = std::make_shared<const Bytes>(std::move(*bytes));
    const auto decoded = std::make_shared<const Decoded>(decode(plan, type, input, plan->limits));
    schema.sources.setBuffer(options.buffer.value_or("--hex"), decoded->reversal.recordBytes != 0);
    const bool errors = printErrors(program, decoded->diagnostics, schema.sources);
    Layout layout = layoutOf(*plan, type);
    if (options.output == "ascii" || options.output == "svg") {
        writeOutput(options.out, bufferPicture(options, layout, AnnotationTree(decoded)));
    } else {
        noteSavings(layout, savingsOf(readValue(*decoded), input->size()));
        writeOutput(options.out, layoutDocument(options, layout));
    }
    return errors ? kExitProblems : kExitClean;
}

int layout(const Program& program, const LayoutOptions& options)
{
    LoadedSchema schema = loadSchema(options.schema);
    const bool errors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    if (errors && schema.analysis.plan->types.empty())
        return kExitProblems;
    const PlanType& type = requireType(schema, options.type);
    int result = kExitClean;
    if (options.buffer || options.hex)
        result = layoutWithBuffer(program, options, schema, type);
    else
        writeOutput(options.out, layoutDocument(options, layoutOf(*schema.analysis.plan, type)));
    return errors ? kExitProblems : result;
}

} // namespace

void addLayoutCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "layout", "Show where each field of a type lies",
                                   R"(text    a table: bits, width, type and name of each field, wasted bits
ascii   a bit diagram in the style of the RFCs
json    the keys of a compiled schema: total_bits, fields with offset and bits
svg     the bit grid as a picture

With a buffer (--buffer or --hex), text and json also say what packed, bitmap
and interned fields save in it, or would save; ascii and svg show its bits.

Examples:
  wirebench-cli layout {packet} --output ascii
  wirebench-cli layout {packet} --hex 55 --output ascii)");
    auto options = std::make_shared<LayoutOptions>();
    options->schema.add(command);
    addTypeOption(command, options->type);
    command.add_option("--output", options->output, "text, json, svg or ascii")
        ->check(CLI::IsMember({"text", "json", "svg", "ascii"}))
        ->type_name("FORM");
    command.add_option("--out", options->out, "Write to this file instead of standard output")->type_name("FILE");
    CLI::Option* buffer
        = command.add_option("--buffer", options->buffer, "Bytes of one value, or - for standard input")
              ->type_name("FILE");
    command.add_option("--hex", options->hex, "Bytes of one value as digits")->type_name("TEXT")->excludes(buffer);
    command.add_option("--bits-per-row", options->bitsPerRow, "Width of the svg picture: 8, 16, 32 or 64")
        ->check(CLI::IsMember({8u, 16u, 32u, 64u}))
        ->type_name("BITS");
    command.add_flag("--dark", options->dark, "Colours of the svg picture for a dark page");
    command.callback([options, &program] { program.exitCode = layout(program, *options); });
}

} // namespace wirebench::cli
