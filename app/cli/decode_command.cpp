// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/byte_options.h"
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/inspect/explain.h"
#include "core/inspect/frame_list.h"
#include "core/inspect/hex_text.h"
#include "core/value/value.h"

namespace wirebench::cli {

namespace {

struct DecodeOptions {
    SchemaOptions schema;
    std::optional<std::string> type;
    ByteInput input;
    std::optional<std::string> integer;
    StreamOption stream;
    bool compact = false;
    std::string at; ///< What to explain: a path, a byte or bytes; empty: everything.
    std::string output = "json";
    LimitOptions limits;
};

/// The bytes to decode, or the packed value; problems of their text are appended to `diagnostics`.
ByteInput::Read readDecodeInput(const DecodeOptions& options, Diagnostics& diagnostics)
{
    if (!options.integer)
        return options.input.read(diagnostics);
    IntegerText read = readIntegerText(*options.integer);
    diagnostics = std::move(read.diagnostics);
    return {"--integer", std::move(read.packed)};
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

/// Bits of the decoded space for bytes of the file.
BitRange spaceBits(const Decoded& decoded, std::uint64_t first, std::uint64_t count)
{
    const BitRange bits = bitsOfBytes(first, count);
    return decoded.reversal.within(bits) ? BitRange{decoded.reversal.map(bits.end() - 8), bits.count} : bits;
}

/// The bits that --at means: a byte (12, 0x0c), bytes (12..15), a bit (12.3), or the field with this path.
BitRange selectedBits(const AnnotationTree& tree, const std::string& at)
{
    const std::uint64_t all = tree.decoded().space->size() * 8;
    if (at.empty())
        return {0, all};
    const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
        const IntegerText read = readIntegerText(std::string(text));
        if (text.empty() || text[0] < '0' || text[0] > '9' || !read.recognised || read.packed.size() > 8)
            return std::nullopt;
        std::uint64_t value = 0;
        for (std::size_t i = read.packed.size(); i-- > 0;)
            value = value << 8 | read.packed[i];
        return value;
    };
    const std::string_view text = at;
    const std::size_t dots = text.find("..");
    const std::size_t dot = text.find('.');
    if (dots != std::string_view::npos) {
        const auto first = number(text.substr(0, dots));
        const auto last = number(text.substr(dots + 2));
        if (first && last && *last >= *first && *last < all / 8)
            return spaceBits(tree.decoded(), *first, *last - *first + 1);
    } else if (const auto byte = number(text.substr(0, dot)); byte && *byte < all / 8) {
        if (dot == std::string_view::npos)
            return spaceBits(tree.decoded(), *byte, 1);
        if (const auto bit = number(text.substr(dot + 1)); bit && *bit < 8)
            return {tree.decoded().reversal.map(*byte * 8 + *bit), 1};
    }
    const std::vector<Item> chain = tree.chainOf(at);
    if (chain.empty())
        throw CommandFailure("--at " + at + ": there is no such field in these bytes, and no such byte.");
    return tree.bitsOf(chain);
}

void printDecoded(const Program& program, const DecodeOptions& options, const Format& format,
                  const std::shared_ptr<const Decoded>& decoded)
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
    } else if (options.output == "explain") {
        writeExplanations(
            tree, selectedBits(tree, options.at), [&](std::string_view id) { return format.ruleText(id); }, colours,
            print, format.schemalessDialect());
    } else if (options.output == "frames") {
        writeFrameTable(*decoded, colours, print);
    } else if (options.output == "frames-json") {
        writeFramesJson(*decoded, !options.compact, print);
        print("\n");
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
    ByteInput::Read input = readDecodeInput(options, textProblems);
    schema.sources.setHexText(input.name,
                              options.input.hex     ? std::string_view(*options.input.hex)
                                  : options.integer ? std::string_view(*options.integer)
                                                    : std::string_view());
    if (printDiagnostics(program, textProblems, schema.sources))
        return kExitProblems;
    const auto decoded = std::make_shared<const Decoded>(decodeInput(options, schema, std::move(input.bytes)));
    schema.sources.setBuffer(input.name, decoded->reversal.recordBytes != 0);
    const bool errors = printDiagnostics(program, decoded->diagnostics, schema.sources);
    printDecoded(program, options, *schema.analysis.format, decoded);
    return errors || schemaErrors ? kExitProblems : kExitClean;
}

} // namespace

void addDecodeCommand(CLI::App& app, Program& program)
{
    CLI::App& command
        = addCommand(app, "decode", "Turn bytes into a value, every bit explained", R"(json              the value
annotated         a hex dump with one line a field: offset, bytes, path, type, value
tree              the values as an indented tree
explain           how each part came to be, step by step, with the actual numbers
annotations-json  every field and structural part with its bits, for programs
frames            of a stream: its messages and frames as a table (frames-json: for programs)

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
    const auto [input, hex] = options->input.add(command);
    CLI::Option* integer = command.add_option("--integer", options->integer, "The packed value: decimal, 0x or 0b")
                               ->type_name("LITERAL");
    hex->excludes(integer);
    integer->excludes(input);
    options->stream.add(command, "A buffer of several messages");
    command.get_option("--stream")->excludes(integer);
    command.get_option("--framing")->excludes(integer);
    command
        .add_option("--output", options->output,
                    "json, annotated, tree, explain, annotations-json, frames or frames-json")
        ->check(CLI::IsMember({"json", "annotated", "tree", "explain", "annotations-json", "frames", "frames-json"}))
        ->type_name("FORM");
    command
        .add_option("--at", options->at,
                    "With --output explain: only this field (a path), byte (12), bytes (12..15) or bit (12.3)")
        ->type_name("PLACE");
    command.add_flag("--compact", options->compact, "JSON without line breaks");
    options->limits.add(command);
    command.callback([options, &program] { program.exitCode = decodeCommand(program, *options); });
}

} // namespace wirebench::cli
