// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"

#include <string>

namespace wirebench::bitschema {

/// The compiled schema as JSON: everything the schema says, with `total_bits`, `total_bytes` and each field's `offset`,
/// `bits` and `presence_offset`. It loads as a schema and lays out identically. Requires a schema without errors.
std::string writeCompiled(const Definition& definition);

} // namespace wirebench::bitschema
