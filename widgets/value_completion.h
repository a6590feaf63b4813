// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirebench {

/// What a value's JSON text may go on with.
struct ValueShape {
    const Plan* plan = nullptr; ///< Not owned; null: nothing is known.
    SlotIndex root = kNoIndex; ///< Slot of the whole value; kNoIndex for a buffer of messages.
};

/// Completions at `offset` (UTF-8 bytes) of a JSON text, which may be broken: keys that the object does not have yet,
/// labels of an enum, names of flags, `true`, `false` and `null`. Best first.
std::vector<Completion> completeValue(const ValueShape& shape, std::string_view text, std::uint32_t offset);

} // namespace wirebench
