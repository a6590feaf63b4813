// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/inspect/hex_text.h"
#include "core/value/value.h"

namespace wirebench::cli {

namespace {

struct DecodeOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    std::string input;
    std::optional<std::string> hex;
    std::optional<std::string> integer;
    std::string hexForm;
    StreamOption stream;
    bool compact = false;
    std::string output = "json";
    LimitOptions limits;
};

std::vector<std::string> hexFormIds()
{
    std::vector<std::string> ids;
    for (const HexForm form : allHexForms())
        ids.emplace_back(hexFormId(form));
    return ids;
}

/// The bytes to decode, or the packed value; problems of their text are appended to `diagnostics`.
struct DecodeInput {
    std::string name;
    Bytes bytes;
};

DecodeInput readDecodeInput(const DecodeOptions& options, Diagnostics& diagnostics)
{
    if (options.hex) {
        HexText read = readHexText(*options.hex, findHexForm(options.hexForm));
        diagnostics = std::move(read.diagnostics);
        if (read.form != HexForm::Plain && options.hexForm.empty())
            printError("--hex: read as " + std::string(hexFormTitle(read.form)) + '\n');
        return {"--hex", std::move(read.bytes)};
    }
    if (options.integer) {
        IntegerText read = readIntegerText(*options.integer);
        diagnostics = std::move(read.diagnostics);
        return {"--integer", std::move(read.packed)};
    }
    const std::string path = options.input.empty() ? "-" : options.input;
    const std::string content = readInput(path);
    const ByteView bytes = asBytes(content);
    return {path == "-" ? "standard input" : path, Bytes(bytes.begin(), bytes.end())};
}

Decoded decodeInput(const DecodeOptions& options, const LoadedSchema& schema, Bytes bytes)
{
    const std::shared_ptr<const Plan> plan = schema.analysis.plan;
    const Limits limits = options.limits.over(plan->limits);
    if (options.integer)
        return decodeInteger(plan, requireType(schema, options.type), bytes, limits);
    auto shared = std::make_shared<const Bytes>(std::move(bytes));
    return options.stream.wanted()
        ? decodeBuffer(plan, options.stream.form(schema, options.type), std::move(shared), limits)
        : decode(plan, requireType(schema, options.type), std::move(shared), limits);
}

void printDecoded(const Program& program, const DecodeOptions& options, const std::shared_ptr<const Decoded>& decoded)
{
    if (options.output == "json") {
        print(writeJson(readValue(*decoded), options.compact ? -1 : 2) + '\n');
        return;
    }
    const AnnotationTree tree(decoded);
    const TextColours colours = program.outputColours();
    if (options.output == "annotated") {
        DumpStyle style;
        style.colours = colours;
        writeAnnotatedDump(tree, style, print);
    } else if (options.output == "tree") {
        writeTreeText(tree, colours, print);
    } else {
        writeAnnotationsJson(tree, !options.compact, print);
        print("\n");
    }
}

void refuseWhatDoesNotFit(const DecodeOptions& options, const Plan& plan)
{
    if (options.integer && !plan.integerLiterals)
        throw CommandFailure("--integer: in this wire format a value is no single integer; use --hex or a file.");
}

int decodeCommand(const Program& program, const DecodeOptions& options)
{
    LoadedSchema schema = loadSchema(options.schema);
    const bool schemaErrors = printErrors(program, schema.analysis.diagnostics, schema.sources);
    if (schemaErrors && schema.analysis.plan->types.empty())
        return kExitProblems;
    refuseWhatDoesNotFit(options, *schema.analysis.plan);
    Diagnostics textProblems;
    DecodeInput input = readDecodeInput(options, textProblems);
    schema.sources.setHexText(input.name,
                              options.hex           ? std::string_view(*options.hex)
                                  : options.integer ? std::string_view(*options.integer)
                                                    : std::string_view());
    if (printDiagnostics(program, textProblems, schema.sources))
        return kExitProblems;
    const auto decoded = std::make_shared<const Decoded>(decodeInput(options, schema, std::move(input.bytes)));
    schema.sources.setBuffer(input.name, decoded->reversal.recordBytes != 0);
    const bool errors = printDiagnostics(program, decoded->diagnostics, schema.sources);
    printDecoded(program, options, decoded);
    return errors || schemaErrors ? kExitProblems : kExitClean;
}

} // namespace

void addDecodeCommand(CLI::App& app, Program& program)
{
    CLI::App& command
        = addCommand(app, "decode", "Turn bytes into a value, every bit explained", R"(json              the value
annotated         a hex dump with one line a field: offset, bytes, path, type, value
tree              the values as an indented tree
annotations-json  every field and structural part with its bits, for programs

What could be decoded is printed also when there were errors; the errors go to
standard error. --hex reads digits as they are pasted: '08 96 01', '0x08,0x96',
'\x08\x96', Base64, a hex dump, a byte array of a programming language …

Examples:
  wirebench-cli decode {device} --type Plugin plugin.bin --output annotated
  wirebench-cli decode {packet} --hex 55
  wirebench-cli decode {packet} --integer 0b0101_0101)");
    auto options = std::make_shared<DecodeOptions>();
    options->schema.add(command);
    addTypeOption(command, options->type);
    CLI::Option* input = command.add_option("FILE", options->input, "Bytes, or - for standard input (the default)");
    CLI::Option* hex
        = command.add_option("--hex", options->hex, "The bytes as text, in any form of hex")->type_name("TEXT");
    CLI::Option* integer = command.add_option("--integer", options->integer, "The packed value: decimal, 0x or 0b")
                               ->type_name("LITERAL");
    hex->excludes(input)->excludes(integer);
    command
        .add_option("--hex-form", options->hexForm,
                    "Form of that text (see 'wirebench-cli convert-hex --help'); recognised if left out")
        ->check(CLI::IsMember(hexFormIds()).description(""))
        ->type_name("FORM")
        ->needs(hex);
    integer->excludes(input);
    options->stream.add(command, "A buffer of several messages");
    command.get_option("--stream")->excludes(integer);
    command.get_option("--framing")->excludes(integer);
    command.add_option("--output", options->output, "json, annotated, tree or annotations-json")
        ->check(CLI::IsMember({"json", "annotated", "tree", "annotations-json"}))
        ->type_name("FORM");
    command.add_flag("--compact", options->compact, "JSON without line breaks");
    options->limits.add(command);
    command.callback([options, &program] { program.exitCode = decodeCommand(program, *options); });
}

} // namespace wirebench::cli
