// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/byte_options.h"
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/formats/registry.h"
#include "core/inspect/draft_schema.h"
#include "core/inspect/json_text.h"
#include "core/inspect/unknown_bytes.h"

#include <algorithm>

namespace wirebench::cli {

namespace {

struct GuessOptions {
    ByteInput input;
    std::string wire;
    std::string output = "text";
};

/// The wire formats that can be read without a schema.
std::vector<std::string> wireIds()
{
    std::vector<std::string> ids;
    for (const Format* format : allFormats()) {
        if (format->schemalessDialect())
            ids.emplace_back(format->id());
    }
    return ids;
}

/// What the output is made of.
struct Guess {
    ByteView bytes;
    const SchemalessDialect& dialect;
    std::vector<GuessedField> fields;
    std::vector<ByteView> table;
};

std::string_view stateName(RawState state)
{
    switch (state) {
    case RawState::Whole:
        return "whole";
    case RawState::BadNumber:
        return "bad-number";
    case RawState::BadTable:
        return "bad-table";
    case RawState::Broken:
        return "broken";
    case RawState::Unread:
        return "unread";
    }
    return {};
}

std::string readingsText(const Guess& all, const GuessedField& field)
{
    std::string out;
    for (const Reading reading : rankedReadings(field.plausible)) {
        const std::string value = readingText(all.bytes, field.raw, all.dialect, reading, all.table);
        out += (out.empty() ? "" : " | ") + std::string(readingName(reading)) + (value.empty() ? "" : " ") + value
            + " (" + std::to_string(field.plausible.at(static_cast<std::size_t>(reading))) + "%)";
    }
    return out;
}

std::string textOf(const Guess& all)
{
    std::string out;
    for (const GuessedField& field : all.fields) {
        const RawField& raw = field.raw;
        out += std::to_string(raw.begin) + ".." + std::to_string(raw.end - 1) + std::string(2 + 2 * field.depth, ' ')
            + guessedTitle(field, all.dialect);
        if (all.dialect.rules.skip.at(raw.wireType) == Skip::Reference && raw.state == RawState::Whole)
            out += " type id " + std::to_string(raw.value);
        const std::string readings = readingsText(all, field);
        out += (readings.empty() ? "" : ": ") + readings + '\n';
    }
    return out;
}

void appendMember(std::string& out, std::string_view key, std::uint64_t number)
{
    appendJsonText(out, key);
    out += ": ";
    appendNumber(out, number);
    out += ", ";
}

void appendReadings(std::string& out, const Guess& all, const GuessedField& field)
{
    out += "\"readings\": [";
    bool first = true;
    for (const Reading reading : rankedReadings(field.plausible)) {
        out += first ? "{\"as\": " : ", {\"as\": ";
        first = false;
        appendJsonText(out, readingName(reading));
        out += ", \"plausible\": ";
        appendNumber(out, field.plausible.at(static_cast<std::size_t>(reading)));
        const std::string value = readingText(all.bytes, field.raw, all.dialect, reading, all.table);
        out += (value.empty() ? "" : ", \"value\": ") + value + '}';
    }
    out += "]}";
}

std::string jsonOf(const Guess& all)
{
    std::string out = "[";
    for (const GuessedField& field : all.fields) {
        const RawField& raw = field.raw;
        out += out.size() == 1 ? "\n{" : ",\n{";
        out += "\"bits\": [";
        appendNumber(out, field.bits().first);
        out += ", ";
        appendNumber(out, field.bits().count);
        out += "], ";
        appendMember(out, "depth", field.depth);
        out += "\"state\": ";
        appendJsonText(out, stateName(raw.state));
        out += ", ";
        if (raw.state == RawState::Whole) {
            appendMember(out, "number", raw.number);
            appendMember(out, "wire_type", raw.wireType);
            out += "\"wire_type_name\": ";
            appendJsonText(out, all.dialect.names.at(raw.wireType));
            out += ", ";
            if (all.dialect.rules.skip.at(raw.wireType) == Skip::Reference)
                appendMember(out, "type_id", raw.value);
        }
        appendReadings(out, all, field);
    }
    return out + (all.fields.empty() ? "]\n" : "\n]\n");
}

int guessBytes(const Program& program, const GuessOptions& options)
{
    const Format* format = findFormat(options.wire);
    const SchemalessDialect* dialect = format ? format->schemalessDialect() : nullptr;
    if (!dialect)
        throw CommandFailure("--wire " + options.wire + ": bytes of this wire format say nothing without a schema.");
    Diagnostics problems;
    const ByteInput::Read input = options.input.read(problems);
    DiagnosticSources sources;
    sources.setHexText(input.name, options.input.hex ? std::string_view(*options.input.hex) : std::string_view());
    if (printDiagnostics(program, problems, sources))
        return kExitProblems;
    const Guess all{input.bytes, *dialect, readUnknown(input.bytes, *dialect), stringTableOf(input.bytes, *dialect)};
    if (options.output == "schema")
        print(format->draftSchema(draftFrom(input.bytes, *dialect)).value_or(std::string()));
    else
        print(options.output == "json" ? jsonOf(all) : textOf(all));
    const bool whole = std::all_of(all.fields.begin(), all.fields.end(),
                                   [](const GuessedField& field) { return field.raw.state == RawState::Whole; });
    if (!whole && options.output == "schema")
        printError(input.name + ": not all of the bytes can be read as fields; the draft is made of those before\n");
    return whole ? kExitClean : kExitProblems;
}

} // namespace

void addGuessCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "guess", "Read tagged bytes without a schema, or draft a schema from them",
                                   R"(For each field: its bytes (first..last), number and wire type, and what its
payload can be taken for, the most plausible reading first. Content that looks
like a message is opened below its field.

Examples:
  wirebench-cli guess message.bin --wire {tagged}
  wirebench-cli guess --hex '10 02' --wire {tagged} --output json
  wirebench-cli guess message.bin --wire {tagged} --output schema

Exit codes: 0 all bytes are fields; 1 some are not; 2 usage.)");
    auto options = std::make_shared<GuessOptions>();
    options->input.add(command);
    command.add_option("--wire", options->wire, "Wire format of the bytes")
        ->required()
        ->check(CLI::IsMember(wireIds()).description(""))
        ->type_name("NAME");
    command.add_option("--output", options->output, "text (the default), json, or schema: a draft of one")
        ->check(CLI::IsMember({"text", "json", "schema"}).description(""))
        ->type_name("FORM");
    command.callback([options, &program] { program.exitCode = guessBytes(program, *options); });
}

} // namespace wirebench::cli
