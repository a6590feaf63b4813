// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirebench::python {

/// A regular expression of RE2 in the words of Python's `re` with `re.ASCII`; nothing where that has none for it.
std::optional<std::string> pythonPattern(std::string_view expression);

/// The shortest decimal of a finite number that Python reads as a float.
std::string shortestFloat(double value);

} // namespace wirebench::python
