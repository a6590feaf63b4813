// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirebench::serialkit {

/// The schema text in canonical layout: one field or value a line, four spaces of indentation, a separator behind
/// every value, a blank line between declarations. Comments and blank lines stay (at most two in a row). The text's
/// first line end and a byte order mark are kept. Laying out the result again changes nothing. Nothing when the text
/// has syntax errors or constructs SerialKit does not have.
std::optional<std::string> layOut(std::string_view text);

} // namespace wirebench::serialkit
