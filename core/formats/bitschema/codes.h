// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <span>

namespace wirebench::bitschema {

/// Help for the codes that only BitSchema uses (spec: diagnostics.md).
std::span<const CodeHelp> codeHelp();

} // namespace wirebench::bitschema
