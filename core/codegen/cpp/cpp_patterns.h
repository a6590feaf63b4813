// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/cpp/cpp_context.h"

#include <string>

namespace wirebench::cpp {

/// Writes the tables of the regular expressions that rules ask for; the codecs stand behind them.
void writePatterns(CodeWriter& out, const Context& context);

/// A condition that holds when the text `value` is matched by the expression of the rule, one of the plan's; empty when
/// it has no table because that would be too large.
std::string patternCondition(const Context& context, const Validation& rule, const std::string& value);

} // namespace wirebench::cpp
