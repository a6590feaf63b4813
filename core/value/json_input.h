// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"
#include "core/value/value.h"

namespace wirebench {

/// Binds the JSON value at `json` to `type`: every problem is reported with its path and its range in the text
/// (spec README, *Values as JSON*, "Encoding is strict"). The value may be encoded only when no error was reported.
Value bindJson(std::shared_ptr<const Plan> plan, const PlanType& type, const JsonDocument& document,
               const JsonNode& json, Diagnostics& diagnostics);

/// Binds a JSON array of messages with their types in `"@type"` (self-describing ones also as `{"@unknown": "<hex>"}`),
/// or of frames. Where the form fixes a type, `"@type"` may be left out.
Value bindJsonBuffer(std::shared_ptr<const Plan> plan, const BufferForm& form, const JsonDocument& document,
                     const JsonNode& json, Diagnostics& diagnostics);

} // namespace wirebench
