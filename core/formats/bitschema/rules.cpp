// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/rules.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

struct RuleText {
    std::string_view id;
    std::string_view text;
};

constexpr std::array texts{
    RuleText{"bitschema/Field types",
             "A field takes the fewest bits that hold its range, at its own bit offset; what is stored counts from the "
             "smallest value, and an enum is stored as the index of its name."},
};

} // namespace

std::string_view bitschemaRuleText(std::string_view id)
{
    const auto* found = std::find_if(texts.begin(), texts.end(), [id](const RuleText& rule) { return rule.id == id; });
    return found == texts.end() ? std::string_view() : found->text;
}

} // namespace wirebench
