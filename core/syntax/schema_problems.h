// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench {

/// Collects the problems of a schema text and the files it imports, up to a bound: a long text can hold a problem in
/// every line. A reference it gives is valid until the next problem is added.
class SchemaProblems {
public:
    Diagnostic& add(Severity severity, std::string_view code, TextRange range, std::string_view pattern,
                    std::vector<std::string> arguments = {})
    {
        Diagnostic problem = schemaProblem(severity, code, range, Message{pattern, std::move(arguments)});
        if (m_problems.size() >= kMostKept)
            return m_dropped = std::move(problem);
        m_problems.push_back(std::move(problem));
        return m_problems.back();
    }
    Diagnostic& error(std::string_view code, TextRange range, std::string_view pattern,
                      std::vector<std::string> arguments = {})
    {
        return add(Severity::Error, code, range, pattern, std::move(arguments));
    }

    const Diagnostics& problems() const { return m_problems; }

    /// Whether the latest problem is an error that begins where `range` does: what else is wrong there follows from it.
    bool lastIsErrorAt(TextRange range) const
    {
        return !m_problems.empty() && m_problems.back().severity == Severity::Error
            && m_problems.back().place.file == range.file && m_problems.back().place.first == range.begin;
    }

    /// The problems in the order of the files and their texts; a note behind them when there were more than are kept.
    Diagnostics take()
    {
        std::stable_sort(m_problems.begin(), m_problems.end(), [](const Diagnostic& a, const Diagnostic& b) {
            return std::pair(a.place.file, a.place.first) < std::pair(b.place.file, b.place.first);
        });
        if (!m_dropped.code.empty()) {
            m_problems.push_back(schemaProblem(
                Severity::Note, "more-problems", m_dropped.place.textRange(),
                {"There are more problems than are listed; the first {0} are shown.", {std::to_string(kMostKept)}}));
        }
        return std::move(m_problems);
    }

private:
    static constexpr std::size_t kMostKept = 10'000;
    Diagnostics m_problems;
    Diagnostic m_dropped; // the latest that was not kept
};

inline void addFix(Diagnostic& problem, Message title, std::vector<TextEdit> edits)
{
    problem.fixes.push_back({std::move(title), std::move(edits)});
}

inline void addFix(Diagnostic& problem, Message title, TextRange range, std::string replacement)
{
    addFix(problem, std::move(title), std::vector<TextEdit>{{range, std::move(replacement)}});
}

inline void addRelated(Diagnostic& problem, TextRange range, std::string_view pattern,
                       std::vector<std::string> arguments = {})
{
    problem.related.push_back({Place::schema(range), Message{pattern, std::move(arguments)}});
}

} // namespace wirebench
