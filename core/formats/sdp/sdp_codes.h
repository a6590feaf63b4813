// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <span>

namespace wirebench::sdp {

/// Help for the codes only SDP uses.
std::span<const CodeHelp> codeHelp();

} // namespace wirebench::sdp
