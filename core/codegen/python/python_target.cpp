// SPDX-License-Identifier: MIT
#include "core/codegen/python/python_target.h"

#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"

#include <array>
#include <utility>

namespace wirebench {

namespace embedded {

extern const std::string_view pythonBase;
extern const std::string_view pythonReader;
extern const std::string_view pythonLookahead;
extern const std::string_view pythonWriter;
extern const std::string_view pythonJsonValues;
extern const std::string_view pythonScalars;
extern const std::string_view pythonContents;
extern const std::string_view pythonDecimals;
extern const std::string_view pythonSeries;
extern const std::string_view pythonTextSeries;
extern const std::string_view pythonComposites;
extern const std::string_view pythonReferences;
extern const std::string_view pythonMembers;
extern const std::string_view pythonSequences;
extern const std::string_view pythonEntries;
extern const std::string_view pythonBits;
extern const std::string_view pythonBitLeaves;
extern const std::string_view pythonRecords;
extern const std::string_view pythonStreams;
extern const std::string_view pythonFrames;
extern const std::string_view pythonDispatch;

} // namespace embedded

namespace {

using namespace python;

constexpr std::array<std::string_view, 1> kAliases{"py"};

std::string limitsOf(const Plan& plan)
{
    const Limits& limits = plan.limits;
    std::vector<std::string> items;
    const Limits usual;
    const auto add = [&items](std::string_view name, std::uint64_t value, std::uint64_t usualValue) {
        if (value != usualValue)
            items.push_back(std::string(name) + '=' + std::to_string(value));
    };
    add("message_bytes", limits.messageBytes, usual.messageBytes);
    add("depth", limits.depth, usual.depth);
    add("string_bytes", limits.stringBytes, usual.stringBytes);
    add("array_elements", limits.arrayElements, usual.arrayElements);
    add("total_elements", limits.totalElements, usual.totalElements);
    if (limits.milliseconds != usual.milliseconds)
        items.push_back("seconds=" + std::to_string(limits.milliseconds / 1000.0));
    return "LIMITS = rt.Limits(" + joined(items, ", ") + ')';
}

std::string dialectOf(const Plan& plan)
{
    constexpr std::array<std::string_view, 6> names{"NONE", "VARINT", "FIXED32", "FIXED64", "LENGTH", "REFERENCE"};
    std::vector<std::string> skips;
    for (const Skip skip : plan.dialect.skip)
        skips.push_back("rt.Skip." + std::string(names[static_cast<std::size_t>(skip)]));
    std::string text = "DIALECT = rt.Dialect(" + tupleOf(skips);
    if (plan.dialect.tableWireType != kNoWireType)
        text += ", table=" + std::to_string(plan.dialect.tableWireType);
    if (plan.dialect.guessInlineText)
        text += ", guesses=True";
    if (plan.dialect.canonical)
        text += ", canonical=True";
    return text + ')';
}

/// Everything behind the imports. `prefix` is the number of lines in front, which spans count from the file's start.
void writeBody(Module& module, CodeWriter& writer)
{
    writeLine(writer, limitsOf(module.plan()));
    writeDoc(writer, "Bounds that hold where nothing else is said.");
    if (module.isTagged()) {
        writer.blank();
        writeLine(writer, dialectOf(module.plan()));
    }
    writeEnums(module, writer);
    for (std::uint32_t i = 0; i < module.model().structs.size(); ++i) {
        writer.blank();
        writer.line("");
        writeStruct(module, writer, i);
    }
    writeServices(module, writer);
    CodeWriter functions;
    writeStreams(module, functions);
    if (module.features().dispatch)
        writeDispatch(module, functions);
    const std::string rest = std::move(functions).file({}).text;
    CodeWriter constants;
    module.writeConstants(constants);
    if (!module.model().unions.empty()) {
        writer.blank();
        writer.line("");
        writeUnions(module, writer);
    }
    if (const std::string text = std::move(constants).file({}).text; !text.empty()) {
        writer.blank();
        if (module.model().unions.empty())
            writer.line("");
        writer.verbatim(text);
    }
    if (!rest.empty()) {
        writer.blank();
        writer.line("");
        writer.verbatim(rest.substr(rest.find_first_not_of('\n')));
    }
}

void writeHead(const Module& module, CodeWriter& writer, const std::string& body)
{
    writer.line("# $1", kGeneratedMark);
    const Schema& schema = *module.model().schema;
    const std::string name = module.model().package.empty() ? module.options().fileStem : module.model().package;
    writeDoc(writer, schema.doc.empty() ? "The types of " + (name.empty() ? "a schema" : name) + '.' : schema.doc);
    writer.blank();
    writer.line("from __future__ import annotations");
    writer.blank();
    for (const std::string_view import : {"dataclasses", "datetime", "enum", "re", "struct", "uuid"}) {
        if (body.find(std::string(import) + '.') != std::string::npos)
            writer.line("import $1", import);
    }
    std::vector<std::string> abstract;
    for (const std::string_view import : {"AsyncIterator", "Iterable"}) {
        if (body.find(std::string(import) + '[') != std::string::npos)
            abstract.emplace_back(import);
    }
    if (!abstract.empty())
        writer.line("from collections.abc import $1", joined(abstract, ", "));
    std::vector<std::string> typing;
    for (const std::string_view import : {"Any", "ClassVar", "Protocol", "TypeAlias", "Union"}) {
        const std::string use = import == "ClassVar" || import == "Union" ? std::string(import) + '['
            : import == "Any"                                             ? "Any]"
            : import == "TypeAlias"                                       ? ": TypeAlias"
                                                                          : "(Protocol)";
        if (body.find(use) != std::string::npos)
            typing.emplace_back(import);
    }
    if (!typing.empty())
        writer.line("from typing import $1", joined(typing, ", "));
    writer.blank();
    writer.line("$1", module.import());
    writer.blank();
}

std::string runtimeText()
{
    std::string text = "# " + std::string(kGeneratedMark)
        + "\n\"\"\"What the modules that Wirebench generates share: reading, writing, JSON, streams.\"\"\"\n\n";
    bool first = true;
    for (const std::string_view part :
         {embedded::pythonBase,       embedded::pythonReader,     embedded::pythonLookahead,
          embedded::pythonWriter,     embedded::pythonJsonValues, embedded::pythonScalars,
          embedded::pythonContents,   embedded::pythonDecimals,   embedded::pythonSeries,
          embedded::pythonTextSeries, embedded::pythonComposites, embedded::pythonReferences,
          embedded::pythonMembers,    embedded::pythonSequences,  embedded::pythonEntries,
          embedded::pythonBits,       embedded::pythonBitLeaves,  embedded::pythonRecords,
          embedded::pythonStreams,    embedded::pythonFrames,     embedded::pythonDispatch}) {
        // The line with the license of the part is followed by empty ones.
        const std::string_view code = part.substr(part.find('\n'));
        if (!std::exchange(first, false))
            text += "\n\n";
        text += code.substr(code.find_first_not_of('\n'));
    }
    return text;
}

} // namespace

std::span<const std::string_view> PythonTarget::aliases() const
{
    return kAliases;
}

Generated PythonTarget::generate(const CodeModel& model, const GenerateOptions& options) const
{
    // What is imported follows from what is used.
    Module scout(model, options);
    CodeWriter draft;
    writeBody(scout, draft);
    const std::string body = std::move(draft).file({}).text;

    Module module(model, options);
    CodeWriter writer;
    writeHead(module, writer, body);
    writeBody(module, writer);
    Generated generated;
    const std::string path = module.path();
    generated.files.push_back(std::move(writer).file(path));
    const std::size_t folder = path.rfind('/');
    const std::string prefix = folder == std::string::npos ? std::string() : path.substr(0, folder + 1);
    generated.files.push_back({prefix + "wirebench_runtime.py", runtimeText(), {}});
    return generated;
}

} // namespace wirebench
