// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

namespace wirebench {

/// The Serial Data Protocol: `.sdp` schemas, fixed-width little-endian structs, self-describing messages.
const Format& sdpFormat();

} // namespace wirebench
