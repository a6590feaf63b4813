// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

#include <vector>

namespace wirebench::serialkit {

/// What becomes of bytes and programs when `older` is changed to `newer` (spec serialkit.md, *Evolution*). Errors are
/// breaking, warnings can be read but are written differently, notes are compatible. Works on checked schemas, also on
/// broken ones, as far as they go.
std::vector<CompatFinding> compareSchemas(const Schema& older, const Schema& newer);

} // namespace wirebench::serialkit
