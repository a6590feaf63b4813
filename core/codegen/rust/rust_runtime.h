// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace wirebench::rust {

/// The texts that the runtime module consists of, in their order.
std::vector<std::string_view> runtimeParts(bool json);

} // namespace wirebench::rust
