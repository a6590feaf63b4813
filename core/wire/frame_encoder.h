// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/encoder.h"

namespace wirebench {

/// Encodes a stream: a value whose elements are frames (structs of Plan::frame with one field present). A message
/// becomes one frame. Behind a header named `compression`, payloads of messages above the threshold are compressed with
/// it.
void encodeFrames(const Value& value, const Limits& limits, const StreamOptions& options, Encoded& result);

} // namespace wirebench
