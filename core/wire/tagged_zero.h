// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

namespace wirebench {

/// Content of the zero of an Op::Content node: what a missing field has.
Bytes zeroContent(const Node& node);

/// Whether `written`, a well-formed bare form, is the zero of its node: a number 0, no text, an empty or, with a fixed
/// count, all-zero series, no value of a reference.
bool isZeroBare(const Plan& plan, const Node& node, ByteView written);

/// Whether `written`, a well-formed bare form, is the slot's declared default.
bool equalsDefault(const Plan& plan, const Slot& slot, ByteView written);

} // namespace wirebench
