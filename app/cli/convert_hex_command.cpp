// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/inspect/copy_as.h"
#include "core/inspect/hex_text.h"

namespace wirebench::cli {

namespace {

constexpr std::string_view rawBytes = "raw";

struct ConvertOptions {
    std::string input = "-";
    std::optional<std::string> text;
    std::string from;
    std::string to = "hex-stream";
    std::string out = "-";
    std::uint64_t offset = 0;
    unsigned bytesPerLine = 16;
    bool upperCase = false;
};

std::vector<std::string> inputForms()
{
    std::vector<std::string> ids;
    for (const HexForm form : allHexForms())
        ids.emplace_back(hexFormId(form));
    ids.emplace_back(rawBytes);
    return ids;
}

std::vector<std::string> outputForms()
{
    std::vector<std::string> ids;
    for (const CopyForm form : allCopyForms())
        ids.emplace_back(copyFormId(form));
    ids.emplace_back(rawBytes);
    return ids;
}

std::string formList()
{
    std::string list = "Forms of --from (recognised when left out):\n";
    const auto line = [&list](std::string_view id, std::string_view title) {
        list += "  " + std::string(id) + std::string(id.size() < 14 ? 14 - id.size() : 1, ' ') + std::string(title)
            + '\n';
    };
    for (const HexForm form : allHexForms())
        line(hexFormId(form), hexFormTitle(form));
    line(rawBytes, "the bytes themselves");
    list += "Forms of --to:\n";
    for (const CopyForm form : allCopyForms())
        line(copyFormId(form), copyFormTitle(form));
    line(rawBytes, "the bytes themselves");
    return list;
}

std::string outputText(const ConvertOptions& options, const Bytes& bytes)
{
    if (options.to == rawBytes)
        return std::string(asText(bytes));
    CopyOptions style;
    style.offset = options.offset;
    style.bytesPerLine = options.bytesPerLine;
    style.upperCase = options.upperCase;
    std::string text = copyAs(bytes, findCopyForm(options.to).value_or(CopyForm::HexStream), style);
    if (!text.ends_with('\n'))
        text += '\n';
    return text;
}

int convert(const Program& program, const ConvertOptions& options)
{
    const std::string content = options.text ? *options.text : readInput(options.input);
    if (options.from == rawBytes) {
        const ByteView bytes = asBytes(content);
        writeOutput(options.out, outputText(options, Bytes(bytes.begin(), bytes.end())));
        return kExitClean;
    }
    const std::string name = options.text ? "--text" : options.input == "-" ? "standard input" : options.input;
    const HexText read = readHexText(content, options.from.empty() ? std::nullopt : findHexForm(options.from));
    DiagnosticSources sources;
    sources.setHexText(name, content);
    printError(name + ": read as " + std::string(hexFormTitle(read.form)) + ", " + std::to_string(read.bytes.size())
               + (read.bytes.size() == 1 ? " byte\n" : " bytes\n"));
    if (printDiagnostics(program, read.diagnostics, sources))
        return kExitProblems;
    writeOutput(options.out, outputText(options, read.bytes));
    return kExitClean;
}

} // namespace

void addConvertHexCommand(CLI::App& app, Program& program)
{
    CLI::App& command
        = addCommand(app, "convert-hex", "Read bytes from any text form and write them in another", formList() + R"(
Examples:
  wirebench-cli convert-hex --text '\x08\x96\x01' --to rust
  xxd file | wirebench-cli convert-hex --to raw --out copy
  wirebench-cli convert-hex file.bin --from raw --to hexdump)");
    auto options = std::make_shared<ConvertOptions>();
    CLI::Option* input
        = command.add_option("FILE", options->input, "Text to read, or - for standard input (the default)");
    command.add_option("--text", options->text, "The text itself")->type_name("TEXT")->excludes(input);
    command.add_option("--from", options->from, "Form of the text")
        ->check(CLI::IsMember(inputForms()).description(""))
        ->type_name("FORM");
    command.add_option("--to", options->to, "Form to write: hex-stream if left out")
        ->check(CLI::IsMember(outputForms()).description(""))
        ->type_name("FORM");
    command.add_option("--out", options->out, "Write to this file instead of standard output")->type_name("FILE");
    command.add_option("--offset", options->offset, "Offset of the first byte in forms that show it")->type_name("N");
    command.add_option("--bytes-per-line", options->bytesPerLine, "In forms of several lines")
        ->check(CLI::Range(1u, 4096u))
        ->type_name("N");
    command.add_flag("--upper", options->upperCase, "Hex digits A-F");
    command.callback([options, &program] { program.exitCode = convert(program, *options); });
}

} // namespace wirebench::cli
