// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace wirebench {

struct CodePointRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;

    bool operator==(const CodePointRange&) const = default;
};

/// Ascending, with gaps between them.
using CodePointSet = std::vector<CodePointRange>;

inline constexpr std::uint32_t kLastCodePoint = 0x10FFFF;

/// A part of a regular expression. Which of several ways of matching is preferred, and what groups capture, is left
/// out: it does not change whether a text is matched.
struct RegexNode {
    enum class Kind : std::uint8_t {
        Characters, ///< One of `characters`.
        AnyByte, ///< One byte, of whatever it is a part.
        Sequence, ///< All `parts`, one after another; none: the empty text.
        Choice, ///< One of `parts`.
        Repeat, ///< `parts[0]`, from `least` to `most` times.
        TextBegin,
        TextEnd,
        LineBegin, ///< At the begin of the text or behind `\n`.
        LineEnd,
        WordEdge, ///< Between a byte of `[0-9A-Za-z_]` and one that is none, or the begin or end of the text.
        NoWordEdge,
    };

    static constexpr std::uint32_t kNoMost = std::numeric_limits<std::uint32_t>::max();

    Kind kind = Kind::Sequence;
    CodePointSet characters;
    std::vector<RegexNode> parts;
    std::uint32_t least = 0;
    std::uint32_t most = 0; ///< kNoMost: any number.
};

/// Reads a regular expression of RE2's syntax with its usual options, one that RE2 itself accepts. Nothing when it
/// nests too deeply.
std::optional<RegexNode> readRegex(std::string_view expression);

/// Whether an expression asks for single bytes (`\C`), of which the grammar that others took over from RE2 knows
/// nothing.
bool asksForBytes(const RegexNode& node);

} // namespace wirebench
