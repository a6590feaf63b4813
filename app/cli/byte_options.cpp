// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/byte_options.h"

#include "app/cli/command_io.h"
#include "core/inspect/hex_text.h"

namespace wirebench::cli {

namespace {

std::vector<std::string> hexFormIds()
{
    std::vector<std::string> ids;
    for (const HexForm form : allHexForms())
        ids.emplace_back(hexFormId(form));
    return ids;
}

} // namespace

std::pair<CLI::Option*, CLI::Option*> ByteInput::add(CLI::App& command)
{
    CLI::Option* fileOption = command.add_option("FILE", file, "Bytes, or - for standard input (the default)");
    CLI::Option* hexOption
        = command.add_option("--hex", hex, "The bytes as text, in any form of hex")->type_name("TEXT");
    hexOption->excludes(fileOption);
    command
        .add_option("--hex-form", hexForm,
                    "Form of that text (see 'wirebench-cli convert-hex --help'); recognised if left out")
        ->check(CLI::IsMember(hexFormIds()).description(""))
        ->type_name("FORM")
        ->needs(hexOption);
    return {fileOption, hexOption};
}

ByteInput::Read ByteInput::read(Diagnostics& diagnostics) const
{
    if (hex) {
        HexText text = readHexText(*hex, findHexForm(hexForm));
        diagnostics = std::move(text.diagnostics);
        if (text.form != HexForm::Plain && hexForm.empty())
            printError("--hex: read as " + std::string(hexFormTitle(text.form)) + '\n');
        return {"--hex", std::move(text.bytes)};
    }
    const std::string path = file.empty() ? "-" : file;
    const std::string content = readInput(path);
    const ByteView bytes = asBytes(content);
    return {path == "-" ? "standard input" : path, Bytes(bytes.begin(), bytes.end())};
}

void ByteOutput::add(CLI::App& command, const std::string& hexOption)
{
    CLI::Option* out = command.add_option("--out", file, "Write the bytes to this file")->type_name("FILE");
    command.add_flag(hexOption, hex, "Print hex digits instead of bytes")->excludes(out);
}

void ByteOutput::write(const Bytes& bytes) const
{
    if (!file.empty())
        writeOutput(file, asText(bytes));
    else if (hex || isOutputTerminal())
        print(toHex(bytes) + '\n');
    else
        print(asText(bytes));
}

} // namespace wirebench::cli
