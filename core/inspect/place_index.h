// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirebench {

/// Finds lines and columns as LineIndex does, in a time that does not grow with the length of the line: a value of
/// megabytes on one line can have thousands of problems. The text must outlive the index.
class PlaceIndex {
public:
    explicit PlaceIndex(std::string_view text);

    const LineIndex& lines() const { return m_lines; }
    TextPosition position(std::uint32_t offset) const;
    /// Length of `[begin, end)` in code points. Requires begin <= end.
    std::uint32_t codePoints(std::uint32_t begin, std::uint32_t end) const
    {
        return codePointsBefore(end) - codePointsBefore(begin);
    }

private:
    std::uint32_t codePointsBefore(std::uint32_t offset) const;
    std::uint32_t lineStart(std::uint32_t line) const { return m_lines.offset({line, 1}); }

    std::string_view m_text;
    LineIndex m_lines;
    std::vector<std::uint32_t> m_before; ///< Code points before each block of the text.
};

} // namespace wirebench
