// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"
#include "core/wire/value.h"

#include <string_view>
#include <vector>

namespace wirebench {

struct LeafProblem {
    std::string_view code;
    const JsonNode* where;
    Message message;
};

/// A leaf value read from JSON; to be used only when there are no problems.
struct LeafInput {
    ValueKind kind = ValueKind::Absent;
    std::uint64_t payload = 0; ///< As in ValueNode.
    std::vector<LeafProblem> problems;
};

/// Reads the JSON value of a leaf node (Op::Bits or Op::Fixed): bool, integer, float, enum, flags or date.
LeafInput readLeaf(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json);

} // namespace wirebench
