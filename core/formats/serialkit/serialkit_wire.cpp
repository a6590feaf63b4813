// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_wire.h"

#include "core/formats/serialkit/serialkit_checks.h"

namespace wirebench::serialkit {

std::string_view wireTypeName(WireType type)
{
    switch (type) {
    case WireType::Varint:
        return "VARINT";
    case WireType::Fixed64:
        return "FIXED64";
    case WireType::LengthDelimited:
        return "LENGTH_DELIMITED";
    case WireType::PackedArray:
        return "PACKED_ARRAY";
    case WireType::Fixed32:
        return "FIXED32";
    case WireType::StringTable:
        return "STRING_TABLE";
    case WireType::Bitmap:
        return "BITMAP";
    }
    return {};
}

WireType elementWireType(const Schema& schema, const TypeExpr& type)
{
    switch (type.kind) {
    case TypeKind::Float:
        return type.bits == 64 ? WireType::Fixed64 : WireType::Fixed32;
    case TypeKind::Text:
    case TypeKind::Bytes:
        return WireType::LengthDelimited;
    case TypeKind::Named:
        return type.decl != kNoIndex && schema.decls[type.decl].kind == DeclKind::Enum ? WireType::Varint
                                                                                       : WireType::LengthDelimited;
    default:
        return WireType::Varint;
    }
}

WireType wireTypeOf(const Schema& schema, const Member& member)
{
    if (hasModifier(member, "bitmap"))
        return WireType::Bitmap;
    if (hasModifier(member, "packed"))
        return WireType::PackedArray;
    if (hasModifier(member, "interned"))
        return WireType::StringTable;
    return elementWireType(schema, baseType(schema, member));
}

} // namespace wirebench::serialkit
