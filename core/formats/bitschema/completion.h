// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

namespace wirebench::bitschema {

/// Keys, type names and values that may stand at `offset`.
std::vector<Completion> completeSchema(const SchemaSource& source, std::uint32_t offset);

} // namespace wirebench::bitschema
