// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/encoder.h"

namespace wirebench {

/// Encodes a value whose type is a Sequence or Message, or a buffer of messages, into `result`.
void encodeSequence(const Value& value, const Limits& limits, Encoded& result);
void encodeMessages(const Value& value, const Limits& limits, Encoded& result);

} // namespace wirebench
