// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <span>

namespace wirebench::serialkit {

/// Help for the codes that SerialKit alone uses, and for what common ones mean in it.
std::span<const CodeHelp> codeHelp();

} // namespace wirebench::serialkit
