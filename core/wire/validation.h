// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace re2 {
class RE2;
}

namespace wirebench {

/// What is wrong with `expression` as a regular expression (RE2 syntax), in RE2's words; empty when nothing is.
std::string regularExpressionProblem(std::string_view expression);

/// The code points that `expression`, which stands for a single one (`\p{Lu}`, `(?i)[α-ω]`), matches: the first and
/// last of each run, ascending; surrogates too. Looks at every code point there is.
std::vector<std::pair<std::uint32_t, std::uint32_t>> foundCodePoints(std::string_view expression);

/// Holds values to the comparisons of their slots (Slot::firstValidation). Regular expressions are compiled at their
/// first use and kept for the life of the validator.
class Validator {
public:
    explicit Validator(const Value& value);
    ~Validator();

    /// Whether the value at `index` passes `validation`. A comparison that makes no sense for the kind of value (a
    /// number with a text) holds: schemas warn of it.
    bool holds(const Validation& validation, std::uint32_t index);

private:
    bool matches(const Validation& validation, const ValueNode& node);

    const Value& m_value;
    std::unordered_map<const Validation*, std::unique_ptr<const re2::RE2>> m_expressions;
};

} // namespace wirebench
