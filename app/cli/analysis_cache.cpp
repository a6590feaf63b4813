// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analysis_cache.h"

#include "core/formats/registry.h"
#include "core/inspect/type_choice.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

namespace wirebench::cli {

namespace {

constexpr std::size_t kMostEntries = 64;
constexpr std::size_t kMostBytes = 64u << 20;

std::size_t hashOf(const SchemaKey& key)
{
    const std::hash<std::string_view> hash;
    return hash(key.schema) * 31 + hash(key.format) * 7 + hash(key.syntax) + key.files.size();
}

std::shared_ptr<SchemaSource> makeSource(const SchemaKey& key)
{
    auto source = std::make_shared<SchemaSource>();
    source->syntax = key.syntax;
    source->text = key.schema;
    if (!key.files.empty()) {
        auto files = std::make_shared<std::map<std::string, std::string, std::less<>>>();
        for (const auto& [path, text] : key.files)
            files->insert_or_assign(std::filesystem::path(path).lexically_normal().generic_string(), std::string(text));
        // Relative to the importing file first, then as a path from the top.
        source->imports = [files](std::string_view path, std::string_view from) -> std::optional<ImportedText> {
            using Path = std::filesystem::path;
            for (const Path& candidate : {Path(from).parent_path() / path, Path(path)}) {
                const auto found = files->find(candidate.lexically_normal().generic_string());
                if (found != files->end())
                    return ImportedText{found->first, found->second};
            }
            return std::nullopt;
        };
    }
    return source;
}

} // namespace

bool AnalysisCache::fits(const Entry& entry, const SchemaKey& key, std::size_t hash)
{
    return entry.hash == hash && entry.format == key.format && entry.syntax == key.syntax
        && entry.source->text == key.schema
        && std::equal(entry.files.begin(), entry.files.end(), key.files.begin(), key.files.end(),
                      [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; });
}

AnalysisCache::Entry AnalysisCache::makeEntry(const SchemaKey& key, std::size_t hash)
{
    Entry entry;
    entry.hash = hash;
    entry.format = key.format;
    entry.syntax = key.syntax;
    entry.bytes = key.schema.size();
    for (const auto& [path, text] : key.files) {
        entry.files.emplace_back(path, text);
        entry.bytes += path.size() + text.size();
    }
    entry.source = makeSource(key);
    CachedAnalysis& cached = entry.cached;
    const Format* format = key.format.empty() ? recogniseFormat({}, key.schema) : findFormat(key.format);
    if (format == nullptr)
        return entry;
    cached.analysis = format->analyse(entry.source);
    cached.hasErrors = hasErrors(cached.analysis.diagnostics);
    cached.sources.addSchema("schema", entry.source->text);
    for (const auto& imported : cached.analysis.imported)
        cached.sources.addSchema(imported->name, imported->text);
    cached.onlyType = chooseType(*cached.analysis.schema, *cached.analysis.plan, std::nullopt, cached.noType);
    return entry;
}

void AnalysisCache::dropOldest()
{
    while (m_entries.size() > kMostEntries || (m_entries.size() > 1 && m_bytes > kMostBytes)) {
        m_bytes -= m_entries.back().bytes;
        m_entries.pop_back();
    }
}

const CachedAnalysis& AnalysisCache::get(const SchemaKey& key)
{
    const std::size_t hash = hashOf(key);
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return fits(entry, key, hash); });
    if (found != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, found);
        return m_entries.front().cached;
    }
    m_entries.push_front(makeEntry(key, hash));
    m_bytes += m_entries.front().bytes;
    dropOldest();
    return m_entries.front().cached;
}

} // namespace wirebench::cli
