// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation_tree.h"

// What the files of AnnotationTree share.

namespace wirebench {

inline constexpr std::uint64_t kTypeIdBits = 64; ///< Of the header of a message with Op::Message.
inline constexpr std::uint64_t kMessageHeaderBits = 96;

/// Whether a part that lies at `bits` is asked for. Empty parts are inside a window that touches them.
inline bool touches(const BitRange& bits, const BitRange& window)
{
    return bits.count == 0 ? window.first <= bits.first && bits.first < window.end() : bits.overlaps(window);
}

/// Whether an item with this role has no children.
bool isLeafRole(Role role);

/// A part of `whole` that is computed from the plan.
Item part(const Item& whole, Role role, BitRange bits);

} // namespace wirebench
