// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/formats/cramberry/cramberry_syntax.h"

#include <string>

namespace wirebench::cramberry {

/// Why a literal is no value of a type: what was expected. Empty when it is one. Generic parameters take everything.
std::string defaultMisfit(const Schema& schema, TypeIndex type, const LiteralNode& literal);

/// The content of a default value: what stands behind its length where it has one. Requires that the literal fits the
/// type. Arrays are in their normal form.
Bytes defaultContent(const Schema& schema, TypeIndex type, const LiteralNode& literal);

} // namespace wirebench::cramberry
