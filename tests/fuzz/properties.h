// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <string_view>

namespace wirebench::fuzz {

/// Ends the program with `sentence` when `holds` is false, so that a fuzzer keeps the input.
void require(bool holds, std::string_view sentence);

/// Places of schema problems and of the edits of their fixes lie inside `text`; edits of one fix do not overlap.
void checkPlaces(const Diagnostics& diagnostics, std::string_view text);

} // namespace wirebench::fuzz
