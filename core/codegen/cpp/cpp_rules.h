// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/cpp/cpp_context.h"

namespace wirebench::cpp {

/// A C++ condition that holds when `value`, an expression of this kind, keeps the rule; empty when the rule cannot be
/// broken by such a value, or cannot be checked.
std::string ruleCondition(const Context& context, const Validation& rule, ApiKind kind, const std::string& value);

} // namespace wirebench::cpp
