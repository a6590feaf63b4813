// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

namespace wirebench {

struct Encoded {
    Bytes bytes; ///< Empty when there was an error.
    Diagnostics diagnostics; ///< Limits that were exceeded, with the path of the value.
};

/// Encodes a value that bindJson() or readValue() made without errors. Values a decoder left out (Absent) are errors
/// where the format has no zero for them. One size pass, one write pass, one allocation.
Encoded encode(const Value& value, const Limits& limits);

} // namespace wirebench
