// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/schema/draft.h"

#include <vector>

namespace wirebench {

/// What all of these keys of maps are: Text, Unsigned or, what fits everything, Bytes.
DraftKind keyKind(const std::vector<ByteView>& keys);

/// The scalar that all of these values of maps are: Unsigned, Bool, Float32 or Float64; Unclear where they are
/// something else: texts, messages, bytes.
DraftKind scalarKind(const std::vector<ByteView>& values);

} // namespace wirebench
