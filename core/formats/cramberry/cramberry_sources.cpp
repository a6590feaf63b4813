// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_sources.h"

#include "core/formats/cramberry/cramberry_library.h"
#include "core/formats/cramberry/cramberry_parser.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wirebench::cramberry {

namespace {

/// One spelling for every way to write a path.
std::string normal(const std::string& path)
{
    return std::filesystem::path(path).lexically_normal().generic_string();
}

class Loader {
public:
    Loader(const SchemaSource& source, SchemaProblems& problems) : m_source(source), m_problems(problems) { }

    Sources run()
    {
        m_bytes = m_source.text.size();
        addFile(m_source.name, m_source.text);
        for (std::uint32_t file = 0; file < m_sources.files.size(); ++file)
            readImports(file);
        reportCycles();
        return std::move(m_sources);
    }

private:
    std::uint32_t addFile(const std::string& name, std::string_view text)
    {
        const auto file = static_cast<std::uint32_t>(m_sources.files.size());
        m_names.push_back(name);
        m_known.emplace(normal(name), file);
        m_sources.files.push_back({parse(text, file, m_problems), {}});
        return file;
    }

    void readImports(std::uint32_t file)
    {
        for (std::size_t i = 0; i < m_sources.files[file].tree.imports.size(); ++i) {
            const ImportNode import = m_sources.files[file].tree.imports[i];
            const std::uint32_t imported = find(import, file);
            m_sources.files[file].imports.push_back(imported);
        }
    }

    std::uint32_t find(const ImportNode& import, std::uint32_t from)
    {
        std::optional<ImportedText> text;
        if (m_source.imports)
            text = m_source.imports(import.path.text, m_names[from]);
        if (!text && !libraryText(import.path.text).empty())
            text = ImportedText{import.path.text, std::string(libraryText(import.path.text))};
        if (!text) {
            m_problems.error("import-not-found", import.path.range,
                             "There is no file `{0}`: expected it relative to this file or in an import folder, or one "
                             "of the built-in `cramberry/stdlib.cramberry` and `google/protobuf/timestamp.cramberry`.",
                             {import.path.text});
            return kNoIndex;
        }
        // A text without a name of its own may be known by one to the files it imports.
        if (m_source.name.empty() && text->text == m_source.text)
            return 0;
        const auto known = m_known.find(normal(text->name));
        return known != m_known.end() ? known->second : add(std::move(*text), import);
    }

    std::uint32_t add(ImportedText text, const ImportNode& import)
    {
        if (m_sources.files.size() >= kMostFiles || m_bytes + text.text.size() > kLongestSchemaText) {
            m_problems.error("limit-total", import.path.range,
                             "The schema and its imports are more than {0} files or {1} bytes: `{2}` is not read.",
                             {std::to_string(kMostFiles), std::to_string(kLongestSchemaText), import.path.text});
            return kNoIndex;
        }
        m_bytes += text.text.size();
        m_sources.imported.push_back(std::make_shared<const ImportedText>(std::move(text)));
        const ImportedText& kept = *m_sources.imported.back();
        return addFile(kept.name, kept.text);
    }

    /// Depth first from the first file; the import that leads back to a file on the way is the one to remove.
    void reportCycles()
    {
        enum class State : std::uint8_t { New, Open, Done };
        struct Frame {
            std::uint32_t file;
            std::size_t import;
        };
        std::vector<State> states(m_sources.files.size(), State::New);
        std::vector<Frame> way{{0, 0}};
        states[0] = State::Open;
        while (!way.empty()) {
            const std::uint32_t file = way.back().file;
            if (way.back().import == m_sources.files[file].imports.size()) {
                states[file] = State::Done;
                way.pop_back();
                continue;
            }
            const std::size_t import = way.back().import++;
            const std::uint32_t next = m_sources.files[file].imports[import];
            if (next == kNoIndex)
                continue;
            if (states[next] == State::Open)
                reportCycle(m_sources.files[file].tree.imports[import], file, next);
            else if (states[next] == State::New)
                way.push_back({next, 0});
            if (states[next] == State::New)
                states[next] = State::Open;
        }
    }

    void reportCycle(const ImportNode& import, std::uint32_t from, std::uint32_t to)
    {
        Diagnostic& problem
            = m_problems.error("import-cycle", import.path.range,
                               from == to ? "The file imports itself: remove this import."
                                          : "`{0}` imports this file in turn, directly or through others: move what "
                                            "both need into a third file.",
                               {import.path.text});
        addFix(problem, {"Remove the import", {}}, import.range, "");
    }

    const SchemaSource& m_source;
    SchemaProblems& m_problems;
    Sources m_sources;
    std::vector<std::string> m_names;
    std::unordered_map<std::string, std::uint32_t> m_known;
    std::size_t m_bytes = 0;
};

} // namespace

Sources loadSources(const SchemaSource& source, SchemaProblems& problems)
{
    return Loader(source, problems).run();
}

} // namespace wirebench::cramberry
