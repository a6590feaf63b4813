// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace wirebench::cramberry {

/// A word of the language that is neither a type nor an annotation.
struct Keyword {
    std::string_view name;
    std::string_view summary;
    std::string_view example;
};

/// Those that begin a statement or declaration at the top of a file first.
std::span<const Keyword> keywords();
const Keyword* findKeyword(std::string_view name);

} // namespace wirebench::cramberry
