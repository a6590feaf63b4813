// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_type_change.h"

#include "core/formats/cramberry/cramberry_wire.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

/// A type whose values are whole numbers in a varint or in fixed bytes, as the range of these.
struct WholeNumbers {
    bool is = false;
    bool isSigned = false;
    unsigned bits = 0; ///< Without the sign.
};

WholeNumbers wholeNumbers(const Schema& schema, TypeIndex type)
{
    constexpr unsigned enumBits = 31;
    const TypeExpr& expr = schema.types[type];
    switch (expr.kind) {
    case TypeKind::Bool:
        return {true, false, 1};
    case TypeKind::UInt:
        return {true, false, expr.bits};
    case TypeKind::Int:
        return {true, true, expr.bits - 1u};
    default:
        return declOf(schema, type, DeclKind::Enum) != kNoIndex ? WholeNumbers{true, false, enumBits} : WholeNumbers{};
    }
}

class Comparison {
public:
    Comparison(const Schema& older, const Schema& newer, const SameDecl& same)
        : m_older(older), m_newer(newer), m_same(same)
    {
    }

    // Recursion is bounded by the nesting that the parser allows and by the longest name of an instance.
    TypeChange compare(TypeIndex wasIndex, TypeIndex isIndex) const
    {
        wasIndex = withoutOptional(m_older, wasIndex);
        isIndex = withoutOptional(m_newer, isIndex);
        const TypeExpr& was = m_older.types[wasIndex];
        const TypeExpr& is = m_newer.types[isIndex];
        if (was.kind == TypeKind::Parameter || is.kind == TypeKind::Parameter)
            return was.kind == is.kind && was.parameter == is.parameter ? TypeChange::None : TypeChange::Other;
        const bool named = was.kind == TypeKind::Named && is.kind == TypeKind::Named;
        const TypeChange change = named ? compareNamed(was, is) : TypeChange::None;
        if (named && change != TypeChange::Other)
            return change;
        if (wireTypeOf(m_older, wasIndex, {}) != wireTypeOf(m_newer, isIndex, {}))
            return TypeChange::WireType;
        if (named)
            return change;
        if (isBytes(m_older, wasIndex) && isBytes(m_newer, isIndex))
            return was.length == is.length ? TypeChange::None : TypeChange::ArrayLength;
        const WholeNumbers before = wholeNumbers(m_older, wasIndex);
        const WholeNumbers after = wholeNumbers(m_newer, isIndex);
        if (before.is && after.is)
            return compareNumbers(before, after, is.kind == TypeKind::Named, was.kind == TypeKind::Named);
        if (was.kind == TypeKind::Text && isBytes(m_newer, isIndex) && !is.length)
            return TypeChange::BytesForText;
        if (was.kind != is.kind || was.bits != is.bits)
            return TypeChange::Other;
        return compareParts(was, is);
    }

private:
    TypeChange compareNamed(const TypeExpr& was, const TypeExpr& is) const
    {
        const DeclIndex before = genericOf(m_older, was.decl);
        const DeclIndex after = genericOf(m_newer, is.decl);
        if (!m_same(before, after) || was.arguments.size() != is.arguments.size())
            return TypeChange::Other;
        TypeChange worst = TypeChange::None;
        for (std::size_t i = 0; i < was.arguments.size(); ++i)
            worst = std::max(worst, compareElements(was.arguments[i], is.arguments[i]));
        return worst;
    }

    static DeclIndex genericOf(const Schema& schema, DeclIndex decl)
    {
        const DeclIndex generic = schema.decls[decl].instanceOf;
        return generic == kNoIndex ? decl : generic;
    }

    static TypeChange compareNumbers(WholeNumbers before, WholeNumbers after, bool toEnum, bool fromEnum)
    {
        if (before.isSigned != after.isSigned)
            return TypeChange::Sign;
        if (before.bits > after.bits || toEnum)
            return TypeChange::Narrower;
        return before.bits == after.bits && !fromEnum ? TypeChange::None : TypeChange::Wider;
    }

    TypeChange compareParts(const TypeExpr& was, const TypeExpr& is) const
    {
        if (was.kind == TypeKind::Array) {
            const TypeChange element = compareElements(was.element, is.element);
            return was.length == is.length ? element : std::max(element, TypeChange::ArrayLength);
        }
        if (was.kind == TypeKind::Map)
            return std::max(compareElements(was.key, is.key), compareElements(was.element, is.element));
        return TypeChange::None;
    }

    /// Elements and what stands for parameters have no wire types here; what has another form is another type.
    TypeChange compareElements(TypeIndex was, TypeIndex is) const
    {
        const TypeChange change = compare(was, is);
        return change == TypeChange::WireType ? TypeChange::Other : change;
    }

    const Schema& m_older;
    const Schema& m_newer;
    const SameDecl& m_same;
};

} // namespace

TypeChange typeChange(const Schema& older, TypeIndex was, const Schema& newer, TypeIndex is, const SameDecl& same)
{
    return Comparison(older, newer, same).compare(was, is);
}

} // namespace wirebench::cramberry
