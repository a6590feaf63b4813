// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

namespace wirebench {

/// Cramberry: deterministic tagged fields, polymorphism, maps, presence bitmaps (spec cramberry.md).
const Format& cramberryFormat();

} // namespace wirebench
