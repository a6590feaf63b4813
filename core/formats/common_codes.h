// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <span>

namespace wirebench {

/// Help for the codes that several formats, the decoder, the encoder or the readers of values and hex text use.
std::span<const CodeHelp> commonCodes();

} // namespace wirebench
