// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

#include <vector>

namespace wirebench::cramberry {

/// What becomes of bytes and programs when `older` is changed to `newer` (spec cramberry.md, *Evolution*). Errors are
/// breaking, warnings can be read one way only, or lose something; notes are compatible. Works on checked schemas, also
/// on broken ones, as far as they go. Declarations of imported files are compared as well; only those of the texts
/// themselves are reported as added or removed.
std::vector<CompatFinding> compareSchemas(const Analysis& older, const Analysis& newer);

} // namespace wirebench::cramberry
