// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_wire.h"

#include "core/formats/cramberry/cramberry_names.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

bool isFixedBytes(const Schema& schema, TypeIndex type, Encoding encoding, std::uint64_t size)
{
    return encoding.kind == EncodingKind::Fixed && isBytes(schema, type) && schema.types[type].length == size;
}

/// The wire type of a built-in type.
WireType wireTypeOf(Scalar scalar)
{
    switch (scalar) {
    case Scalar::Varint:
        return WireType::Varint;
    case Scalar::Zigzag:
        return WireType::SVarint;
    case Scalar::Fixed32:
        return WireType::Fixed32;
    case Scalar::Fixed64:
        return WireType::Fixed64;
    case Scalar::Any:
        return WireType::TypeRef;
    default:
        return WireType::Bytes;
    }
}

std::string namedText(const Decl& decl)
{
    switch (decl.kind) {
    case DeclKind::Enum:
        return "the number of the value, varint, 1 to 5 bytes";
    case DeclKind::Interface:
        if (discrimination(decl) == "name")
            return "the length of the rest, the length of the type's name, the name, then the value";
        if (discrimination(decl) == "hash")
            return "the length of the rest, the hash of the type's name in 4 bytes, then the value";
        return "the id of the type, the length of the value, then the value";
    default:
        return findAttribute(decl.attributes, "presence")
            ? "its length, then a bitmap of its fields and the values of those that are there"
            : "its length, then its fields";
    }
}

} // namespace

std::string_view wireTypeName(WireType type)
{
    switch (type) {
    case WireType::Varint:
        return "VARINT";
    case WireType::Fixed64:
        return "FIXED64";
    case WireType::Bytes:
        return "BYTES";
    case WireType::Fixed32:
        return "FIXED32";
    case WireType::SVarint:
        return "SVARINT";
    case WireType::TypeRef:
        return "TYPEREF";
    }
    return {};
}

WireType wireTypeOf(const Schema& schema, TypeIndex index, Encoding encoding)
{
    index = withoutOptional(schema, index);
    const TypeExpr& type = schema.types[index];
    if (isFixedBytes(schema, index, encoding, 4))
        return WireType::Fixed32;
    if (isFixedBytes(schema, index, encoding, 8))
        return WireType::Fixed64;
    if (type.kind == TypeKind::Named) {
        const Decl& decl = schema.decls[type.decl];
        if (decl.kind == DeclKind::Enum)
            return WireType::Varint;
        const bool byId = decl.kind == DeclKind::Interface && discrimination(decl) == "id";
        return byId ? WireType::TypeRef : WireType::Bytes;
    }
    const Primitive* primitive = findPrimitive(type.spelling);
    return primitive ? wireTypeOf(primitive->scalar) : WireType::Bytes;
}

bool isResolved(const Schema& schema, TypeIndex type)
{
    if (type == kNoIndex)
        return false;
    const TypeExpr& expr = schema.types[type];
    // Recursion is bounded by the nesting that the parser allows and by the longest name of an instance.
    const auto resolved = [&](TypeIndex part) { return isResolved(schema, part); };
    if (expr.kind == TypeKind::Unknown || (expr.kind == TypeKind::Named && expr.decl == kNoIndex))
        return false;
    if (expr.element != kNoIndex && !resolved(expr.element))
        return false;
    if (expr.key != kNoIndex && !resolved(expr.key))
        return false;
    return std::all_of(expr.arguments.begin(), expr.arguments.end(), resolved);
}

std::string wireText(const Schema& schema, TypeIndex index, Encoding encoding)
{
    index = withoutOptional(schema, index);
    const TypeExpr& type = schema.types[index];
    if (type.kind == TypeKind::Named)
        return namedText(schema.decls[type.decl]);
    if (type.kind == TypeKind::Parameter)
        return "as the type it is used with";
    if (isFixedBytes(schema, index, encoding, 4) || isFixedBytes(schema, index, encoding, 8))
        return std::to_string(*type.length) + " bytes";
    if (encoding.kind != EncodingKind::Normal && encoding.kind != EncodingKind::Packed)
        return "its length in bytes, then " + std::string(encodingText(encoding.kind));
    if (isBytes(schema, index) && encoding.kind == EncodingKind::Normal)
        return type.length ? "its length, then its " + std::to_string(*type.length) + " bytes"
                           : "bytes behind their length";
    if (type.kind == TypeKind::Array) {
        return isScalar(schema, type.element)
            ? "its length in bytes, then the elements one after another"
            : "its length in bytes, the number of elements, then each element behind its length";
    }
    if (type.kind == TypeKind::Map)
        return "its length in bytes, the number of entries, then keys and values behind their lengths, by ascending "
               "bytes of the keys";
    const Primitive* primitive = findPrimitive(type.spelling);
    return primitive ? std::string(primitive->summary) : std::string();
}

std::string_view encodingText(EncodingKind kind)
{
    switch (kind) {
    case EncodingKind::Normal:
        break;
    case EncodingKind::Packed:
        return "the elements one after another, as scalar arrays always are";
    case EncodingKind::Delta:
        return "the first element and then differences, as zigzag varints: small for what changes slowly";
    case EncodingKind::RunLength:
        return "runs of equal elements, each with its length: small for what stays the same";
    case EncodingKind::Dictionary:
        return "the distinct elements once, then an index for each element: small for few texts, often repeated";
    case EncodingKind::Sparse:
        return "the count, then only the elements that are not zero, each with the zeros before it";
    case EncodingKind::Prefix:
        return "the count, then each element without the beginning it shares with the one before: small for sorted "
               "texts";
    case EncodingKind::BitPacked:
        return "the count, then N bits an element, the first in the lowest bits";
    case EncodingKind::Fixed:
        return "the elements without their count, which the type fixes; [4]byte and [8]byte without a length as well";
    case EncodingKind::Uuid:
        return "16 bytes of a UUID, shown as its text";
    case EncodingKind::Decimal128:
        return "16 bytes of a decimal number of up to 34 digits, shown as such";
    case EncodingKind::BigInt:
        return "a sign byte, a length and the magnitude of an integer of any size";
    }
    return {};
}

Encoding encodingOf(const Member& field)
{
    if (const auto text = textAttribute(field.attributes, "encoding"))
        return parseEncoding(*text).value_or(Encoding());
    return hasAnnotation(field, "packed") ? Encoding{EncodingKind::Packed, 0} : Encoding();
}

bool hasAnnotation(const Member& member, std::string_view name)
{
    return findAttribute(member.attributes, name) != nullptr;
}

bool isOptional(const Schema& schema, const Member& field)
{
    return schema.types[field.type].kind == TypeKind::Optional || hasAnnotation(field, "optional")
        || hasAnnotation(field, "oneof");
}

bool implementsInterface(const Schema& schema, const Decl& decl, const Decl& interface)
{
    const auto wanted = static_cast<DeclIndex>(&interface - schema.decls.data());
    std::vector<DeclIndex> open = decl.interfaces;
    for (std::size_t next = 0; next < open.size(); ++next) {
        if (open[next] == wanted)
            return true;
        for (const TypeIndex base : schema.decls[open[next]].bases) {
            const DeclIndex further = declOf(schema, base, DeclKind::Interface);
            if (further != kNoIndex && std::find(open.begin(), open.end(), further) == open.end())
                open.push_back(further);
        }
    }
    return false;
}

std::string_view discrimination(const Decl& interface)
{
    const std::string_view mode = textAttribute(interface.attributes, "typeref").value_or("id");
    return mode == "name" || mode == "hash" ? mode : "id";
}

bool hasWrittenTypeId(const Decl& decl)
{
    const auto id = unsignedAttribute(decl.attributes, "typeid");
    return id && *id >= kLowestTypeId && *id <= kHighestTypeId;
}

std::uint64_t typeIdOf(const Decl& decl)
{
    if (hasWrittenTypeId(decl))
        return *unsignedAttribute(decl.attributes, "typeid");
    return derivedTypeId(fullName(decl.package, decl.name));
}

std::string wireNameOf(const Decl& interface, const Decl& implementation)
{
    const std::string_view prefix = textAttribute(interface.attributes, "typeprefix").value_or(std::string_view());
    return fullName(prefix.empty() ? std::string_view(implementation.package) : prefix, implementation.name);
}

} // namespace wirebench::cramberry
