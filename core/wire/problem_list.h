// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <string>
#include <string_view>
#include <utility>

namespace wirebench {

/// Collects the diagnostics of one decoding, up to a bound: hostile bytes can hold a problem each.
class ProblemList {
public:
    /// A list that keeps nothing.
    ProblemList() = default;
    explicit ProblemList(Diagnostics& target) : m_target(&target) { }

    /// True when add() would have no effect: a caller may spare itself the text.
    bool full() const { return m_target == nullptr || m_target->size() > mostKept; }

    void add(Severity severity, std::string_view code, BitRange bits, std::string path, Message message)
    {
        if (full())
            return;
        Diagnostic problem;
        problem.severity = severity;
        problem.code = code;
        problem.place = Place::bits(bits);
        if (m_target->size() == mostKept) {
            problem.severity = Severity::Note;
            problem.code = "more-problems";
            problem.message
                = {"There are more problems than are listed; the first {0} are shown.", {std::to_string(mostKept)}};
        } else {
            problem.path = std::move(path);
            problem.message = std::move(message);
        }
        m_target->push_back(std::move(problem));
    }

private:
    static constexpr std::size_t mostKept = 10'000;

    Diagnostics* m_target = nullptr;
};

} // namespace wirebench
