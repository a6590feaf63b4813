// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_syntax.h"
#include "core/formats/format.h"
#include "core/syntax/schema_problems.h"

#include <memory>
#include <vector>

namespace wirebench::cramberry {

/// A file of a schema, read. Its index in the list is TextRange::file of everything in it.
struct SourceFile {
    SyntaxTree tree;
    std::vector<std::uint32_t> imports; ///< Per import of the tree: the file it names; kNoIndex when there is none.
};

struct Sources {
    std::vector<SourceFile> files; ///< The text asked about first.
    std::vector<std::shared_ptr<const ImportedText>> imported; ///< Of the files from 1 on.
};

/// Reads a schema and everything it imports, directly or not (`import-not-found`, `import-cycle`). An import goes to
/// `source.imports`, then to the built-in library. At most kMostFiles files and kLongestSchemaText bytes in all.
Sources loadSources(const SchemaSource& source, SchemaProblems& problems);

inline constexpr std::size_t kMostFiles = 1'000;

} // namespace wirebench::cramberry
