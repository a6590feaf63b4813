// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"
#include "core/schema/schema.h"

#include <memory>

namespace wirebench::bitschema {

/// The format-neutral model: one struct, with nested declarations for its structs, enums and bitmasks.
std::shared_ptr<const Schema> makeSchema(const Definition& definition);

/// The plan of the sound fields that have a place; without a type when the schema has no name or nothing of it is
/// sound. `schema` is the one makeSchema() gave for the same definition.
std::shared_ptr<const Plan> lower(const Definition& definition, const Schema& schema);

} // namespace wirebench::bitschema
