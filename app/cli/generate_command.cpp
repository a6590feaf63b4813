// SPDX-License-Identifier: GPL-3.0-or-later
// Code that speaks a schema's format.
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "core/codegen/targets.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

namespace wirebench::cli {

namespace {

namespace fs = std::filesystem;

struct CodeOptions {
    SchemaOptions schema;
    std::vector<std::string> paths;
    std::vector<std::string> languages;
    std::string out = ".";
    std::vector<std::string> features;
    GenerateOptions options;
};

const std::map<std::string, bool GenerateFeatures::*>& featureNames()
{
    static const std::map<std::string, bool GenerateFeatures::*> names{
        {"json", &GenerateFeatures::json},         {"validation", &GenerateFeatures::validation},
        {"builders", &GenerateFeatures::builders}, {"equals", &GenerateFeatures::equals},
        {"clone", &GenerateFeatures::clone},       {"dispatch", &GenerateFeatures::dispatch},
        {"pools", &GenerateFeatures::pools},       {"hooks", &GenerateFeatures::hooks},
    };
    return names;
}

const Target& requireTarget(const std::string& name)
{
    const Target* target = findTarget(name);
    if (target != nullptr)
        return *target;
    std::string known;
    for (const Target* one : allTargets())
        known += (known.empty() ? "" : ", ") + std::string(one->id());
    throw CommandFailure("There is no target language '" + name + "'. There are: " + known + '.');
}

GenerateFeatures chosenFeatures(const std::vector<std::string>& names)
{
    GenerateFeatures features;
    for (const std::string& name : names) {
        const auto known = featureNames().find(name);
        if (known == featureNames().end())
            throw CommandFailure("There is no feature '" + name
                                 + "'. There are: builders, clone, dispatch, equals, hooks, json, pools, validation.");
        features.*known->second = true;
    }
    features.json = features.json || features.dispatch;
    return features;
}

/// Whether there is a file that somebody else wrote.
bool isForeign(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string line;
    for (int i = 0; i < 3 && std::getline(file, line); ++i) {
        if (line.find(kGeneratedMark) != std::string::npos)
            return false;
    }
    return fs::exists(path);
}

std::string stemOf(const std::string& path)
{
    const std::string name = fs::path(path).filename().string();
    return name.substr(0, name.find('.'));
}

/// Generates for one schema and language; true when there was no error.
bool generateOne(const Program& program, const CodeOptions& options, const LoadedSchema& schema, const Target& target)
{
    const Analysis& analysis = schema.analysis;
    const CodeModel model = makeCodeModel(analysis.schema, analysis.plan, analysis.format->apiProfile());
    GenerateOptions generation = options.options;
    generation.fileStem = stemOf(schema.name);
    const Generated generated = target.generate(model, generation);
    if (printDiagnostics(program, generated.problems, schema.sources))
        return false;
    const fs::path folder(options.out);
    for (const GeneratedFile& file : generated.files) {
        if (isForeign(folder / file.path))
            throw CommandFailure("'" + (folder / file.path).string()
                                 + "' was not written by this program and is left as it is. Move it away, or choose "
                                   "another folder with --out.");
    }
    for (const GeneratedFile& file : generated.files) {
        fs::create_directories((folder / file.path).parent_path());
        writeOutput((folder / file.path).string(), file.text);
    }
    return true;
}

int generate(const Program& program, CodeOptions& options)
{
    options.options.features = chosenFeatures(options.features);
    std::vector<const Target*> targets;
    for (const std::string& name : options.languages)
        targets.push_back(&requireTarget(name));
    bool fine = true;
    for (const std::string& path : options.paths) {
        const LoadedSchema schema = loadSchema(options.schema, path);
        if (printErrors(program, schema.analysis.diagnostics, schema.sources)) {
            fine = false;
            continue;
        }
        for (const Target* target : targets)
            fine = generateOne(program, options, schema, *target) && fine;
    }
    return fine ? kExitClean : kExitProblems;
}

} // namespace

void addGenerateCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "generate", "Write code that encodes and decodes the types of a schema",
                                   R"('wirebench-cli formats' lists the target languages. Files that this program did
not write are never overwritten.

Examples:
  wirebench-cli generate {device} --lang python --out gen
  wirebench-cli generate {device} --lang cpp,go --out gen --package device --with json,equals)");
    auto options = std::make_shared<CodeOptions>();
    command.add_option("SCHEMA", options->paths, "Schema files")->required();
    options->schema.addFormat(command);
    command.add_option("--lang", options->languages, "Target languages")->required()->delimiter(',')->type_name("L,L");
    command.add_option("--out", options->out, "Folder for the files; made where it is missing")->type_name("DIR");
    command.add_option("--package", options->options.package, "Package, namespace or module of the code")
        ->type_name("NAME");
    command.add_option("--package-prefix", options->options.packagePrefix, "Path before the package in imports")
        ->type_name("PATH");
    command
        .add_option("--with", options->features,
                    "Parts on request: json, validation, builders, equals, clone, dispatch, pools, hooks")
        ->delimiter(',')
        ->type_name("F,F");
    command.callback([options, &program] { program.exitCode = generate(program, *options); });
}

} // namespace wirebench::cli
