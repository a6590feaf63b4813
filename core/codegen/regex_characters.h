// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/regex_syntax.h"

#include <optional>
#include <string_view>

// The sets of characters that regular expressions name.

namespace wirebench {

/// Ascending and with gaps between the ranges, whatever order they came in.
CodePointSet normalized(CodePointSet set);

/// All code points that are not in `set`; ascending.
CodePointSet complement(CodePointSet set);

/// `set` with the characters that differ from its own by case only.
CodePointSet withOtherCases(const CodePointSet& set);

/// The set of `\d`, `\s` and `\w` by their letter; nothing for another one.
std::optional<CodePointSet> perlClass(char letter);

/// The set of a name such as `alpha`; nothing when there is none of that name.
std::optional<CodePointSet> posixClass(std::string_view name);

} // namespace wirebench
