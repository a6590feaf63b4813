// SPDX-License-Identifier: MIT
#pragma once

#include "core/value/json_input.h"
#include "core/wire/encoder.h"

namespace wirebench {

/// A JSON value that was bound and encoded.
struct JsonEncoding {
    Value value; ///< Without nodes when the text could not be read.
    Bytes bytes; ///< Empty when there was an error.
};

/// Binds the JSON value at `json` and encodes it: as one value of `form.type` (Framing::None), or as a buffer.
/// `diagnostics` holds what reading the text found; problems are appended. All problems of a value are reported
/// (spec README, *Values as JSON*): where some parts could not be bound, the others are still held to the rules and
/// limits that encoding checks, and nothing is emitted.
JsonEncoding encodeJson(std::shared_ptr<const Plan> plan, const BufferForm& form, const JsonDocument& document,
                        const JsonNode& json, const Limits& limits, Diagnostics& diagnostics,
                        const StreamOptions& stream = {});

} // namespace wirebench
