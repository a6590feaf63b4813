// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/schema/schema.h"

#include <cstdint>
#include <functional>

namespace wirebench::cramberry {

/// What another type means for the values of a field; the larger the worse. Optionals are looked through.
enum class TypeChange : std::uint8_t {
    None,
    Wider, ///< Every old value fits the new type, in the same bytes; not the other way round.
    BytesForText, ///< The same bytes, no longer checked to be text.
    Narrower, ///< The same bytes; old values may not fit.
    Sign, ///< The same number of bytes, signed now or no longer.
    ArrayLength, ///< `[N]T` with another number, or any number.
    Other, ///< The same wire type, and another meaning.
    WireType, ///< Written with another wire type.
};

/// Tells whether a declaration of the old schema is the one of the new schema, perhaps renamed.
using SameDecl = std::function<bool(DeclIndex older, DeclIndex newer)>;

/// Compares the types of two fields, with everything in them; the worst change counts. Both types must be resolved.
TypeChange typeChange(const Schema& older, TypeIndex was, const Schema& newer, TypeIndex is, const SameDecl& same);

} // namespace wirebench::cramberry
