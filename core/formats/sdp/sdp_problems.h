// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench::sdp {

/// Collects the problems of one schema text. A reference it gives is valid until the next problem is added.
class ProblemList {
public:
    Diagnostic& add(Severity severity, std::string_view code, TextRange range, std::string_view pattern,
                    std::vector<std::string> arguments = {})
    {
        m_problems.push_back(schemaProblem(severity, code, range, Message{pattern, std::move(arguments)}));
        return m_problems.back();
    }
    Diagnostic& error(std::string_view code, TextRange range, std::string_view pattern,
                      std::vector<std::string> arguments = {})
    {
        return add(Severity::Error, code, range, pattern, std::move(arguments));
    }

    const Diagnostics& problems() const { return m_problems; }
    Diagnostics take() { return std::move(m_problems); }

private:
    Diagnostics m_problems;
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

} // namespace wirebench::sdp
