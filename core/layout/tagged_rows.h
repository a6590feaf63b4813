// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/layout.h"

// The rows of tagged messages, presence maps and what they hold. Parts of layoutOf().

namespace wirebench {

inline bool isTaggedStruct(Op op)
{
    return op == Op::Tagged || op == Op::PresenceMap;
}

/// Fills what `row` says of the field or value of `slot`: number, wire type and sizes of its parts.
void describeTaggedRow(const Plan& plan, SlotIndex slot, LayoutRow& row);

/// Gives the fields of a Tagged or PresenceMap their offsets, or the field they follow, in the order of writing.
/// `behindTable`: a string table stands in front of the first.
void placeTaggedRows(const Plan& plan, const Node& node, bool behindTable, std::vector<LayoutRow>& fields);

/// An entry of a map without its parts, and what a part is called once it has been added.
LayoutRow taggedEntry();
void nameEntryPart(LayoutRow& entry);

/// Adds the string table of an outermost message where there is one.
void addStringTable(const Plan& plan, Layout& layout);

/// Bits of the bitmap in front of the values of a PresenceMap of so many fields, and of the count before it.
std::uint64_t presenceCountBits(std::uint64_t fields);
std::uint64_t presenceMapBits(std::uint64_t fields);

} // namespace wirebench
