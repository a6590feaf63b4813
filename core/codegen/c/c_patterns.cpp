// SPDX-License-Identifier: MIT
#include "core/codegen/c/c_context.h"
#include "core/codegen/c/c_initializer.h"
#include "core/codegen/regex_program.h"

#include <array>

namespace wirebench::c {

namespace {

constexpr std::array<std::string_view, 9> kOps{"BYTE",       "SPLIT",    "FOUND",     "TEXT_BEGIN",  "TEXT_END",
                                               "LINE_BEGIN", "LINE_END", "WORD_EDGE", "NO_WORD_EDGE"};

} // namespace

bool writePattern(CodeWriter& out, const Context& context, std::size_t rule)
{
    const Validation& validation = context.plan().validations[rule];
    const auto program = programOf(validation);
    if (!program)
        return false;
    const std::string number = std::to_string(rule);
    writeDoc(out, context.plan().text(validation.text));
    out.line("static const wb_match_step $1_steps$2[] = {", context.tables(), number);
    for (const RegexProgram::Step& step : program->steps)
        out.line("    {WB_MATCH_$1, $2, $3},", nameIn(kOps, step.op), std::to_string(step.next),
                 std::to_string(step.other));
    out.line("};");
    if (!program->sets.empty()) {
        out.line("static const wb_match_set $1_sets$2[] = {", context.tables(), number);
        for (const RegexProgram::ByteSet& set : program->sets)
            out.line("    {{$1}},", wordsOf(set));
        out.line("};");
    }
    out.line("static const wb_pattern $1_pattern$2 = {$1_steps$2, $3, $4};", context.tables(), number,
             program->sets.empty() ? std::string("NULL") : context.tables() + "_sets" + number,
             std::to_string(program->steps.size()));
    out.blank();
    return true;
}

} // namespace wirebench::c
