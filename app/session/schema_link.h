// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/snapshot.h"

#include <optional>
#include <vector>

namespace wirebench {

/// Where the field behind a slot is written in the schema text; nothing for slots that no member made, and while the
/// plan is older than the text.
std::optional<TextRange> rangeOfSlot(const Snapshot& snapshot, SlotIndex slot);

/// A part of the schema: a declaration, or one of its members.
struct SchemaPart {
    DeclIndex decl = kNoIndex;
    std::uint32_t member = kNoIndex;
};

/// What made a slot: the member around it, or the declaration of its type for the value as a whole.
SchemaPart partOfSlot(const Snapshot& snapshot, SlotIndex slot);
/// The slot that a member made, nothing for a declaration or another member.
std::optional<SlotIndex> slotOfPart(const Snapshot& snapshot, const SchemaPart& part);
/// Where a part is written in the schema text; nothing for parts of imported files.
std::optional<TextRange> rangeOfPart(const Snapshot& snapshot, const SchemaPart& part);

/// The field written at `offset` (UTF-8 bytes) of the schema text, as a slot of the plan; nothing elsewhere.
std::optional<SlotIndex> slotAtOffset(const Snapshot& snapshot, std::uint32_t offset);

/// The first item of the buffer that stands for `slot`, as a chain from the root. Empty without one; buffers with very
/// many records are not searched.
std::vector<Item> firstItemOfSlot(const AnnotationTree& tree, SlotIndex slot);

} // namespace wirebench
