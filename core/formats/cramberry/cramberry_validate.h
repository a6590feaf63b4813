// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/wire/tagged_plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace wirebench::cramberry {

/// One comparison of a `@validate` rule; `text` is how it was written.
struct Comparison {
    Validation validation; ///< Without Validation::text, which a plan gives.
    std::string text;
};

struct ParsedRule {
    std::vector<Comparison> comparisons;
    /// Why the rule as a whole is not checked: a sentence with places for `argument` and the field's name. Empty when
    /// it is checked.
    std::string_view problem;
    std::string argument;
};

/// Reads a rule for values of `type` (spec cramberry.md: `>= 0`, `len <= 64`, `match ^[A-Z]+$`, joined by `&&`).
/// Optionals are looked through. A rule for a generic parameter is not read until there is an argument.
ParsedRule parseRule(const Schema& schema, TypeIndex type, std::string_view rule);

} // namespace wirebench::cramberry
