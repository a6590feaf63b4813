// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_type_change.h"

#include "core/formats/serialkit/serialkit_wire.h"

namespace wirebench::serialkit {

namespace {

bool isEnum(const Schema& schema, const TypeExpr& type)
{
    return type.kind == TypeKind::Named && type.decl != kNoIndex && schema.decls[type.decl].kind == DeclKind::Enum;
}

bool isUnresolved(const TypeExpr& type)
{
    return type.kind == TypeKind::Unknown || (type.kind == TypeKind::Named && type.decl == kNoIndex);
}

/// A type whose values are whole numbers, as the range of these.
struct WholeNumbers {
    bool is = false;
    bool isSigned = false;
    unsigned bits = 0; ///< Without the sign.
};

WholeNumbers wholeNumbers(const Schema& schema, const TypeExpr& type)
{
    switch (type.kind) {
    case TypeKind::Bool:
        return {true, false, 1};
    case TypeKind::UInt:
        return {true, false, type.bits};
    case TypeKind::Int:
        return {true, true, type.bits - 1u};
    default:
        return isEnum(schema, type) ? WholeNumbers{true, false, 31} : WholeNumbers{};
    }
}

} // namespace

TypeChange typeChange(const Schema& older, const TypeExpr& was, const Schema& newer, const TypeExpr& is)
{
    if (isUnresolved(was) || isUnresolved(is))
        return was.spelling == is.spelling ? TypeChange::None : TypeChange::Other;
    if (elementWireType(older, was) != elementWireType(newer, is))
        return TypeChange::WireType;
    if (was.kind == TypeKind::Named && is.kind == TypeKind::Named)
        return TypeChange::SameName; // of one wire type: both models, or both enums
    const WholeNumbers before = wholeNumbers(older, was);
    const WholeNumbers after = wholeNumbers(newer, is);
    if (before.is && after.is) {
        // The numbers of an enum are never negative, and fit a signed type as they fit an unsigned one.
        const bool fromEnum = was.kind == TypeKind::Named;
        if (before.isSigned != after.isSigned && !(fromEnum && after.bits >= before.bits))
            return TypeChange::Sign;
        if (before.bits > after.bits || is.kind == TypeKind::Named)
            return TypeChange::Narrower;
        return before.bits == after.bits && !fromEnum ? TypeChange::None : TypeChange::Wider;
    }
    if (was.kind == is.kind)
        return TypeChange::None;
    return was.kind == TypeKind::Text && is.kind == TypeKind::Bytes ? TypeChange::BytesForText : TypeChange::Other;
}

} // namespace wirebench::serialkit
