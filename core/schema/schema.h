// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wirebench {

using DeclIndex = std::uint32_t;
using TypeIndex = std::uint32_t;
inline constexpr std::uint32_t kNoIndex = 0xFFFFFFFFu;

/// What a written type means, whatever its spelling in the schema language.
enum class TypeKind : std::uint8_t {
    Unknown, ///< Could not be resolved; a diagnostic says why.
    Bool,
    UInt,
    Int,
    Float,
    Complex,
    Text,
    Bytes,
    Time,
    Duration,
    Date,
    Padding,
    Any,
    Named, ///< A declaration of this schema: TypeExpr::decl.
    Array,
    Map,
    Optional,
    Parameter, ///< A generic parameter of the enclosing declaration.
};

/// A type as written. Nested types are indices into Schema::types.
struct TypeExpr {
    TypeKind kind = TypeKind::Unknown;
    std::uint16_t bits = 0; ///< Width in bits of Bool, UInt, Int, Float; 0 where the name fixes none.
    std::string spelling; ///< As the schema spells it, for display: `[]Plugin`, `?Metadata`.
    DeclIndex decl = kNoIndex; ///< Named only.
    TypeIndex element = kNoIndex; ///< Array, Map (value) and Optional.
    TypeIndex key = kNoIndex; ///< Map only.
    std::optional<std::uint64_t> length; ///< Array: fixed number of elements.
    std::optional<std::uint64_t> maxLength; ///< Array: upper bound of a counted array.
    std::vector<TypeIndex> arguments; ///< Generic arguments of a Named type.
    std::uint32_t parameter = kNoIndex; ///< Parameter only: index into Decl::parameters of the enclosing declaration.
    TextRange range;
};

/// A literal in an annotation or a key of a schema document.
using Literal = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string>;

/// A name with an optional value attached to a declaration or member: an annotation, a modifier, or a key of a
/// schema document that no other part of the model expresses (`bits`, `min`, `resolution` …).
struct Attribute {
    std::string name;
    std::vector<Literal> values;
    TextRange nameRange;
    TextRange valueRange;
    /// Names of the values (`key = value`), empty ones where there is none; or nothing at all.
    std::vector<std::string> keys = {};
};

/// A parameter of a method.
struct MethodParameter {
    std::string name; ///< May be empty.
    TypeIndex type = kNoIndex;
    bool stream = false;
};

struct Member {
    std::string name;
    TypeIndex type = kNoIndex; ///< Of a field; the result of a method, kNoIndex without one.
    std::int64_t number = 0; ///< Field number, enum number or flag position where the language has one.
    std::string doc;
    std::vector<Attribute> attributes;
    std::vector<MethodParameter> parameters; ///< Methods only.
    bool streamResult = false; ///< Methods only.
    bool inherited = false; ///< Taken over from a base, where its ranges lie.
    TextRange range; ///< The whole member with its documentation.
    TextRange nameRange;
    TextRange typeRange;
    TextRange numberRange; ///< Where `number` is written, with its sign; empty where it is not.
};

enum class DeclKind : std::uint8_t { Struct, Message, Enum, Flags, Interface, Service };

struct Decl {
    DeclKind kind = DeclKind::Struct;
    std::string name; ///< Anonymous nested declarations carry the path of the member that holds them.
    std::string doc;
    std::string package; ///< Of the file that declares it.
    std::vector<std::string> parameters; ///< Generic parameters.
    std::vector<TypeIndex> bases; ///< What a struct or interface extends.
    std::vector<DeclIndex> interfaces; ///< What a struct says it implements.
    DeclIndex instanceOf = kNoIndex; ///< The generic declaration this one was made of by use: `Result<Order,Error>`.
    std::vector<Member> members; ///< Inherited ones first; fields, enum values, flags or methods, in declared order.
    std::vector<Attribute> attributes;
    TextRange range;
    TextRange nameRange;
    bool sound = true; ///< False when a diagnostic makes it impossible to lower this declaration.
    bool nested = false; ///< Declared inside a member of another declaration; not a type one can ask for.
};

/// What was written: one model for the schemas of all wire formats. Immutable once built. It holds facts with their
/// source ranges, not text: formatting and designer edits change the text itself.
struct Schema {
    std::string package;
    std::string doc;
    std::vector<Decl> decls;
    std::vector<TypeExpr> types;
    std::vector<Attribute> attributes; ///< Of the document as a whole.

    /// Index of the declaration with this name that can be asked for by name; kNoIndex when there is none.
    DeclIndex find(std::string_view name) const;
};

const Attribute* findAttribute(const std::vector<Attribute>& attributes, std::string_view name);
/// The attribute's first value as an exact integer, when it is one.
std::optional<std::int64_t> signedAttribute(const std::vector<Attribute>& attributes, std::string_view name);
std::optional<std::uint64_t> unsignedAttribute(const std::vector<Attribute>& attributes, std::string_view name);
std::optional<std::string_view> textAttribute(const std::vector<Attribute>& attributes, std::string_view name);
bool boolAttribute(const std::vector<Attribute>& attributes, std::string_view name);

} // namespace wirebench
