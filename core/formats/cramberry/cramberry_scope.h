// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_sources.h"
#include "core/schema/schema.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace wirebench::cramberry {

/// Finds declarations by the names they have in a file: its own ones and those of its direct imports, bare, by
/// `alias.` or by `package.`. The files and the names of the declarations must outlive it.
class Scope {
public:
    Scope(std::span<const SourceFile> files, const Schema& schema);

    struct Found {
        DeclIndex decl = kNoIndex;
        DeclIndex other = kNoIndex; ///< A second one that the name could mean; then the name means nothing.
    };
    Found find(std::uint32_t file, std::string_view name) const;

    /// Whether the name is one of an import whose file is not there, which was reported.
    bool isOfMissingImport(std::uint32_t file, std::string_view name) const;

    /// The names a file can use for types, some thousands at most, for suggestions.
    std::vector<std::string_view> visibleNames(std::uint32_t file) const;
    /// The first declaration of this name in the file; kNoIndex without one.
    DeclIndex own(std::uint32_t file, std::string_view name) const;

private:
    using Names = std::unordered_map<std::string_view, DeclIndex>;

    std::span<const SourceFile> m_files;
    std::vector<Names> m_own; // per file
    std::vector<std::vector<std::uint32_t>> m_imports; // per file: the distinct files it imports
    std::vector<std::unordered_map<std::string_view, std::vector<std::uint32_t>>> m_prefixes; // per file
    std::vector<std::unordered_set<std::string_view>> m_missing; // per file: aliases of what could not be imported
};

} // namespace wirebench::cramberry
