// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/formats/cramberry/cramberry_syntax.h"
#include "core/wire/plan.h"

#include <string>

namespace wirebench::cramberry {

/// Why a literal is no value of a type: what was expected. Empty when it is one. Generic parameters take everything.
std::string defaultMisfit(const Schema& schema, TypeIndex type, const LiteralNode& literal);

/// The bare form of a default value of a field whose node is `node` (see Slot::defaultBytes). Requires that the literal
/// fits the type.
Bytes defaultBytes(const Schema& schema, TypeIndex type, const LiteralNode& literal, const Plan& plan, NodeIndex node);

} // namespace wirebench::cramberry
