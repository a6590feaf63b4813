// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"
#include "core/wire/value.h"

#include <optional>
#include <string>
#include <string_view>

// Field paths (spec README, *Decided details*, "Paths") in a value and in its JSON text: `a.b[2]`, `[1].code`,
// `m["k"]`, `m[5]`, `x.value`. In brackets stands an index, or the key of a map as its JSON text.

namespace wirebench {

/// What a JSON text is the value of.
struct ValueShape {
    const Plan* plan = nullptr; ///< Not owned; null: nothing is known, and maps cannot be told from arrays.
    SlotIndex root = kNoIndex; ///< Slot of the whole value; kNoIndex for a buffer of messages.
    /// Of a buffer: slot of each of its values where all are of one type; kNoIndex where each says its own.
    SlotIndex element = kNoIndex;
    const JsonNode* value = nullptr; ///< Where the value stands in the document; null: it is all of it.
};

/// Path of the innermost key or value at `offset` (UTF-8 bytes); empty for the whole value. A member such as `@type` is
/// a remark on its owner and has the owner's path.
std::string jsonPathAt(const ValueShape& shape, const JsonDocument& document, std::uint32_t offset);

/// The value with this path; null when there is none.
const JsonNode* jsonNodeAt(const ValueShape& shape, const JsonDocument& document, std::string_view path);

/// Index of the node with this path in `value`; nothing when there is none.
std::optional<std::uint32_t> valueNodeAt(const Value& value, std::string_view path);

/// `inner` (a path within the value at `outer`) as a path of the whole.
std::string joinedPath(std::string_view outer, std::string_view inner);

/// The allowed type of this name (either spelling): its index in Plan::referenceTypes; kNoIndex when there is none.
std::uint32_t referenceTypeNamed(const Plan& plan, const ReferenceInfo& info, std::string_view name);

} // namespace wirebench
