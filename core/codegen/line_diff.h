// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirebench {

/// A line of two texts side by side. The text lives as long as the text it is from.
struct DiffLine {
    enum class Kind : std::uint8_t { Same, Removed, Added };
    Kind kind = Kind::Same;
    std::string_view text; ///< Without its line end.

    bool operator==(const DiffLine&) const = default;
};

/// What has to be removed from and added to `older` to give `newer`, line by line; removed lines stand before the added
/// ones that take their place. The fewest changes where the part that differs is not huge.
std::vector<DiffLine> lineDiff(std::string_view older, std::string_view newer);

} // namespace wirebench
