// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/value.h"

namespace wirebench {

/// The value of a buffer of length-delimited messages of the tagged family (Framing::Delimited).
void readDelimitedValue(const Decoded& decoded, Value& value);

/// The value of a stream (Framing::Frames): one struct of Plan::frame an item.
void readStreamValue(const Decoded& decoded, Value& value);

} // namespace wirebench
