// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirebench::sdp {

/// The schema text in canonical layout: one field a line, four spaces of indentation, a comma behind every field, a
/// blank line between declarations. Comments and blank lines stay (at most two in a row). The text's first line end
/// and a byte order mark are kept. Laying out the result again changes nothing. Nothing when the text has syntax
/// errors or constructs SDP does not have.
std::optional<std::string> layOut(std::string_view text);

} // namespace wirebench::sdp
