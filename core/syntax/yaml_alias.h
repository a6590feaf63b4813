// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"

namespace wirebench {

/// Index behind the last node of the value with index `index`.
std::uint32_t subtreeEnd(const std::vector<JsonNode>& nodes, std::uint32_t index);

/// Adds a copy of the complete value `[from, end)` below the innermost open container, with `head` as its first node.
/// False when that would nest deeper than `maxDepth`; what was copied up to there stays.
bool copySubtree(JsonDocumentBuilder& builder, std::uint32_t from, std::uint32_t end, const JsonNode& head,
                 std::uint32_t maxDepth);

} // namespace wirebench
