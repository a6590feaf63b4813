// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// The search for regular expressions in texts.

namespace wirebench_runtime {

enum class MatchOp : std::uint8_t {
    byte,
    split,
    found,
    text_begin,
    text_end,
    line_begin,
    line_end,
    word_edge,
    no_word_edge,
};

struct MatchStep {
    MatchOp op;
    std::uint16_t next;
    std::uint16_t other; ///< split: a second step; byte: index of the set of bytes.
};

/// A bit a byte.
using MatchSet = std::array<std::uint32_t, 8>;

inline constexpr std::size_t kMostMatchSteps = 2048;

/// Follows all ways through the steps at once.
class PatternSearch {
public:
    PatternSearch(std::span<const MatchStep> steps, std::span<const MatchSet> sets, std::string_view text)
        : m_steps(steps), m_sets(sets), m_text(text)
    {
    }

    bool run()
    {
        while (!found_here()) {
            if (m_at == m_text.size())
                return false;
            ++m_at;
        }
        return true;
    }

private:
    using Marks = std::array<std::uint32_t, kMostMatchSteps / 32>;

    static bool mark(Marks& marks, std::size_t step)
    {
        const std::uint32_t bit = 1u << step % 32;
        const bool is_new = (marks[step / 32] & bit) == 0;
        marks[step / 32] |= bit;
        return is_new;
    }

    void reach(std::size_t step)
    {
        if (mark(m_here, step))
            m_queue[m_queued++] = static_cast<std::uint16_t>(step);
    }

    /// Begins with the steps that the byte before led to, and with the first: a match may begin anywhere.
    void begin_here()
    {
        m_queued = 0;
        for (std::size_t i = 0; i * 32 < m_steps.size(); ++i) {
            m_here[i] = m_there[i];
            m_there[i] = 0;
            for (std::uint32_t left = m_here[i]; left != 0; left &= left - 1)
                m_queue[m_queued++]
                    = static_cast<std::uint16_t>(i * 32 + static_cast<unsigned>(std::countr_zero(left)));
        }
        reach(0);
    }

    bool found_here()
    {
        begin_here();
        for (std::size_t i = 0; i < m_queued; ++i) {
            const MatchStep& step = m_steps[m_queue[i]];
            switch (step.op) {
            case MatchOp::found:
                return true;
            case MatchOp::byte:
                if (m_at < m_text.size() && in_set(m_sets[step.other]))
                    mark(m_there, step.next);
                break;
            case MatchOp::split:
                reach(step.next);
                reach(step.other);
                break;
            default:
                if (holds(step.op))
                    reach(step.next);
                break;
            }
        }
        return false;
    }

    bool in_set(const MatchSet& set) const
    {
        const auto byte = static_cast<unsigned char>(m_text[m_at]);
        return (set[byte / 32] >> byte % 32 & 1) != 0;
    }

    bool holds(MatchOp op) const
    {
        const bool first = m_at == 0;
        const bool last = m_at == m_text.size();
        switch (op) {
        case MatchOp::text_begin:
            return first;
        case MatchOp::text_end:
            return last;
        case MatchOp::line_begin:
            return first || m_text[m_at - 1] == '\n';
        case MatchOp::line_end:
            return last || m_text[m_at] == '\n';
        default: {
            const bool edge = (!first && is_word(m_text[m_at - 1])) != (!last && is_word(m_text[m_at]));
            return edge == (op == MatchOp::word_edge);
        }
        }
    }

    static bool is_word(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    std::span<const MatchStep> m_steps;
    std::span<const MatchSet> m_sets;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_queued = 0;
    Marks m_here{};
    Marks m_there{};
    std::array<std::uint16_t, kMostMatchSteps> m_queue; ///< Its first `m_queued` entries: steps marked in `m_here`.
};

/// Whether the text has a part that the pattern matches.
inline bool matches(std::span<const MatchStep> steps, std::span<const MatchSet> sets, std::string_view text)
{
    return PatternSearch(steps, sets, text).run();
}

} // namespace wirebench_runtime
