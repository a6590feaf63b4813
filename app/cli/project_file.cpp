// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/project_file.h"

#include "app/cli/command_io.h"
#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/syntax/yaml_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace wirebench::cli {

namespace {

namespace fs = std::filesystem;

/// Whether `name` fits a pattern with `*` for any run of characters and `?` for one.
bool fits(std::string_view name, std::string_view pattern)
{
    std::size_t at = 0, in = 0, star = std::string_view::npos, resume = 0;
    while (at < name.size()) {
        if (in < pattern.size() && (pattern[in] == '?' || pattern[in] == name[at]) && pattern[in] != '*') {
            ++at;
            ++in;
        } else if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            resume = at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

class ProjectReader {
public:
    ProjectReader(const Program& program, const std::string& path)
        : m_program(program), m_path(path), m_folder(fs::path(path).parent_path())
    {
        m_document = readYaml(readInput(path), JsonRole::Schema, m_problems);
    }

    Project run()
    {
        if (const JsonNode* root = m_document.root(); root != nullptr && root->kind == JsonKind::Object)
            readTop(*root);
        else if (root != nullptr)
            problem(*root, "A project file is a mapping with 'schemas' and 'codegen'.");
        for (GenerateJob& job : m_project.jobs)
            job.schemas = m_schemas;
        DiagnosticSources sources;
        sources.addSchema(m_path, m_document.text());
        if (printDiagnostics(m_program, m_problems, sources))
            throw CommandFailure("Nothing was generated: the project file '" + m_path + "' has errors.", kExitProblems);
        if (m_project.jobs.empty())
            throw CommandFailure("The project file '" + m_path + "' names no language under 'codegen'.");
        if (m_schemas.empty())
            throw CommandFailure("The project file '" + m_path + "' names no schema under 'schemas'.");
        return std::move(m_project);
    }

private:
    void report(const TextRange& range, Severity severity, std::string_view code, std::string sentence)
    {
        m_problems.push_back(schemaProblem(severity, code, range, Message{"{0}", {std::move(sentence)}}));
    }
    void problem(const JsonNode& at, std::string sentence)
    {
        report(at.range(), Severity::Error, "bad-value", std::move(sentence));
    }
    void unknownKey(const JsonNode& at, const std::vector<std::string_view>& known)
    {
        const std::string_view nearest = nearestName(at.key, known);
        report(at.keyRange(), Severity::Warning, "unknown-key",
               "There is no setting '" + std::string(at.key) + "' here; it is not used."
                   + (nearest.empty() ? std::string() : " Did you mean '" + std::string(nearest) + "'?"));
    }

    template <typename Visit>
    void children(const JsonNode& parent, Visit visit)
    {
        for (const JsonNode* child = m_document.firstChild(parent); child != nullptr; child = m_document.next(*child))
            visit(*child);
    }

    std::vector<std::string> texts(const JsonNode& node)
    {
        std::vector<std::string> result;
        const auto take = [&](const JsonNode& one) {
            if (one.kind == JsonKind::String)
                result.emplace_back(one.text);
            else
                problem(one, "Expected a text here.");
        };
        if (node.kind == JsonKind::Array)
            children(node, take);
        else
            take(node);
        return result;
    }
    std::string text(const JsonNode& node)
    {
        if (node.kind == JsonKind::String)
            return std::string(node.text);
        problem(node, "Expected a text here.");
        return {};
    }

    void readTop(const JsonNode& root)
    {
        const bool named = m_document.find(root, "schemas") != nullptr;
        children(root, [&](const JsonNode& node) {
            if (node.key == "schemas")
                addSchemas(node);
            else if (node.key == "import_folders")
                addFolders(node);
            else if (node.key == "codegen")
                readLanguages(node);
            else if (node.key == "packages" && !named)
                addPackages(node);
            else if (!isOfExtraction(node.key))
                unknownKey(node, {"version", "schemas", "import_folders", "codegen"});
        });
    }

    /// Keys that tell how schemas are drawn out of source code, which is another program's work.
    static bool isOfExtraction(std::string_view key)
    {
        constexpr std::array keys{"version", "packages", "settings", "type_ids", "type_mappings"};
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    }

    void addSchemas(const JsonNode& node)
    {
        for (const std::string& pattern : texts(node)) {
            const fs::path path = m_folder / pattern;
            std::vector<std::string> found;
            std::error_code none;
            if (pattern.find_first_of("*?") == std::string::npos) {
                found.push_back(path.string());
            } else {
                for (const fs::directory_entry& entry : fs::directory_iterator(path.parent_path(), none)) {
                    if (entry.is_regular_file(none) && fits(entry.path().filename().string(), path.filename().string()))
                        found.push_back(entry.path().string());
                }
            }
            if (found.empty())
                problem(node, "No file fits '" + pattern + "'.");
            std::sort(found.begin(), found.end());
            m_schemas.insert(m_schemas.end(), found.begin(), found.end());
        }
    }

    void addPackages(const JsonNode& node)
    {
        children(node, [&](const JsonNode& package) {
            if (const JsonNode* output = m_document.find(package, "output"))
                m_schemas.push_back((m_folder / text(*output)).string());
        });
    }

    void addFolders(const JsonNode& node)
    {
        for (const std::string& folder : texts(node))
            m_project.importFolders.push_back((m_folder / folder).string());
    }

    void readLanguages(const JsonNode& node)
    {
        children(node, [&](const JsonNode& language) {
            GenerateJob job;
            job.target = findTarget(language.key);
            if (job.target == nullptr) {
                std::vector<std::string_view> known;
                for (const Target* target : allTargets())
                    known.push_back(target->id());
                const std::string_view nearest = nearestName(language.key, known);
                report(language.keyRange(), Severity::Error, "bad-value",
                       "There is no target language '" + std::string(language.key) + "'"
                           + (nearest.empty() ? "." : "; did you mean '" + std::string(nearest) + "'?"));
                return;
            }
            job.out = (m_folder / "gen" / job.target->id()).string();
            children(language, [&](const JsonNode& setting) { readSetting(setting, job); });
            m_project.jobs.push_back(std::move(job));
        });
    }

    void readSetting(const JsonNode& node, GenerateJob& job)
    {
        if (node.key == "output") {
            job.out = (m_folder / text(node)).string();
        } else if (node.key == "package") {
            job.options.package = text(node);
        } else if (node.key == "package_prefix") {
            job.options.packagePrefix = text(node);
        } else if (node.key == "with") {
            for (const std::string& name : texts(node)) {
                if (auto feature = featureNamed(name))
                    job.options.features.*feature = true;
                else
                    problem(node, "There is no feature '" + name + "'. There are: " + featureList() + '.');
            }
        } else if (node.key == "module_type") {
            if (text(node) != "esm")
                problem(node, "Modules are written as 'esm' only.");
        } else if (auto feature = node.key.starts_with("with_") ? featureNamed(node.key.substr(5)) : nullptr) {
            if (node.kind == JsonKind::Bool)
                job.options.features.*feature = node.boolean;
            else
                problem(node, "Expected true or false here.");
        } else {
            unknownKey(node,
                       {"output", "package", "package_prefix", "with", "with_json", "with_validation", "with_builders",
                        "with_equals", "with_clone"});
        }
    }

    const Program& m_program;
    std::string m_path;
    fs::path m_folder;
    Diagnostics m_problems;
    JsonDocument m_document;
    Project m_project;
    std::vector<std::string> m_schemas;
};

} // namespace

std::optional<std::string> findProjectFile()
{
    std::vector<std::string> names{"wirebench.yaml"};
    for (const Format* format : allFormats()) {
        if (const std::string_view own = format->apiProfile().projectFile; !own.empty())
            names.emplace_back(own);
    }
    const auto found
        = std::find_if(names.begin(), names.end(), [](const std::string& name) { return fs::exists(name); });
    return found == names.end() ? std::nullopt : std::optional(*found);
}

Project readProject(const Program& program, const std::string& path)
{
    return ProjectReader(program, path).run();
}

} // namespace wirebench::cli
