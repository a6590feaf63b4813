// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_model.h"
#include "core/wire/plan.h"

namespace wirebench::cramberry {

/// The plan of the sound structs of a checked model (spec cramberry.md, *Wire format*): one PlanType per concrete
/// struct, generic instances as `Result<Order,Error>`, those of imports too. A name that several packages have is
/// given with its package.
Plan lower(const Model& model);

} // namespace wirebench::cramberry
