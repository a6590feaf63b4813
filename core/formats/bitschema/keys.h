// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"

#include <span>

namespace wirebench::bitschema {

/// What the schema language knows of one `type`. One table for checking, completion, hover and the JSON Schema of
/// schema files.
struct TypeInfo {
    FieldType type = FieldType::Unknown;
    std::string_view name;
    std::string_view alias; ///< A second spelling, or empty.
    std::string_view detail; ///< Beside a completion.
    std::string_view documentation;
};

/// The form a key's value has.
enum class Shape : std::uint8_t { Text, Integer, Bool, Identifier, Choice, Version, Labels, Flags, Definition, Fields };

using TypeSet = std::uint16_t; ///< One bit per FieldType.
constexpr TypeSet setOf(FieldType type)
{
    return static_cast<TypeSet>(1u << static_cast<unsigned>(type));
}

/// What the schema language knows of one key.
struct KeyInfo {
    std::string_view name;
    Shape shape = Shape::Text;
    bool inDocument = false; ///< At the top of the document.
    TypeSet types = 0; ///< Field definitions that have it.
    bool inElement = true; ///< Also in the `of` of an array.
    std::string_view documentation;
    std::span<const std::string_view> choices; ///< Shape::Choice
};

std::span<const TypeInfo> typeTable();
std::span<const KeyInfo> keyTable();

/// By name or alias; null for an unknown type.
const TypeInfo* findType(std::string_view name);
const TypeInfo& typeInfo(FieldType type);
/// The key at the top of the document, or of field definitions; null when there is none of that name.
const KeyInfo* findDocumentKey(std::string_view name);
const KeyInfo* findFieldKey(std::string_view name);
/// The names of the types that have this key: "`int`, `enum`".
std::string typesWith(const KeyInfo& key);

} // namespace wirebench::bitschema
