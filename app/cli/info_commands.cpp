// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/codegen/targets.h"
#include "core/formats/registry.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace wirebench::cli {

namespace {

using Json = nlohmann::ordered_json;

Json formatJson(const Format& format)
{
    Json json{{"id", format.id()}, {"title", format.title()}, {"description", format.description()}};
    json["files"] = Json::array();
    for (const FileKind& kind : format.fileKinds())
        json["files"].push_back({{"suffix", kind.suffix}, {"description", kind.description}, {"syntax", kind.syntax}});
    json["exports"] = Json::array();
    for (const Export& document : format.exports())
        json["exports"].push_back({{"id", document.id}, {"title", document.title}, {"suffix", document.suffix}});
    json["targets"] = Json::array();
    for (const Target* target : allTargets())
        json["targets"].push_back({{"id", target->id()}, {"title", target->title()}});
    return json;
}

std::string formatText(const Format& format)
{
    const auto line = [](std::string_view first, std::string_view rest) {
        return "    " + std::string(first) + std::string(first.size() < 20 ? 20 - first.size() : 1, ' ')
            + std::string(rest) + '\n';
    };
    std::string text = std::string(format.id()) + " - " + std::string(format.title()) + '\n';
    text += "  " + std::string(format.description()) + '\n';
    text += "  schema files\n";
    for (const FileKind& kind : format.fileKinds())
        text += line(kind.suffix, kind.description);
    if (!format.exports().empty())
        text += "  exports\n";
    for (const Export& document : format.exports())
        text += line(document.id, document.title);
    return text;
}

/// Each line of `text` behind two blanks.
std::string indented(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result += "  " + std::string(text.substr(0, end)) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

int formats(const std::string& output)
{
    if (output == "json") {
        Json all = Json::array();
        for (const Format* format : allFormats())
            all.push_back(formatJson(*format));
        print(all.dump(2) + '\n');
        return kExitClean;
    }
    bool first = true;
    for (const Format* format : allFormats()) {
        print((first ? "" : "\n") + formatText(*format));
        first = false;
    }
    print("\nLanguages that 'wirebench-cli generate' writes, for every format\n");
    for (const Target* target : allTargets())
        print("  " + std::string(target->id()) + " - " + std::string(target->title()) + '\n');
    return kExitClean;
}

std::string helpText(const CodeHelp& help)
{
    std::string text = std::string(help.meaning) + '\n';
    if (!help.example.empty())
        text += "\nExample:\n" + indented(help.example);
    if (!help.remedy.empty())
        text += "\nWhat to do: " + std::string(help.remedy) + '\n';
    return text;
}

/// A code that several formats explain in their own ways is explained for each of them.
int explainCode(const std::string& code)
{
    const CodeHelp* common = findCodeHelp(code);
    if (common == nullptr)
        throw CommandFailure("There is no diagnostic code '" + code
                             + "'. Codes stand in brackets behind each message of 'wirebench-cli check'.");
    std::vector<std::pair<std::string_view, const CodeHelp*>> own;
    for (const Format* format : allFormats()) {
        const auto codes = format->codes();
        const auto help
            = std::find_if(codes.begin(), codes.end(), [&](const CodeHelp& row) { return row.code == code; });
        if (help != codes.end())
            own.emplace_back(format->title(), &*help);
    }
    std::string text = code + '\n';
    if (own.size() < 2)
        text += '\n' + helpText(*common);
    for (const auto& [title, help] : own) {
        if (own.size() > 1)
            text += "\nIn " + std::string(title) + ": " + helpText(*help);
    }
    print(text);
    return kExitClean;
}

} // namespace

void addFormatsCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(
        app, "formats", "List the wire formats with their schema files and exports, and the target languages",
        R"(Example:
  wirebench-cli formats --output json)");
    auto output = std::make_shared<std::string>("text");
    command.add_option("--output", *output, "text or json")->check(CLI::IsMember({"text", "json"}))->type_name("FORM");
    command.callback([output, &program] { program.exitCode = formats(*output); });
}

void addExplainCodeCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "explain-code", "Explain a diagnostic code: what it means and what to do",
                                   R"(Example:
  wirebench-cli explain-code trailing-bytes)");
    auto code = std::make_shared<std::string>();
    command.add_option("CODE", *code, "The code, as it stands in brackets behind a message")->required();
    command.callback([code, &program] { program.exitCode = explainCode(*code); });
}

} // namespace wirebench::cli
