// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

namespace wirebench {

/// BitSchema: records of fields packed at fixed bit offsets; schemas in JSON or YAML (spec: bitschema.md).
const Format& bitschemaFormat();

} // namespace wirebench
