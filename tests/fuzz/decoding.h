// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/plan.h"

#include <memory>

namespace wirebench::fuzz {

/// Limits small enough that an input costs milliseconds.
Limits fuzzLimits(const Plan& plan);

/// Spec README, *Annotation*: the leaves tile the input, children nest in their parent, every problem is inside.
void checkTiling(const std::shared_ptr<const Decoded>& decoded);

/// Decodes `bytes` as `type` (or as a buffer of messages when null) and checks tiling and, where there was no error,
/// that encoding the value and decoding it again gives the same value, and that its JSON form does too.
void checkDecoding(const std::shared_ptr<const Plan>& plan, const PlanType* type, ByteView bytes);

} // namespace wirebench::fuzz
