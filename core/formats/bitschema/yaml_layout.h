// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"

#include <string>

namespace wirebench::bitschema {

/// The YAML text of `document` with canonical indentation and spacing. Lines keep their order, comments and content.
/// What would change the meaning is left as it is.
std::string layoutYaml(const JsonDocument& document);

} // namespace wirebench::bitschema
