// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_model.h"

#include <cstdint>
#include <vector>

namespace wirebench {

/// Marks the fields whose struct leads back to their owner (ApiField::boxed), and gives an order of the structs (their
/// indices) in which what lies in a struct by value stands before it, and where that leaves a choice, what lists, maps
/// and unions hold too.
std::vector<std::uint32_t> orderStructs(CodeModel& model);

} // namespace wirebench
