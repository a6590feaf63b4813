// SPDX-License-Identifier: MIT
#pragma once

#include "core/value/leaf_problem.h"
#include "core/wire/value.h"

namespace wirebench {

/// A leaf value read from JSON; to be used only when there are no problems.
struct LeafInput {
    ValueKind kind = ValueKind::Absent;
    std::uint64_t payload = 0; ///< As in ValueNode.
    LeafProblems problems;
};

/// Reads the JSON value of a leaf node (Op::Bits, Op::Fixed or Op::Varint): bool, integer, float, enum, flags or date.
/// With `suggest` an unknown name is reported with the nearest known one, which takes time by the number of names.
LeafInput readLeaf(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json,
                   bool suggest = true);

} // namespace wirebench
