// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

namespace wirebench {

/// SerialKit: `.skit` schemas, tagged fields, packed arrays, a table of interned strings, bitmaps.
const Format& serialkitFormat();

} // namespace wirebench
