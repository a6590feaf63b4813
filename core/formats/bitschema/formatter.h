// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"

#include <optional>
#include <string>
#include <string_view>

namespace wirebench::bitschema {

/// The text in canonical layout. Comments (YAML) and single blank lines are kept, nothing is reordered; formatting
/// twice changes nothing more. Nothing when the text has syntax errors.
///
/// JSON: two spaces a level; a container that was written on one line stays on one when it fits 120 columns.
/// YAML: two spaces a level, list items indented below their key, one space behind colons, dashes and before comments.
std::optional<std::string> formatSchemaText(std::string_view text, Notation notation);

} // namespace wirebench::bitschema
