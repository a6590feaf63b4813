// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/schema/schema.h"
#include "core/wire/plan.h"

#include <optional>
#include <string_view>
#include <vector>

namespace wirebench {

/// The types that no other type refers to, in declared order. A type that only refers to itself is one of them. Types
/// of imported files and generic instances are among them only when there are no others.
std::vector<const PlanType*> rootTypes(const Schema& schema, const Plan& plan);

/// The type that is meant by `name`, or without a name the only one that can be meant: the schema's one type, or the
/// one that no other refers to. Null with a problem otherwise: `unknown-type` (naming the nearest, or that the type
/// has errors) or `missing-type` (listing the types).
const PlanType* chooseType(const Schema& schema, const Plan& plan, std::optional<std::string_view> name,
                           Diagnostic& problem);

} // namespace wirebench
