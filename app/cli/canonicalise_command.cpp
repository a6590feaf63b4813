// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/byte_options.h"
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/wire/encoder.h"

namespace wirebench::cli {

namespace {

struct CanonicaliseOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    ByteInput input;
    ByteOutput output;
    StreamOption stream;
    bool check = false;
    LimitOptions limits;
};

int canonicalise(const Program& program, const CanonicaliseOptions& options)
{
    LoadedSchema schema = loadSchema(options.schema);
    const bool schemaErrors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    if (schemaErrors && schema.analysis.plan->types.empty())
        return kExitProblems;
    Diagnostics problems;
    ByteInput::Read input = options.input.read(problems);
    schema.sources.setHexText(input.name,
                              options.input.hex ? std::string_view(*options.input.hex) : std::string_view());
    if (printDiagnostics(program, problems, schema.sources))
        return kExitProblems;
    const std::shared_ptr<const Plan> plan = schema.analysis.plan;
    const Limits limits = options.limits.over(plan->limits);
    const auto bytes = std::make_shared<const Bytes>(std::move(input.bytes));
    const Decoded decoded = options.stream.wanted()
        ? decodeBuffer(plan, options.stream.form(schema, options.type), bytes, limits)
        : decode(plan, requireType(schema, options.type), bytes, limits);
    schema.sources.setBuffer(input.name, decoded.reversal.recordBytes != 0);
    // Bytes with errors are no value: writing what is left of them would lose the rest in silence.
    if (printDiagnostics(program, decoded.diagnostics, schema.sources))
        return kExitProblems;
    const Encoded encoded = encode(readValue(decoded), limits);
    if (printDiagnostics(program, encoded.diagnostics, schema.sources))
        return kExitProblems;
    if (options.check)
        return encoded.bytes == *bytes ? kExitClean : kExitProblems;
    options.output.write(encoded.bytes);
    return kExitClean;
}

} // namespace

void addCanonicaliseCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "canonicalise", "Write bytes anew in the one form an encoder would give them",
                                   R"(What is in a longer or unusual form (long varints, fields out of order, written
zeros, unsorted maps …) is warned of on standard error and mended in the output.
Bytes with errors are not rewritten.

Examples:
  wirebench-cli canonicalise {device} --type Plugin plugin.bin --out clean.bin
  wirebench-cli canonicalise {device} --type Plugin plugin.bin --check

Exit codes: 0 written, or --check found the bytes canonical; 1 errors, or --check
found that they are not; 2 usage.)");
    auto options = std::make_shared<CanonicaliseOptions>();
    options->schema.add(command);
    addTypeOption(command, options->type);
    options->input.add(command);
    options->output.add(command, "--hex-output");
    options->stream.add(command, "A buffer of several messages");
    command.add_flag("--check", options->check,
                     "Write nothing; only say by the exit code whether the bytes would change");
    options->limits.add(command);
    command.callback([options, &program] { program.exitCode = canonicalise(program, *options); });
}

} // namespace wirebench::cli
