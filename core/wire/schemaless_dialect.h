// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_plan.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace wirebench {

/// What the payloads of a wire type are, as far as the wire type alone says it.
enum class Holds : std::uint8_t {
    Anything, ///< Whatever has that size or length.
    ZigZag, ///< A zigzag integer.
    Float, ///< A float of the payload's size.
    Run, ///< Scalars one after another.
    Bits, ///< Bools, eight a byte.
    TableIndex, ///< An index into the string table.
};

/// A tagged wire format as it can be read without any schema.
struct SchemalessDialect {
    TaggedDialect rules; ///< Its wireTypeName is not set: there is no plan that holds the names.
    std::array<std::string_view, 8> names{}; ///< By wire type; empty where there is none.
    std::array<Holds, 8> holds{}; ///< By wire type.
    bool delimitedRuns = false; ///< A Skip::Length payload may be a run of scalars or a counted list as well.
    std::uint64_t firstSchemaType = 0; ///< Of Skip::Reference: lower type ids are built-in types.
};

} // namespace wirebench
