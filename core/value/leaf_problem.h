// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"

#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// Why the JSON of a leaf cannot be taken.
struct LeafProblem {
    std::string_view code;
    const JsonNode* where = nullptr;
    Message message = {};
    std::string_view part
        = {}; ///< What the field's path goes on with, where it is about a part of it: `.nanos`, `[1]`.
    bool atKey = false; ///< The place is the key of `where`.
};

using LeafProblems = std::vector<LeafProblem>;

/// The value as written, shortened where it is long.
std::string sourceText(const JsonDocument& document, const JsonNode& json);

/// `wrong-type`: what was expected, and what stands there.
LeafProblem wrongTypeProblem(const JsonDocument& document, const JsonNode& json, std::string_view expected);

} // namespace wirebench
