// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"

namespace wirebench {

/// A plain YAML scalar by the rules of the 1.2 core schema.
struct YamlScalar {
    JsonKind kind = JsonKind::String;
    bool boolean = false;
    std::string text; ///< Number: the JSON literal; String: empty, the scalar is the text.
};
YamlScalar resolvePlainScalar(std::string_view plain);

/// Where the scalar that starts at `begin` ends in the text. `value` is its content as the YAML library gives it.
std::uint32_t scalarEnd(std::string_view text, std::uint32_t begin, std::string_view value);

/// Whether the quote at `begin` has a closing one.
bool isClosedQuote(std::string_view text, std::uint32_t begin);

/// Behind white space and comments from `at` on.
std::uint32_t skipYamlSpace(std::string_view text, std::uint32_t at);
/// Behind an anchor (`&name`) or tag (`!name`) and the space that follows, as often as there is one.
std::uint32_t skipYamlProperties(std::string_view text, std::uint32_t at);

} // namespace wirebench
