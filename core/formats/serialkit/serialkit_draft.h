// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/draft.h"
#include "core/wire/schemaless_dialect.h"

#include <string>

namespace wirebench::serialkit {

/// What the wire types alone say of the bytes (spec serialkit.md, *Wire format*).
const SchemalessDialect& schemalessDialect();

/// The draft as a `.skit` file.
std::string writeDraft(const Draft& draft);

} // namespace wirebench::serialkit
