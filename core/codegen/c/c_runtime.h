// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace wirebench::c {

std::string runtimeHeader(); ///< wirebench_runtime.h
std::string codecHeader(); ///< wirebench_codec.h
std::string runtimeSource(); ///< wirebench_runtime.c

} // namespace wirebench::c
