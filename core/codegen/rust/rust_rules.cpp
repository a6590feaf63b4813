// SPDX-License-Identifier: MIT
// The comparisons that the values of fields must pass.
#include "core/codegen/code_text.h"
#include "core/codegen/regex_program.h"
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>

namespace wirebench::rust {

namespace {

std::string fractionText(double number)
{
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), number);
    std::string text(buffer, end.ptr);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// A literal as a whole number; nothing when it is none.
std::optional<std::string> wholeLiteral(const Literal& given)
{
    if (const auto* truth = std::get_if<bool>(&given))
        return *truth ? "1" : "0";
    if (const auto* integer = std::get_if<std::int64_t>(&given))
        return std::to_string(*integer);
    if (const auto* natural = std::get_if<std::uint64_t>(&given))
        return std::to_string(*natural);
    return std::nullopt;
}

/// What is compared: as a whole number, as a float, or as a text. Empty where that makes no sense.
struct Subject {
    std::string whole;
    std::string fraction;
    std::string text;
};

Subject lengthSubject(ApiKind kind, const std::string& place)
{
    switch (kind) {
    case ApiKind::Text:
        return {'(' + place + ".chars().count() as i128)", '(' + place + ".chars().count() as f64)", {}};
    case ApiKind::Bytes:
    case ApiKind::List:
    case ApiKind::Map:
        return {'(' + place + ".len() as i128)", '(' + place + ".len() as f64)", {}};
    default:
        return {};
    }
}

/// `place` is the value itself, `copied` how it is read where it is a number.
Subject valueSubject(const ApiType& type, const std::string& place, const std::string& copied)
{
    switch (type.kind) {
    case ApiKind::Bool:
        return {"i128::from(" + copied + ')', "f64::from(u8::from(" + copied + "))", {}};
    case ApiKind::UInt:
    case ApiKind::Int:
        return {"i128::from(" + copied + ')', '(' + copied + " as f64)", {}};
    case ApiKind::Enum:
        return {"i128::from(" + place + ".0)", "f64::from(" + place + ".0)", {}};
    case ApiKind::Float:
        return {{}, type.bits == 32 ? "f64::from(" + copied + ')' : copied, {}};
    case ApiKind::Text:
        return {{}, {}, place + ".as_str()"};
    default:
        return {};
    }
}

/// The comparison in Rust; empty where it makes no sense for the type.
std::string condition(const Validation& rule, const Subject& subject)
{
    const std::string relation = ' ' + std::string(comparisonSign(rule.relation)) + ' ';
    if (const auto* text = std::get_if<std::string>(&rule.literal))
        return subject.text.empty() ? std::string() : subject.text + relation + literal(*text);
    const std::optional<std::string> whole = wholeLiteral(rule.literal);
    if (whole && !subject.whole.empty())
        return subject.whole + relation + *whole;
    const auto* fraction = std::get_if<double>(&rule.literal);
    if (subject.fraction.empty() || (!whole && fraction == nullptr))
        return {};
    return subject.fraction + relation + (whole ? *whole + ".0" : fractionText(*fraction));
}

std::string stepText(const RegexProgram::Step& step)
{
    static constexpr std::array<std::string_view, 9> names{"Byte",      "Split",   "Found",    "TextBegin", "TextEnd",
                                                           "LineBegin", "LineEnd", "WordEdge", "NoWordEdge"};
    using Op = RegexProgram::Op;
    std::string text = "rt::Step::" + std::string(names.at(static_cast<std::size_t>(step.op)));
    if (step.op == Op::Found)
        return text;
    if (step.op == Op::Byte)
        return text + '(' + std::to_string(step.other) + ", " + std::to_string(step.next) + ')';
    text += '(' + std::to_string(step.next);
    return text + (step.op == Op::Split ? ", " + std::to_string(step.other) + ')' : std::string(")"));
}

/// The steps of a regular expression, whose rule is shown; only a comment where there would be too many of them.
bool writePattern(CodeWriter& w, std::string_view shown, const Validation& rule, const std::string& name)
{
    std::string line(shown);
    std::replace(line.begin(), line.end(), '\n', ' ');
    const auto program = programOf(rule);
    if (!program) {
        w.line("// Not checked, as it has too many steps: $1", line);
        return false;
    }
    w.line("// $1", line);
    w.line("#[rustfmt::skip]");
    w.line("static $1: rt::Pattern<$2, $3> = rt::Pattern {", name, std::to_string(program->steps.size()),
           std::to_string(program->sets.size()));
    w.line("    steps: [");
    for (const RegexProgram::Step& step : program->steps)
        w.line("        $1,", stepText(step));
    w.line("    ],");
    w.line("    sets: [");
    for (const RegexProgram::ByteSet& set : program->sets)
        w.line("        [$1],", wordsOf(set));
    w.line("    ],");
    w.line("};");
    return true;
}

void writeFieldRules(Context& context, std::uint32_t index, std::size_t i)
{
    const ApiStruct& entry = context.model.structs[index];
    const ApiField& field = entry.fields[i];
    const Slot& slot = context.plan.slots[field.slot];
    const ApiType& type = context.model.types[field.node];
    const std::string member = "self." + context.fields[index][i];
    const std::string place = field.optional ? "given" : member;
    CodeWriter& w = context.w;
    const CodeWriter::Mark mark = w.mark(entry.decl, field.member);
    std::vector<std::string> conditions;
    for (std::uint32_t r = slot.firstValidation; r < slot.firstValidation + slot.validationCount; ++r) {
        const Validation& rule = context.plan.validations[r];
        if (rule.relation == Validation::Relation::Match) {
            const std::string name = "PATTERN_" + std::to_string(r);
            if (writePattern(w, context.plan.text(rule.text), rule, name))
                conditions.push_back(name + ".finds(" + (field.optional ? place : '&' + place) + ')');
            continue;
        }
        const Subject subject = rule.subject == Validation::Subject::Length
            ? lengthSubject(type.kind, place)
            : valueSubject(type, place, field.optional ? "*given" : member);
        if (std::string text = condition(rule, subject); !text.empty())
            conditions.push_back(std::move(text));
    }
    if (conditions.empty())
        return;
    const bool guarded = field.optional || slot.occurs == Occurs::Default || slot.occurs == Occurs::Repeated;
    if (field.optional)
        w.line("if let Some(given) = &$1 {", member);
    else if (slot.occurs == Occurs::Repeated)
        w.line("if !$1.is_empty() {", member);
    else if (guarded)
        w.line("if $1 {", differsFromDefault(context, index, field, member));
    if (guarded)
        w.indent();
    for (const std::string& text : conditions)
        writeCall(w, guarded ? 3 : 2, "rt::rule(", {literal(field.name), text}, ")?;");
    if (guarded) {
        w.dedent();
        w.line("}");
    }
}

} // namespace

bool hasRules(const Context& context, const ApiStruct& entry)
{
    for (const ApiField& field : entry.fields) {
        if (context.plan.slots[field.slot].validationCount > 0)
            return true;
    }
    return false;
}

void writeRules(Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model.structs[index];
    if (!hasRules(context, entry))
        return;
    CodeWriter& w = context.w;
    w.line("impl $1 {", context.structs[index]);
    w.indent();
    w.line("/// Holds the fields that are written to their rules; fields inside them are not looked at.");
    w.line("pub fn check_rules(&self) -> Result<(), rt::EncodeError> {");
    w.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        writeFieldRules(context, index, i);
    w.line("Ok(())");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
