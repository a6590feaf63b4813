// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/base/text.h"
#include "core/syntax/json_document.h"
#include "core/value/json_input.h"
#include "core/wire/encoder.h"

namespace wirebench::cli {

namespace {

struct EncodeOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    std::string value = "-";
    std::string out;
    bool hex = false;
    bool stream = false;
    LimitOptions limits;
};

/// Binds and encodes the value; problems are appended to `diagnostics`, and nothing is emitted then.
Bytes encodeValue(const EncodeOptions& options, const LoadedSchema& schema, const JsonDocument& document,
                  Diagnostics& diagnostics)
{
    const std::shared_ptr<const Plan> plan = schema.analysis.plan;
    const PlanType* type = options.stream ? nullptr : &requireType(schema, options.type);
    if (document.root() == nullptr || hasErrors(diagnostics))
        return {};
    const Value value = type == nullptr ? bindJsonBuffer(plan, document, *document.root(), diagnostics)
                                        : bindJson(plan, *type, document, *document.root(), diagnostics);
    if (hasErrors(diagnostics))
        return {};
    Encoded encoded = encode(value, options.limits.over(plan->limits));
    diagnostics.insert(diagnostics.end(), encoded.diagnostics.begin(), encoded.diagnostics.end());
    return std::move(encoded.bytes);
}

void emit(const EncodeOptions& options, const Bytes& bytes)
{
    if (!options.out.empty())
        writeOutput(options.out, asText(bytes));
    else if (options.hex || isOutputTerminal())
        print(toHex(bytes) + '\n');
    else
        print(asText(bytes));
}

int encodeCommand(const Program& program, const EncodeOptions& options)
{
    LoadedSchema schema = loadSchema(options.schema);
    const bool schemaErrors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    if (schemaErrors && schema.analysis.plan->types.empty())
        return kExitProblems;
    if (options.stream && schema.analysis.plan->framing == Framing::None)
        throw CommandFailure("--stream: this wire format has no buffers of several messages.");
    const std::string text = readInput(options.value);
    Diagnostics diagnostics;
    const JsonDocument document = readJson(text, JsonRole::Value, diagnostics);
    schema.sources.setValue(options.value == "-" ? "standard input" : options.value, text);
    const Bytes bytes = encodeValue(options, schema, document, diagnostics);
    if (printDiagnostics(program, diagnostics, schema.sources))
        return kExitProblems;
    emit(options, bytes);
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
    CLI::Option* out = command.add_option("--out", options->out, "Write the bytes to this file")->type_name("FILE");
    command.add_flag("--hex", options->hex, "Print hex digits instead of bytes")->excludes(out);
    command.add_flag("--stream", options->stream, "The value is an array of messages, each with its \"@type\"");
    options->limits.add(command);
    command.callback([options, &program] { program.exitCode = encodeCommand(program, *options); });
}

} // namespace wirebench::cli
