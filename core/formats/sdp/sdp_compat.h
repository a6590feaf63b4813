// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

#include <vector>

namespace wirebench::sdp {

/// Evolution rules (spec sdp.md, *Evolution*): renamed structs and fields and added types are notes, everything else
/// is breaking. Every finding in a field says where the old and the new bytes part: at a byte offset from the start of
/// the type, or behind the last field of variable size.
std::vector<CompatFinding> compareSchemas(const Schema& older, const Schema& newer);

} // namespace wirebench::sdp
