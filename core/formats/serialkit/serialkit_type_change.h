// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"

#include <cstdint>

namespace wirebench::serialkit {

/// What another built-in type or kind of type means for the values of a field, modifiers aside.
enum class TypeChange : std::uint8_t {
    None,
    SameName, ///< Both name a model, or both an enum: the declarations are to be compared.
    Wider, ///< Every old value fits the new type, in the same bytes; not the other way round.
    Narrower, ///< Old values may not fit.
    Sign, ///< Signed became unsigned, or the other way round.
    BytesForText, ///< The same bytes, no longer checked to be text.
    WireType, ///< Written with another wire type.
    Other, ///< The same wire type, and another meaning.
};

TypeChange typeChange(const Schema& older, const TypeExpr& was, const Schema& newer, const TypeExpr& is);

} // namespace wirebench::serialkit
