// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_sources.h"
#include "core/schema/schema.h"
#include "core/syntax/schema_problems.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wirebench::cramberry {

/// What the annotations of a field say.
struct FieldFacts {
    const MemberNode* node = nullptr;
    const Annotation* number = nullptr; ///< `@field`
    const Annotation* required = nullptr;
    const Annotation* optional = nullptr; ///< `@optional`
    const Annotation* oneof = nullptr;
    const Annotation* encoding = nullptr; ///< `@encoding` or `@packed`
    std::string group; ///< The name of its `@oneof` group; empty for the one without a name.
    std::string encodingText; ///< `delta`, `bitpack=3`; empty without one.
    std::vector<const LiteralNode*> rules; ///< Of its `@validate`.
};

/// What is known of a declaration beside what the neutral model says. Generic instances share nodes and facts with
/// the declaration they were made of.
struct DeclFacts {
    std::uint32_t file = 0;
    const DeclNode* node = nullptr;
    std::vector<std::uint32_t> fields; ///< Structs: index into Model::facts per member.
    bool presence = false; ///< `@presence`
    const LiteralNode* writtenTypeId = nullptr;
    std::uint64_t typeId = 0; ///< Structs that are no generics.
    std::string fullName; ///< `package.Name`, with full arguments for instances.
    /// Interfaces: the structs that may stand for it, by declaration order.
    std::vector<DeclIndex> implementations;
    enum class Discrimination : std::uint8_t { Id, Name, Hash };
    Discrimination discrimination = Discrimination::Id; ///< Interfaces: `@typeref`
    std::string typePrefix; ///< Interfaces: `@typeprefix`
};

/// A schema with its imports, resolved: names are declarations, bases are flattened, generics are instantiated by use.
/// The nodes it points to belong to `sources`.
struct Model {
    Sources sources;
    Schema schema; ///< First the declarations of the text asked about, then those of its imports, then instances.
    std::vector<DeclFacts> decls; ///< Parallel to schema.decls.
    std::vector<FieldFacts> facts;
    std::size_t copiedBytes = 0; ///< Of members that were inherited or instantiated, roughly.

    const FieldFacts& fieldFacts(DeclIndex decl, std::size_t member) const { return facts[decls[decl].fields[member]]; }
    bool isGeneric(DeclIndex decl) const { return !schema.decls[decl].parameters.empty(); }
    /// Whether the field may be absent without meaning zero: `T?`, `@optional`, `@oneof`, or of a presence type.
    bool countsAsOptional(DeclIndex decl, std::size_t member) const;
};

/// Resolves what was read. Reports unknown names, wrong numbers of arguments, cycles of `extends` and the like;
/// marks what cannot be lowered as unsound.
Model bind(Sources sources, SchemaProblems& problems);

/// Instantiates every generic that the other declarations use (`generic-expansion` where that does not end), so that
/// types of concrete declarations name concrete declarations only.
void instantiateGenerics(Model& model, SchemaProblems& problems);

/// Counts a member that is copied; false when the copies of a schema get larger than kMostCopiedBytes.
bool countCopy(Model& model, const Member& member);
inline constexpr std::size_t kMostCopiedBytes = std::size_t{64} << 20;

/// `name` of an implementation in name and hash mode: the interface's prefix or the package, then the type.
std::string typeRefName(const Model& model, DeclIndex interface, DeclIndex implementation);

} // namespace wirebench::cramberry
