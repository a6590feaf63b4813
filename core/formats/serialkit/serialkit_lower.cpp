// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_lower.h"

namespace wirebench::serialkit {

Plan lower(const Schema& /*schema*/)
{
    Plan plan;
    finishPlan(plan);
    return plan;
}

} // namespace wirebench::serialkit
