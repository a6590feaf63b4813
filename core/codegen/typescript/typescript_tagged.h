// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/typescript/typescript_context.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wirebench::typescript {

/// Indices of the struct's fields in the order of writing.
std::vector<std::size_t> writeOrder(const Context& context, const ApiStruct& entry);

inline std::uint64_t tagOf(std::uint32_t number, std::uint8_t wireType)
{
    return std::uint64_t{number} << 3 | wireType;
}

/// The codec of an element of a field that is a Series.
std::string elementCodecOf(const Context& context, const ApiField& field);

/// Text up to the end of its part: the reader and the writer have ways of their own for it.
bool isText(const Context& context, const ApiField& field);

void printTaggedReading(Context& context, const ApiStruct& entry);

} // namespace wirebench::typescript
