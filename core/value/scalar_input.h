// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/syntax/json_document.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace wirebench {

/// A scalar read from JSON: the bits of a float or integer, or why it cannot be taken.
struct ScalarInput {
    std::uint64_t payload = 0; ///< As in ValueNode.
    std::string_view code; ///< Diagnostic code when the value was refused, else empty.
};

/// Reads a float of 32 or 64 bits: a JSON number (rounded once), `"NaN"`, `"Infinity"`, `"-Infinity"`, `"NaN:0x…"`.
ScalarInput readFloat(const JsonNode& json, unsigned bits);

/// Reads an integer: a JSON integer, or text in decimal or `0x` form. `lowest` and `highest` bound it; they and the
/// payload are int64 when `isSigned`, else uint64.
ScalarInput readBoundedInteger(const JsonNode& json, bool isSigned, std::uint64_t lowest, std::uint64_t highest);

/// Reads hex (any case, spaces ignored) or `base64:…` (standard or URL-safe, padding optional). Nothing when the text
/// is neither.
std::optional<Bytes> readBytesText(std::string_view text);

} // namespace wirebench
