// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"
#include "core/value/value_path.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirebench {

/// Completions at `offset` (UTF-8 bytes) of a JSON text, which may be broken: keys that the object does not have yet,
/// labels of an enum, names of flags, `true`, `false` and `null`. Best first.
std::vector<Completion> completeValue(const ValueShape& shape, std::string_view text, std::uint32_t offset);

} // namespace wirebench
