// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/schema/schema.h"

#include <cstdint>
#include <string>
#include <string_view>

// What a neutral schema says of the wire, for editors and for the comparison of schemas; the plan is made of the model.

namespace wirebench::cramberry {

/// Wire types (spec cramberry.md, *Wire format*); the numbers are those in tags.
enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5, SVarint = 6, TypeRef = 7 };

/// "VARINT"
std::string_view wireTypeName(WireType type);
/// The wire type of a field of this type. The type must be resolved; optionals are looked through.
WireType wireTypeOf(const Schema& schema, TypeIndex type, Encoding encoding);
/// Whether the type and everything in it is known.
bool isResolved(const Schema& schema, TypeIndex type);

/// How a value of this type lies on the wire behind its tag, in words; of an array in an encoding as that wants it.
std::string wireText(const Schema& schema, TypeIndex type, Encoding encoding);
/// What an encoding does, in words; empty for the normal form.
std::string_view encodingText(EncodingKind kind);

/// The encoding a field is written in; the normal form when none is given, or none that exists.
Encoding encodingOf(const Member& field);
bool hasAnnotation(const Member& member, std::string_view name);
/// `T?`, `@optional` or `@oneof`.
bool isOptional(const Schema& schema, const Member& field);
/// Whether a struct says that it implements the interface, or one that extends it.
bool implementsInterface(const Schema& schema, const Decl& decl, const Decl& interface);
/// How implementations of an interface are told apart: `id`, `name` or `hash`.
std::string_view discrimination(const Decl& interface);
/// The type id of a struct, written (then it must be in range) or made from its name.
std::uint64_t typeIdOf(const Decl& decl);
bool hasWrittenTypeId(const Decl& decl);
/// The name of an implementation in name and hash mode.
std::string wireNameOf(const Decl& interface, const Decl& implementation);

} // namespace wirebench::cramberry
