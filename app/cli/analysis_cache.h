// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"
#include "core/inspect/diagnostic_text.h"

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench::cli {

/// A schema text and all that decides how it is read.
struct SchemaKey {
    std::string_view format; ///< Id; empty: recognised by content.
    std::string_view syntax;
    std::string_view schema;
    std::vector<std::pair<std::string_view, std::string_view>> files; ///< Path and text of what it may import.
};

/// An analysed schema with what requests on it need again and again.
struct CachedAnalysis {
    Analysis analysis; ///< `format` is null when no wire format fits.
    DiagnosticSources sources;
    bool hasErrors = false;
    const PlanType* onlyType = nullptr; ///< The type that is meant when none is named; null when there is no such.
    Diagnostic noType; ///< Why there is none.
};

/// The schemas used last, so that many requests on a few schemas analyse each once. Not thread-safe.
class AnalysisCache {
public:
    /// The analysis for `key`; valid until the next call.
    const CachedAnalysis& get(const SchemaKey& key);

private:
    struct Entry {
        std::size_t hash = 0;
        std::string format;
        std::string syntax;
        std::vector<std::pair<std::string, std::string>> files;
        std::shared_ptr<const SchemaSource> source;
        std::size_t bytes = 0;
        CachedAnalysis cached;
    };
    static bool fits(const Entry& entry, const SchemaKey& key, std::size_t hash);
    static Entry makeEntry(const SchemaKey& key, std::size_t hash);
    void dropOldest();

    std::list<Entry> m_entries; // used last first
    std::size_t m_bytes = 0;
};

} // namespace wirebench::cli
