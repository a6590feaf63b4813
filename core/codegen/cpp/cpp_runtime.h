// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace wirebench::cpp {

/// The text of `wirebench_runtime.h` without its first line: the parts of the folder `runtime` in one.
std::string runtimeHeader();
/// The text of `wirebench_json.h`, which includes the other.
std::string jsonHeader();
/// The text of `wirebench_hooks.h` and `wirebench_pool.h`, which include the first.
std::string hooksHeader();
std::string poolHeader();

} // namespace wirebench::cpp
