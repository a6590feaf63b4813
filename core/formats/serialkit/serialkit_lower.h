// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/wire/plan.h"

namespace wirebench::serialkit {

/// The plan of the sound models of a checked schema (spec serialkit.md, *Wire format*): one PlanType per model in
/// declared order.
Plan lower(const Schema& schema);

} // namespace wirebench::serialkit
