// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/encoder.h"

namespace wirebench {

/// Encodes a value whose type is a bit record into `result`.
void encodeRecord(const Value& value, const Limits& limits, Encoded& result);

} // namespace wirebench
