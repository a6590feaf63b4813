// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <span>

namespace wirebench::cramberry {

/// Help for the codes only Cramberry uses. The example of a code about schemas is a schema that has the problem.
std::span<const CodeHelp> codeHelp();

} // namespace wirebench::cramberry
