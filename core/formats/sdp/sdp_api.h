// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/api_profile.h"

namespace wirebench::sdp {

/// What generated code for this format is called where the format says so.
const ApiProfile& generatedApi();

} // namespace wirebench::sdp
