// SPDX-License-Identifier: MIT
#include "core/codegen/cpp/cpp_patterns.h"

#include "core/codegen/regex_program.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace wirebench::cpp {

namespace {

constexpr std::array<std::string_view, 9> kOps{"byte",       "split",    "found",     "text_begin",  "text_end",
                                               "line_begin", "line_end", "word_edge", "no_word_edge"};

std::string nameOf(const Context& context, const Validation& rule)
{
    return "pattern_" + std::to_string(&rule - context.plan().validations.data());
}

/// The rule on one line, which does not end with a backslash.
std::string shown(std::string_view text)
{
    std::string line = '`' + std::string(text) + '`';
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

} // namespace

void writePatterns(CodeWriter& out, const Context& context)
{
    for (const Validation& rule : context.plan().validations) {
        const auto program = programOf(rule);
        if (!program)
            continue;
        const std::string name = nameOf(context, rule);
        out.line("// $1", shown(context.plan().text(rule.text)));
        out.line("// clang-format off");
        out.line("constexpr std::array<wb::MatchStep, $1> $2_steps{{", std::to_string(program->steps.size()), name);
        for (const RegexProgram::Step& step : program->steps)
            out.line("    {wb::MatchOp::$1, $2, $3},", kOps.at(static_cast<std::size_t>(step.op)),
                     std::to_string(step.next), std::to_string(step.other));
        out.line("}};");
        out.line("constexpr std::array<wb::MatchSet, $1> $2_sets{{", std::to_string(program->sets.size()), name);
        for (const RegexProgram::ByteSet& set : program->sets)
            out.line("    {{$1}},", wordsOf(set));
        out.line("}};");
        out.line("// clang-format on");
        out.blank();
    }
}

std::string patternCondition(const Context& context, const Validation& rule, const std::string& value)
{
    if (!programOf(rule))
        return "";
    const std::string name = nameOf(context, rule);
    return "wb::matches(" + name + "_steps, " + name + "_sets, " + value + ")";
}

} // namespace wirebench::cpp
