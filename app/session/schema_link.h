// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/snapshot.h"

#include <optional>
#include <vector>

namespace wirebench {

/// Where the field behind a slot is written in the schema text; nothing for slots that no member made, and while the
/// plan is older than the text.
std::optional<TextRange> rangeOfSlot(const Snapshot& snapshot, SlotIndex slot);

/// The field written at `offset` (UTF-8 bytes) of the schema text, as a slot of the plan; nothing elsewhere.
std::optional<SlotIndex> slotAtOffset(const Snapshot& snapshot, std::uint32_t offset);

/// The first item of the buffer that stands for `slot`, as a chain from the root. Empty without one; buffers with very
/// many records are not searched.
std::vector<Item> firstItemOfSlot(const AnnotationTree& tree, SlotIndex slot);

} // namespace wirebench
