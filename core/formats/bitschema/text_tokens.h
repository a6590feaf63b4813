// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"
#include "core/formats/language_service.h"

namespace wirebench::bitschema {

/// Coloured pieces of a schema text in either notation; works on any text, in linear time.
std::vector<Token> schemaTokens(std::string_view text, Notation notation);

/// What the schema language makes of a scalar: a key of its own or a field's name; the value of `type`, of `name` …
TokenKind keyKind(std::string_view key);
TokenKind textKind(std::string_view key, std::string_view text);

} // namespace wirebench::bitschema
