// SPDX-License-Identifier: MIT
// Rules of fields, as conditions.
#include "core/codegen/cpp/cpp_rules.h"

#include "core/codegen/cpp/cpp_patterns.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <variant>

namespace wirebench::cpp {

namespace {

std::string_view relationName(Validation::Relation relation)
{
    switch (relation) {
    case Validation::Relation::Less:
        return "std::is_lt";
    case Validation::Relation::LessEqual:
        return "std::is_lteq";
    case Validation::Relation::Equal:
        return "std::is_eq";
    case Validation::Relation::NotEqual:
        return "std::is_neq";
    case Validation::Relation::GreaterEqual:
        return "std::is_gteq";
    default:
        return "std::is_gt";
    }
}

std::string doubleLiteral(double value)
{
    if (std::isinf(value))
        return value < 0 ? "-std::numeric_limits<double>::infinity()" : "std::numeric_limits<double>::infinity()";
    char buffer[32];
    const auto written = std::to_chars(std::begin(buffer), std::end(buffer), value);
    std::string text(std::begin(buffer), written.ptr);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// A number as C++ writes it; nothing when the literal is none.
std::optional<std::string> numberLiteral(const Literal& literal)
{
    if (const auto* truth = std::get_if<bool>(&literal))
        return *truth ? "1" : "0";
    if (const auto* integer = std::get_if<std::int64_t>(&literal))
        return Context::literal(static_cast<std::uint64_t>(*integer), true);
    if (const auto* natural = std::get_if<std::uint64_t>(&literal))
        return Context::literal(*natural, false);
    if (const auto* fraction = std::get_if<double>(&literal))
        return doubleLiteral(*fraction);
    return std::nullopt;
}

bool isNumber(ApiKind kind)
{
    return kind == ApiKind::Bool || kind == ApiKind::UInt || kind == ApiKind::Int || kind == ApiKind::Float
        || kind == ApiKind::Enum;
}

} // namespace

std::string ruleCondition(const Context& context, const Validation& rule, ApiKind kind, const std::string& value)
{
    const bool isText = kind == ApiKind::Text;
    const auto* text = std::get_if<std::string>(&rule.literal);
    if (rule.relation == Validation::Relation::Match)
        return isText ? patternCondition(context, rule, value) : "";
    const auto compared = [&](const std::string& subject, const std::string& literal) {
        return std::string(relationName(rule.relation)) + "(wb::compare(" + subject + ", " + literal + "))";
    };
    const std::optional<std::string> number = numberLiteral(rule.literal);
    if (rule.subject == Validation::Subject::Length) {
        const bool sized = kind == ApiKind::Bytes || kind == ApiKind::List || kind == ApiKind::Map;
        if (!number || (!isText && !sized))
            return "";
        return compared(isText ? "wb::code_points(" + value + ")" : "(" + value + ").size()", *number);
    }
    if (isText && text != nullptr)
        return compared("std::string_view(" + value + ")",
                        "std::string_view(" + Context::quoted(*text) + ", " + std::to_string(text->size()) + ")");
    return isNumber(kind) && number ? compared(value, *number) : "";
}

} // namespace wirebench::cpp
