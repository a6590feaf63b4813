// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/wire/plan.h"

namespace wirebench::serialkit {

/// Adds the forms under which a field is read to the plan and names them in `slot`: the written one first, then those
/// that are accepted with a diagnostic (spec serialkit.md, *Wire format* and *Decided details*).
void addForms(Plan& plan, Slot& slot, const Schema& schema, const Member& member);

} // namespace wirebench::serialkit
