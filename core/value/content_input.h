// SPDX-License-Identifier: MIT
#pragma once

#include "core/value/leaf_problem.h"
#include "core/wire/plan.h"

namespace wirebench {

/// The content of an Op::Content node read from JSON; to be used only when there are no problems.
struct ContentInput {
    Bytes content;
    LeafProblems problems;
};

/// Reads the JSON value of an Op::Content node that is no text: bytes, complex, time, UUID, decimal128 or big integer
/// (spec README, *Values as JSON*).
ContentInput readContent(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json);

} // namespace wirebench
