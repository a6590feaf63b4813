// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"

#include <string>

namespace wirebench::bitschema {

/// JSON Schema (draft 2020-12) of the record's value as JSON: what decoding gives and encoding accepts. Requires a
/// schema without errors.
std::string writeValueSchema(const Definition& definition);

/// JSON Schema of schema files, made from the tables that checking and completion use; published as
/// resources/bitschema.schema.json.
std::string writeSchemaOfSchemas();

} // namespace wirebench::bitschema
