// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_plan.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// A regular expression as steps over the bytes of a text, for languages that have no regular expressions of their own.
/// All ways through the steps are followed at once, from every place of the text, so that the work is at most steps
/// times bytes; the text is matched where any of them comes to Op::Found.
struct RegexProgram {
    enum class Op : std::uint8_t {
        Byte, ///< The next byte of the text is in the set `other`; then on behind it.
        Split, ///< On at `next` and at `other`.
        Found,
        TextBegin, ///< These and what follows take no byte: on where they hold.
        TextEnd,
        LineBegin,
        LineEnd,
        WordEdge,
        NoWordEdge,
    };

    struct Step {
        Op op = Op::Found;
        std::uint16_t next = 0;
        std::uint16_t other = 0; ///< Split: a step; Byte: index into `sets`.

        bool operator==(const Step&) const = default;
    };

    using ByteSet = std::array<std::uint32_t, 8>; ///< A bit a byte: that of byte 33 is the second lowest of word 1.

    static constexpr std::size_t kMostSteps = 2048; ///< The matchers of the runtimes have room for so many.

    std::vector<Step> steps; ///< From the first on.
    std::vector<ByteSet> sets;
};

/// The steps for an expression that RE2 accepts, searched for as RE2 searches with its usual options, in texts that are
/// no UTF-8 too. Nothing when there would be too many of them.
std::optional<RegexProgram> compileRegex(std::string_view expression);

/// The same for the expression of a rule; nothing for a rule of another kind.
std::optional<RegexProgram> programOf(const Validation& rule);

/// The words of a set as C and its descendants write them: `0x0, 0x3ff0000, …`.
std::string wordsOf(const RegexProgram::ByteSet& set);

} // namespace wirebench
