// SPDX-License-Identifier: MIT
#include "core/codegen/code_text.h"
#include "core/codegen/typescript/typescript_context.h"
#include "core/codegen/typescript/typescript_regex.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <variant>

// Rules of fields, as conditions.

namespace wirebench::typescript {

namespace {

/// Equality without conversions.
std::string relationSign(Validation::Relation relation)
{
    const bool isEquality = relation == Validation::Relation::Equal || relation == Validation::Relation::NotEqual;
    return std::string(comparisonSign(relation)) + (isEquality ? "=" : "");
}

/// A literal as a JavaScript number or, for `isBig` and where it is an integer, a bigint; empty when it is no number.
std::string numberLiteral(const Literal& literal, bool isBig)
{
    const std::string suffix = isBig ? "n" : "";
    if (const auto* truth = std::get_if<bool>(&literal))
        return (*truth ? "1" : "0") + suffix;
    if (const auto* integer = std::get_if<std::int64_t>(&literal))
        return std::to_string(*integer) + suffix;
    if (const auto* natural = std::get_if<std::uint64_t>(&literal))
        return std::to_string(*natural) + suffix;
    const auto* fraction = std::get_if<double>(&literal);
    if (fraction == nullptr)
        return {};
    if (std::isnan(*fraction) || std::isinf(*fraction))
        return std::isnan(*fraction) ? "NaN" : *fraction > 0 ? "Infinity" : "-Infinity";
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), *fraction);
    return std::string(std::begin(buffer), end.ptr);
}

/// Whether a bigint can be compared with the literal for equality: it is an integer.
bool isInteger(const Literal& literal)
{
    return !std::holds_alternative<double>(literal);
}

/// Bytes of content that has always as many; 0 of anything else.
std::uint64_t constantLength(const Context& context, const ApiField& field)
{
    const Node& node = context.node(field.node);
    return node.op == Op::Content && context.model.typeOf(field.node).kind != ApiKind::Bytes ? node.capacity : 0;
}

std::string lengthCondition(const Context& context, const ApiField& field, const Validation& rule,
                            const std::string& value)
{
    const std::string wanted = numberLiteral(rule.literal, false);
    const ApiKind kind = context.model.typeOf(field.node).kind;
    const bool hasLength
        = kind == ApiKind::Text || kind == ApiKind::Bytes || kind == ApiKind::List || kind == ApiKind::Map;
    if (wanted.empty())
        return {};
    if (const std::uint64_t bytes = constantLength(context, field); bytes != 0)
        return "Number(" + std::to_string(bytes) + ") " + relationSign(rule.relation) + ' ' + wanted;
    return hasLength ? "rt.lengthOf(" + value + ") " + relationSign(rule.relation) + ' ' + wanted : std::string();
}

std::string valueCondition(const Context& context, const ApiField& field, const Validation& rule,
                           const std::string& value)
{
    const ApiType& type = context.model.typeOf(field.node);
    const std::string sign = relationSign(rule.relation);
    if (const auto* text = std::get_if<std::string>(&rule.literal)) {
        if (type.kind != ApiKind::Text)
            return {};
        const bool equality
            = rule.relation == Validation::Relation::Equal || rule.relation == Validation::Relation::NotEqual;
        return equality ? value + ' ' + sign + ' ' + textLiteral(*text)
                        : "rt.compareTexts(" + value + ", " + textLiteral(*text) + ") " + sign + " 0";
    }
    switch (type.kind) {
    case ApiKind::UInt:
    case ApiKind::Int: {
        const bool isBig = type.bits > 32;
        const std::string wanted = numberLiteral(rule.literal, isBig && isInteger(rule.literal));
        const bool strict = sign == "===" || sign == "!==";
        const std::string held = isBig && strict && !isInteger(rule.literal) ? "Number(" + value + ')' : value;
        return wanted.empty() ? std::string() : held + ' ' + sign + ' ' + wanted;
    }
    case ApiKind::Bool:
    case ApiKind::Enum:
    case ApiKind::Float: {
        const std::string wanted = numberLiteral(rule.literal, false);
        const std::string held = type.kind == ApiKind::Float ? value : "Number(" + value + ')';
        return wanted.empty() ? std::string() : held + ' ' + sign + ' ' + wanted;
    }
    default:
        return {};
    }
}

/// Text for the rest of a line.
std::string oneLine(std::string_view text)
{
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return out;
}

std::string condition(const Context& context, const ApiField& field, const Validation& rule, const std::string& value)
{
    if (rule.relation != Validation::Relation::Match)
        return rule.subject == Validation::Subject::Length ? lengthCondition(context, field, rule, value)
                                                           : valueCondition(context, field, rule, value);
    const auto* expression = std::get_if<std::string>(&rule.literal);
    if (expression == nullptr || context.model.typeOf(field.node).kind != ApiKind::Text)
        return {};
    const std::optional<std::string> known = regularExpression(*expression);
    return known ? *known + ".test(" + value + ')' : std::string();
}

} // namespace

void printRules(Context& context, const ApiField& field, std::string_view value, std::string_view key)
{
    const Slot& slot = context.slot(field);
    for (std::uint32_t i = slot.firstValidation; i < slot.firstValidation + slot.validationCount; ++i) {
        const Validation& rule = context.plan.validations[i];
        const std::string holds = condition(context, field, rule, std::string(value));
        if (holds.empty() && rule.relation == Validation::Relation::Match)
            context.out.line("// Not checked: $1", oneLine(context.plan.text(rule.text)));
        else if (!holds.empty())
            context.out.line("rt.rule($1, $2, $3);", holds, textLiteral(context.plan.text(rule.text)), key);
    }
}

} // namespace wirebench::typescript
