// SPDX-License-Identifier: MIT
#include "core/codegen/code_text.h"
#include "core/codegen/regex_program.h"
#include "core/codegen/swift/swift_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// Rules of fields, as conditions.

namespace wirebench::swift {

namespace {

/// A literal as an integer; empty when it is none. Integers of different types are compared by their values.
std::string integerLiteral(const Literal& literal)
{
    if (const auto* truth = std::get_if<bool>(&literal))
        return *truth ? "Int64(1)" : "Int64(0)";
    if (const auto* integer = std::get_if<std::int64_t>(&literal))
        return "Int64(" + std::to_string(*integer) + ')';
    if (const auto* natural = std::get_if<std::uint64_t>(&literal))
        return "UInt64(" + std::to_string(*natural) + ')';
    return {};
}

std::string floatLiteral(const Literal& literal)
{
    if (const std::string integer = integerLiteral(literal); !integer.empty())
        return "Double(" + integer + ')';
    const auto* fraction = std::get_if<double>(&literal);
    if (fraction == nullptr)
        return {};
    if (!std::isnormal(*fraction))
        return fmt::format("Double(bitPattern: {:#x})", std::bit_cast<std::uint64_t>(*fraction));
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.begin(), buffer.end(), *fraction).ptr;
    return "Double(" + std::string(buffer.begin(), end) + ')';
}

/// The comparison of a number; `integer` says that it is a whole one, which no float need hold.
std::string compared(const std::string& number, bool integer, const Validation& rule)
{
    const std::string sign = ' ' + std::string(comparisonSign(rule.relation)) + ' ';
    if (const std::string wanted = integerLiteral(rule.literal); integer && !wanted.empty())
        return number + sign + wanted;
    const std::string wanted = floatLiteral(rule.literal);
    return wanted.empty() ? std::string() : "Double(" + number + ')' + sign + wanted;
}

std::string textCondition(const Validation& rule, const std::string& wanted)
{
    switch (rule.relation) {
    case Validation::Relation::Less:
        return "wireTextPrecedes(value, " + wanted + ')';
    case Validation::Relation::LessEqual:
        return "!wireTextPrecedes(" + wanted + ", value)";
    case Validation::Relation::Equal:
        return "wireSameText(value, " + wanted + ')';
    case Validation::Relation::NotEqual:
        return "!wireSameText(value, " + wanted + ')';
    case Validation::Relation::GreaterEqual:
        return "!wireTextPrecedes(value, " + wanted + ')';
    default:
        return "wireTextPrecedes(" + wanted + ", value)";
    }
}

std::string lengthCondition(const Context& context, const ApiField& field, const Validation& rule)
{
    const Node& node = context.node(field.node);
    switch (context.model.typeOf(field.node).kind) {
    case ApiKind::Text:
        return compared("value.unicodeScalars.count", true, rule);
    case ApiKind::Bytes:
    case ApiKind::List:
    case ApiKind::Map:
        return compared("value.count", true, rule);
    default:
        // Content that has always as many bytes.
        return node.op == Op::Content && node.capacity != 0
            ? compared("Int64(" + std::to_string(node.capacity) + ')', true, rule)
            : std::string();
    }
}

std::string valueCondition(const Context& context, const ApiField& field, const Validation& rule)
{
    const ApiKind kind = context.model.typeOf(field.node).kind;
    if (const auto* text = std::get_if<std::string>(&rule.literal))
        return kind == ApiKind::Text ? textCondition(rule, textLiteral(*text)) : std::string();
    switch (kind) {
    case ApiKind::Bool:
        return compared("Int64(value ? 1 : 0)", true, rule);
    case ApiKind::UInt:
    case ApiKind::Int:
        return compared("value", true, rule);
    case ApiKind::Enum:
        return compared("value.wireNumber", true, rule);
    case ApiKind::Float:
        return compared("value", false, rule);
    default:
        return {};
    }
}

/// The function that says whether a rule holds; empty where it makes no sense for the type.
std::string ruleFunction(const Context& context, const ApiField& field, const Validation& rule)
{
    if (rule.relation == Validation::Relation::Match) {
        const std::optional<RegexProgram> program = programOf(rule);
        if (!program || context.model.typeOf(field.node).kind != ApiKind::Text)
            return {};
        std::string steps;
        for (const RegexProgram::Step& step : program->steps)
            steps += fmt::format("{}{:x} {:x} {:x}", steps.empty() ? "" : " ", static_cast<unsigned>(step.op),
                                 step.next, step.other);
        std::string sets;
        for (const RegexProgram::ByteSet& set : program->sets) {
            for (const std::uint32_t word : set)
                sets += fmt::format("{}{:x}", sets.empty() ? "" : " ", word);
        }
        return "WirePattern(steps: " + textLiteral(steps) + ", sets: " + textLiteral(sets) + ").matches";
    }
    const std::string condition = rule.subject == Validation::Subject::Length ? lengthCondition(context, field, rule)
                                                                              : valueCondition(context, field, rule);
    if (condition.empty())
        return {};
    const bool named = condition.find("value") != std::string::npos;
    return std::string(named ? "{ value in " : "{ _ in ") + condition + " }";
}

/// Text for the rest of a line.
std::string oneLine(std::string_view text)
{
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return out;
}

} // namespace

std::vector<std::string> rulesOf(Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    std::vector<std::string> rules;
    for (std::uint32_t i = slot.firstValidation; i < slot.firstValidation + slot.validationCount; ++i) {
        const Validation& rule = context.plan.validations[i];
        const std::string function = ruleFunction(context, field, rule);
        if (!function.empty())
            rules.push_back("WireRule<" + typeOf(context, field.node) + ">(" + textLiteral(context.plan.text(rule.text))
                            + ", " + function + ')');
        else if (rule.relation == Validation::Relation::Match)
            context.out.line("// Not checked: $1", oneLine(context.plan.text(rule.text)));
    }
    return rules;
}

} // namespace wirebench::swift
