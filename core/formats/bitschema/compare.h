// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

namespace wirebench::bitschema {

/// The evolution rules (spec: bitschema.md, *Evolution*): what changes for stored values when their schema does.
/// Breaking changes are errors, changes that only old readers cannot follow warnings, compatible ones notes.
std::vector<CompatFinding> compareSchemas(const SchemaSource& older, const SchemaSource& newer);

} // namespace wirebench::bitschema
