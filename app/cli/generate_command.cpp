// SPDX-License-Identifier: GPL-3.0-or-later
// Code that speaks a schema's format.
#include "app/cli/command_io.h"
#include "app/cli/commands.h"
#include "app/cli/generate_job.h"
#include "app/cli/project_file.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

namespace wirebench::cli {

namespace {

namespace fs = std::filesystem;

struct CodeOptions {
    SchemaOptions schema;
    std::vector<std::string> paths;
    std::vector<std::string> languages;
    std::vector<std::string> folders;
    std::vector<std::string> features;
    std::string project;
    GenerateOptions options;
    bool watch = false;
};

GenerateFeatures chosenFeatures(const std::vector<std::string>& names)
{
    GenerateFeatures features;
    for (const std::string& name : names) {
        const auto feature = featureNamed(name);
        if (feature == nullptr)
            throw CommandFailure("There is no feature '" + name + "'. There are: " + featureList() + '.');
        features.*feature = true;
    }
    return features;
}

/// The jobs of the command line: each language goes to the folder at its place, or all to the only one.
std::vector<GenerateJob> jobsOf(const CodeOptions& options)
{
    if (options.languages.empty())
        throw CommandFailure("Which language? Name one with --lang, or write a project file 'wirebench.yaml'.");
    if (options.paths.empty())
        throw CommandFailure("Which schema? Name at least one file.");
    if (options.folders.size() > 1 && options.folders.size() != options.languages.size())
        throw CommandFailure("--out stands once for all languages, or once for each --lang.");
    std::vector<GenerateJob> jobs;
    for (std::size_t i = 0; i < options.languages.size(); ++i) {
        GenerateJob job;
        job.schemas = options.paths;
        job.target = &requireTarget(options.languages[i]);
        job.out = options.folders.empty() ? "." : options.folders[options.folders.size() > 1 ? i : 0];
        job.options = options.options;
        job.options.features = chosenFeatures(options.features);
        jobs.push_back(std::move(job));
    }
    return jobs;
}

/// The command line's jobs, or the project file's where it names neither schema nor language.
std::vector<GenerateJob> plannedJobs(const Program& program, const CodeOptions& options, SchemaOptions& schema)
{
    const bool bare = options.paths.empty() && options.languages.empty();
    const std::optional<std::string> file = !options.project.empty() ? options.project
        : bare                                                       ? findProjectFile()
                                                                     : std::nullopt;
    if (!file)
        return jobsOf(options);
    if (!bare)
        throw CommandFailure("A project file names the schemas and languages; leave them out, or leave out --project.");
    Project project = readProject(program, *file);
    schema.importFolders.insert(schema.importFolders.end(), project.importFolders.begin(), project.importFolders.end());
    return std::move(project.jobs);
}

/// Files with the times of their last changes; a missing one has none.
using Times = std::map<std::string, fs::file_time_type>;

Times timesOf(const std::vector<std::string>& files)
{
    Times times;
    for (const std::string& file : files) {
        std::error_code missing;
        times[file] = fs::last_write_time(file, missing);
    }
    return times;
}

int runOnce(const Program& program, const CodeOptions& options, std::vector<std::string>& read)
{
    SchemaOptions schema = options.schema;
    bool errors = false;
    std::map<std::string, std::string> written;
    for (const GenerateJob& job : plannedJobs(program, options, schema)) {
        GenerateResult result = runJob(program, schema, job, written);
        errors = errors || result.errors;
        read.insert(read.end(), result.read.begin(), result.read.end());
    }
    return errors ? kExitProblems : kExitClean;
}

int generate(const Program& program, const CodeOptions& options)
{
    std::vector<std::string> read;
    const int status = runOnce(program, options, read);
    if (!options.watch)
        return status;
    constexpr std::chrono::milliseconds pause{300};
    printError("Watching for changes; Ctrl+C ends it.\n");
    for (;;) {
        const Times before = timesOf(read);
        while (timesOf(read) == before)
            std::this_thread::sleep_for(pause);
        std::vector<std::string> again;
        try {
            const bool fine = runOnce(program, options, again) == kExitClean;
            printError(fine ? "Generated anew.\n" : "Not generated: the schema has errors.\n");
            read = again;
        } catch (const CommandFailure& failure) {
            printError(std::string(failure.what()) + '\n');
        }
    }
}

} // namespace

void addGenerateCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "generate", "Write code that encodes and decodes the types of a schema",
                                   R"('wirebench-cli formats' lists the target languages. Files that this program did
not write are never overwritten. Without a schema and a language the project
file 'wirebench.yaml' of the current folder says what to do:

  schemas: [schema/*]
  codegen:
    go: {output: gen/go, package_prefix: example.org/gen, with_json: true}
    cpp: {output: gen/cpp, with: [json, equals]}

Examples:
  wirebench-cli generate {device} --lang python --out gen
  wirebench-cli generate {device} --lang cpp,go --out gen --package device --with json,equals
  wirebench-cli generate {device} --lang go --out gen/go --lang rust --out gen/rust --watch)");
    auto options = std::make_shared<CodeOptions>();
    command.add_option("SCHEMA", options->paths, "Schema files");
    options->schema.addFormat(command);
    command.add_option("--lang", options->languages, "Target languages; may be repeated")
        ->delimiter(',')
        ->type_name("L,L")
        ->allow_extra_args(false);
    command
        .add_option("--out", options->folders,
                    "Folder for the files, made where it is missing; once, or once for each --lang")
        ->type_name("DIR")
        ->allow_extra_args(false);
    command.add_option("--package", options->options.package, "Package, namespace or module of the code")
        ->type_name("NAME");
    command.add_option("--package-prefix", options->options.packagePrefix, "Path before the package in imports")
        ->type_name("PATH");
    command.add_option("--with", options->features, "Parts on request: " + featureList())
        ->delimiter(',')
        ->type_name("F,F")
        ->allow_extra_args(false);
    for (const char* name : {"json", "validation", "builders", "equals", "clone"}) {
        command.add_flag_callback(
            "--with-" + std::string(name), [options, name] { options->features.emplace_back(name); },
            "Same as --with " + std::string(name));
    }
    command.add_option("--project", options->project, "Project file that names schemas, languages and folders")
        ->type_name("FILE");
    command.add_flag("--watch", options->watch, "Go on, and generate anew whenever a schema changes");
    command.callback([options, &program] { program.exitCode = generate(program, *options); });
}

} // namespace wirebench::cli
