// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/generate_job.h"

#include "app/cli/command_io.h"
#include "core/codegen/output_changes.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace wirebench::cli {

namespace {

namespace fs = std::filesystem;

using Feature = std::pair<std::string_view, bool GenerateFeatures::*>;
constexpr std::array<Feature, 8> kFeatures{{
    {"json", &GenerateFeatures::json},
    {"validation", &GenerateFeatures::validation},
    {"builders", &GenerateFeatures::builders},
    {"equals", &GenerateFeatures::equals},
    {"clone", &GenerateFeatures::clone},
    {"dispatch", &GenerateFeatures::dispatch},
    {"pools", &GenerateFeatures::pools},
    {"hooks", &GenerateFeatures::hooks},
}};

/// The file name up to its first dot: "orders" of "schema/orders.v2.txt".
std::string stemOf(const std::string& path)
{
    const std::string name = fs::path(path).filename().string();
    return name.substr(0, name.find('.', 1));
}

void writeFiles(const fs::path& folder, const std::vector<GeneratedFile>& files,
                std::map<std::string, std::string>& written)
{
    for (const GeneratedFile& file : files) {
        const auto [place, isNew] = written.try_emplace((folder / file.path).lexically_normal().string(), file.text);
        if (!isNew && place->second != file.text)
            throw CommandFailure("'" + place->first
                                 + "' would be written twice with different texts. Give each language, or each schema, "
                                   "a folder of its own with --out.");
    }
    const auto existing = [&](std::string_view path) -> std::optional<std::string> {
        const fs::path file = folder / path;
        return fs::exists(file) ? std::optional(readInput(file.string())) : std::nullopt;
    };
    const std::vector<OutputChange> changes = outputChanges(files, existing);
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (changes[i] == OutputChange::Foreign)
            throw CommandFailure("'" + (folder / files[i].path).string()
                                 + "' was not written by this program and stays as it is; nothing was written beside "
                                   "it. Move it away, or name another folder with --out.");
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (changes[i] == OutputChange::Same)
            continue;
        std::error_code problem;
        fs::create_directories((folder / files[i].path).parent_path(), problem);
        if (problem)
            throw CommandFailure("The folder of '" + (folder / files[i].path).string()
                                 + "' cannot be made: " + problem.message() + '.');
        writeOutput((folder / files[i].path).string(), files[i].text);
    }
}

} // namespace

const Target& requireTarget(std::string_view name)
{
    if (const Target* target = findTarget(name))
        return *target;
    std::string known;
    for (const Target* target : allTargets())
        known += (known.empty() ? "" : ", ") + std::string(target->id());
    throw CommandFailure("There is no target language '" + std::string(name) + "'. There are: " + known + '.');
}

bool GenerateFeatures::*featureNamed(std::string_view name)
{
    const auto found
        = std::find_if(kFeatures.begin(), kFeatures.end(), [&](const Feature& one) { return one.first == name; });
    return found == kFeatures.end() ? nullptr : found->second;
}

std::string featureList()
{
    std::string list;
    for (const Feature& feature : kFeatures)
        list += (list.empty() ? "" : ", ") + std::string(feature.first);
    return list;
}

std::vector<std::string_view> partsLeftOut(const Target& target, const GenerateFeatures& features)
{
    const GenerateFeatures offered = target.offers();
    std::vector<std::string_view> names;
    for (const auto& [name, member] : kFeatures) {
        if (features.*member && !(offered.*member))
            names.push_back(name);
    }
    return names;
}

GenerateResult runJob(const Program& program, const SchemaOptions& schemaOptions, const GenerateJob& job,
                      std::map<std::string, std::string>& written)
{
    GenerateResult result;
    for (const std::string_view part : partsLeftOut(*job.target, job.options.features))
        printError("wirebench-cli: warning: " + std::string(job.target->title()) + " code has no part '"
                   + std::string(part) + "'; it is left out.\n");
    for (const std::string& path : job.schemas) {
        result.read.push_back(path);
        const LoadedSchema schema = loadSchema(schemaOptions, path);
        const Analysis& analysis = schema.analysis;
        for (const auto& imported : analysis.imported)
            result.read.push_back(imported->name);
        if (printErrors(program, analysis.diagnostics, schema.sources)) {
            result.errors = true;
            continue;
        }
        GenerateOptions options = job.options;
        options.fileStem = stemOf(schema.name);
        options.features.json = options.features.json || options.features.dispatch;
        const CodeModel model = makeCodeModel(analysis.schema, analysis.plan, analysis.format->apiProfile());
        const Generated generated = job.target->generate(model, options);
        if (printDiagnostics(program, generated.problems, schema.sources))
            result.errors = true;
        else
            writeFiles(job.out, generated.files, written);
    }
    return result;
}

} // namespace wirebench::cli
