// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

/// The syntax tree of one `.cramberry` file: everything that was written, with its place, nothing resolved.
namespace wirebench::cramberry {

/// A word with its place. Empty text: it is missing.
struct Name {
    std::string text;
    TextRange range;
};

enum class LiteralKind : std::uint8_t {
    Bad, ///< A problem was reported.
    Word, ///< `delta`, `Status.ACTIVE`; text without blanks
    Text, ///< text holds the string's content.
    Integer, ///< Decimal or `0x`; text as written, with its sign
    Float, ///< text as written, with its sign
    Bool, ///< text is `true` or `false`.
    Array, ///< `[a, b]`
    Object, ///< `{}`
};

/// A default value or the argument of an annotation.
struct LiteralNode {
    LiteralKind kind = LiteralKind::Bad;
    std::string text;
    TextRange range;
    std::vector<LiteralNode> elements; ///< Array only.
};

/// The exact value of an integer literal; nothing for other literals and outside of int64 and uint64.
std::optional<std::int64_t> signedValue(const LiteralNode& literal);
std::optional<std::uint64_t> unsignedValue(const LiteralNode& literal);

struct Argument {
    Name key; ///< Of `key = value`; else empty.
    LiteralNode value;
};

struct Annotation {
    Name name; ///< Without the `@`.
    std::vector<Argument> arguments;
    TextRange range; ///< From the `@` to the closing parenthesis.
};

using TypeNodeIndex = std::uint32_t;

enum class TypeNodeKind : std::uint8_t { Missing, Name, Array, Map, Optional };

struct TypeNode {
    TypeNodeKind kind = TypeNodeKind::Missing;
    Name name; ///< Name only: dotted, without blanks and arguments.
    std::vector<TypeNodeIndex> parts; ///< Name: arguments. Array, Optional: the inner type. Map: key, value.
    std::optional<std::uint64_t> length; ///< `[N]T`; numbers too large for it are the largest.
    TextRange lengthRange;
    TextRange range;
};

struct ParameterNode {
    Name name; ///< Empty for a type that stands alone.
    TypeNodeIndex type = kNoIndex;
};

/// A field, an enum value, a method or an rpc.
struct MemberNode {
    Name name;
    TypeNodeIndex type = kNoIndex; ///< Type of a field, result of a method; kNoIndex without one.
    std::optional<LiteralNode> value; ///< Default of a field, number of an enum value.
    std::vector<ParameterNode> parameters; ///< Methods; an rpc has one without a name.
    bool streamsRequest = false; ///< rpc
    bool streamsResult = false;
    std::vector<Annotation> annotations;
    std::string doc; ///< Of the comments; `@doc` is among the annotations.
    TextRange range; ///< With documentation and annotations, without the `;`.
};

struct DeclNode {
    DeclKind kind = DeclKind::Struct; ///< Struct (`type`), Enum, Interface or Service
    TextRange keyword;
    Name name;
    std::vector<Name> parameters; ///< Generic parameters.
    std::vector<TypeNodeIndex> bases; ///< Behind `extends`.
    std::vector<Annotation> annotations;
    std::vector<MemberNode> members;
    std::string doc;
    TextRange range; ///< With documentation and annotations.
    bool sound = true; ///< False when parts of it could not be read.
};

struct ImportNode {
    Name path; ///< The string's content; the range includes the quotes.
    Name alias;
    TextRange range; ///< With the `;`.
};

struct SyntaxTree {
    Name package; ///< Dotted, without blanks.
    std::string doc; ///< Of the package.
    std::vector<ImportNode> imports;
    std::vector<DeclNode> decls;
    std::vector<TypeNode> types;
    std::unordered_set<std::uint32_t> badNames; ///< Where names begin that are no identifiers; already reported.
};

} // namespace wirebench::cramberry
