// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/formats/cramberry/cramberry_syntax.h"

#include <optional>
#include <string_view>

// What literals mean for the types they are defaults of.

namespace wirebench::cramberry {

/// Bytes of a hex text; blanks are ignored. Nothing when it is no hex.
std::optional<Bytes> hexBytes(std::string_view text);
/// The value of an enum type that `NAME` or `Enum.NAME` means; null when there is none.
const Member* enumValue(const Schema& schema, TypeIndex type, std::string_view text);
/// The number of a literal, rounded once; an infinity when it is too large.
double float64Of(const LiteralNode& literal);
float float32Of(const LiteralNode& literal);

} // namespace wirebench::cramberry
