// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/rust/rust_context.h"

#include <string>
#include <vector>

namespace wirebench::rust {

/// Names of the variants of a union, by alternative.
std::vector<std::string> variantNames(const ApiUnion& entry);

/// The ids and names of all types of the schema.
void writeKnownTypes(Context& context);

} // namespace wirebench::rust
