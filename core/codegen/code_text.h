// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <functional>
#include <string>
#include <string_view>

// What most languages write alike.

namespace wirebench {

/// `text` between double quotes: a backslash before quotes and backslashes, and in the place of any other byte what
/// `escape` gives for it, unless that is empty.
std::string quotedText(std::string_view text, const std::function<std::string(unsigned char)>& escape);

/// "<=" for LessEqual, and so on; ">" for what compares nothing.
std::string_view comparisonSign(Validation::Relation relation);

} // namespace wirebench
