// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/byte_options.h"
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/base/text.h"
#include "core/syntax/json_document.h"
#include "core/value/json_encoding.h"

namespace wirebench::cli {

namespace {

struct EncodeOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    std::string value = "-";
    ByteOutput output;
    StreamOption stream;
    StreamOptions compression;
    LimitOptions limits;
};

/// Binds and encodes the value; problems are appended to `diagnostics`, and nothing is emitted then.
Bytes encodeValue(const EncodeOptions& options, const LoadedSchema& schema, const JsonDocument& document,
                  Diagnostics& diagnostics)
{
    const std::shared_ptr<const Plan> plan = schema.analysis.plan;
    const bool stream = options.stream.wanted();
    const BufferForm form = stream ? options.stream.form(schema, options.type)
                                   : BufferForm{Framing::None, &requireType(schema, options.type)};
    if (document.root() == nullptr)
        return {};
    return encodeJson(plan, form, document, *document.root(), options.limits.over(plan->limits), diagnostics,
                      options.compression)
        .bytes;
}

int encodeCommand(const Program& program, const EncodeOptions& options)
{
    LoadedSchema schema = loadSchema(options.schema);
    const bool schemaErrors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    if (schemaErrors && schema.analysis.plan->types.empty())
        return kExitProblems;
    const std::string text = readInput(options.value);
    Diagnostics diagnostics;
    const JsonDocument document = readJson(text, JsonRole::Value, diagnostics);
    schema.sources.setValue(options.value == "-" ? "standard input" : options.value, text);
    const Bytes bytes = encodeValue(options, schema, document, diagnostics);
    if (printDiagnostics(program, diagnostics, schema.sources))
        return kExitProblems;
    options.output.write(bytes);
    return schemaErrors ? kExitProblems : kExitClean;
}

} // namespace

void addEncodeCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "encode", "Turn a JSON value into bytes",
                                   R"(The bytes go to --out FILE or to standard output; on a terminal, and with --hex,
they are printed as hex digits. When the value has errors all of them are
reported and nothing is written.

Examples:
  wirebench-cli encode {device} --type Plugin plugin.json --out plugin.bin
  echo '{"active": true, "age": 42}' | wirebench-cli encode {packet} --hex)");
    auto options = std::make_shared<EncodeOptions>();
    options->schema.add(command);
    addTypeOption(command, options->type);
    command.add_option("VALUE", options->value, "JSON file with the value, or - for standard input (the default)");
    options->output.add(command, "--hex");
    options->stream.add(command, "The value is an array of messages, each with its \"@type\", or of frames");
    command
        .add_option("--compression-level", options->compression.level,
                    "Of frames that a stream's header says are compressed: lz4 0-12, zstd 1-22; 0 is the default")
        ->check(CLI::Range(0, 22).description(""));
    command
        .add_option("--compression-threshold", options->compression.threshold,
                    "Compress only messages of more than this many bytes (1024)")
        ->type_name("BYTES");
    options->limits.add(command);
    command.callback([options, &program] { program.exitCode = encodeCommand(program, *options); });
}

} // namespace wirebench::cli
