// SPDX-License-Identifier: MIT
#include "core/wire/encoding_problems.h"

#include "core/wire/nesting.h"
#include "core/wire/written_content.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace wirebench {

namespace {

constexpr std::size_t mostKept = 10'000;

std::string pathOf(const Value& value, const Crumb& here)
{
    std::vector<const Crumb*> steps;
    for (const Crumb* crumb = &here; crumb != nullptr; crumb = crumb->up)
        steps.push_back(crumb);
    std::reverse(steps.begin(), steps.end());
    std::string path;
    for (const Crumb* crumb : steps) {
        if (crumb->key == kNoIndex) {
            appendPathStep(path, *value.plan, crumb->step);
        } else {
            const Node& key = value.plan->nodeOf(value.nodes[crumb->key].slot);
            appendKeyStep(path, *value.plan, key, LeafContent(value, key, crumb->key).view());
        }
    }
    return path;
}

} // namespace

EncodingProblems::EncodingProblems(const Value& value, const Limits& limits, Diagnostics& problems)
    : m_value(value), m_limits(limits), m_problems(problems), m_depthLimit(wirebench::depthLimit(limits))
{
}

void EncodingProblems::add(const Crumb& here, std::string_view code, Message message)
{
    m_any = true;
    if (m_problems.size() > mostKept)
        return;
    Diagnostic problem;
    problem.code = code;
    problem.message = std::move(message);
    problem.path = pathOf(m_value, here);
    if (m_problems.size() == mostKept) {
        problem = Diagnostic();
        problem.severity = Severity::Note;
        problem.code = "more-problems";
        problem.message
            = {"There are more problems than are listed; the first {0} are shown.", {std::to_string(mostKept)}};
    }
    m_problems.push_back(std::move(problem));
}

void EncodingProblems::textTooLong(std::uint64_t bytes, const Crumb& here)
{
    add(here, "limit-string",
        {"The text has {0} bytes; the limit is {1}.", {std::to_string(bytes), std::to_string(m_limits.stringBytes)}});
}

void EncodingProblems::tooManyElements(std::uint64_t count, const Crumb& here)
{
    add(here, "limit-array",
        {"The array has {0} elements; the limit is {1}.",
         {std::to_string(count), std::to_string(m_limits.arrayElements)}});
}

void EncodingProblems::tooManyInAll(const Crumb& here)
{
    add(here, "limit-total",
        {"With this array there are {0} elements in all; the limit is {1}.",
         {std::to_string(m_totalElements), std::to_string(m_limits.totalElements)}});
}

void EncodingProblems::tooDeep(const Crumb& here)
{
    add(here, "limit-depth", {"This struct lies deeper than the limit of {0} levels.", {std::to_string(m_depthLimit)}});
}

void EncodingProblems::messageTooLong(std::uint64_t bytes, const Crumb& here)
{
    add(here, "limit-message",
        {"The encoded value takes {0} bytes; the limit is {1}.",
         {std::to_string(bytes), std::to_string(m_limits.messageBytes)}});
}

} // namespace wirebench
