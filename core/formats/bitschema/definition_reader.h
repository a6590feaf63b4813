// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"
#include "core/formats/format.h"

namespace wirebench::bitschema {

/// By SchemaSource::syntax, then by file name, then by content.
Notation notationOf(const SchemaSource& source);
/// By content alone: JSON when the text starts with a bracket, else YAML.
Notation notationOf(std::string_view text);

/// The JSON or YAML text as a document; its problems are added to `diagnostics`.
JsonDocument readDocument(std::string_view text, Notation notation, Diagnostics& diagnostics);

/// Reads, checks and lays out a schema. All problems are reported, in the order of the text.
Definition readDefinition(const SchemaSource& source, Diagnostics& diagnostics);

} // namespace wirebench::bitschema
