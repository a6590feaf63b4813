// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/rust/rust_context.h"

#include <string>

namespace wirebench::rust {

/// A field's name without `r#`, as part of another name.
std::string bareName(const std::string& name);

/// Measuring and writing of a tagged struct.
void writeTaggedEncode(Context& context, std::uint32_t index);

} // namespace wirebench::rust
