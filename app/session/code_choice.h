// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codegen/target.h"

#include <string>

namespace wirebench {

/// What code somebody looks at.
struct CodeChoice {
    std::string target; ///< Id of a target language; empty: none, so that nothing is generated.
    GenerateFeatures features;

    bool operator==(const CodeChoice&) const = default;
};

} // namespace wirebench
