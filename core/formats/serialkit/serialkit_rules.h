// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace wirebench {

/// What a rule of the format says, by the id its lowering gives to slots; empty for any other id.
std::string_view serialkitRuleText(std::string_view id);

} // namespace wirebench
