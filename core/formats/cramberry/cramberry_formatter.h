// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirebench::cramberry {

/// A `.cramberry` text in canonical layout: four spaces, one member a line, annotations of a declaration on lines of
/// their own, a blank line between declarations. Comments, blank lines and the line breaks between the annotations of
/// a member are kept. Nothing for texts with syntax errors.
std::optional<std::string> layOut(std::string_view text);

} // namespace wirebench::cramberry
