// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"

namespace wirebench::bitschema {

/// The field's type for people: `uint 4`, `int -8..7`, `date by day`, `array of 4 uint 8`.
std::string typeText(const Field& field);
/// "day", "hour", "minute" or "second".
std::string_view unitName(DateTable::Unit unit);
/// `lowest..highest` of a uint or int.
std::string rangeText(const Field& field);

} // namespace wirebench::bitschema
