// SPDX-License-Identifier: MIT
// The rules of fields as Go expressions.
#include "core/codegen/code_text.h"
#include "core/codegen/go/go_printer.h"
#include "core/codegen/regex_syntax.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

namespace wirebench::go {

namespace {

/// Whether a number that is always above (or below) another stands in the relation to it.
bool always(Validation::Relation relation, bool above)
{
    switch (relation) {
    case Validation::Relation::NotEqual:
        return true;
    case Validation::Relation::Equal:
        return false;
    case Validation::Relation::Greater:
    case Validation::Relation::GreaterEqual:
        return above;
    default:
        return !above;
    }
}

std::string floatText(double value)
{
    char buffer[40];
    const auto result = std::to_chars(std::begin(buffer), std::end(buffer), value);
    std::string text(buffer, result.ptr);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// What breaks a rule: an integer of 64 bits, the expression of which is `expr`, and a literal.
std::string brokenInteger(const Validation& rule, const std::string& expr, bool isSigned)
{
    const std::string relation(comparisonSign(rule.relation));
    if (const auto* fraction = std::get_if<double>(&rule.literal))
        return std::isfinite(*fraction) ? "!(float64(" + expr + ") " + relation + " " + floatText(*fraction) + ")" : "";
    std::int64_t whole = 0;
    if (const auto* truth = std::get_if<bool>(&rule.literal))
        whole = *truth ? 1 : 0;
    else if (const auto* integer = std::get_if<std::int64_t>(&rule.literal))
        whole = *integer;
    else if (const auto* natural = std::get_if<std::uint64_t>(&rule.literal)) {
        if (isSigned && *natural > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return always(rule.relation, false) ? "" : "true";
        return "!(" + expr + " " + relation + " " + std::to_string(*natural) + ")";
    } else
        return {};
    if (!isSigned && whole < 0)
        return always(rule.relation, true) ? "" : "true";
    if (!isSigned && whole == 0 && rule.relation == Validation::Relation::GreaterEqual)
        return {};
    return "!(" + expr + " " + relation + " " + std::to_string(whole) + ")";
}

std::string brokenFloat(const Validation& rule, const std::string& expr)
{
    std::string literal;
    if (const auto* truth = std::get_if<bool>(&rule.literal))
        literal = *truth ? "1" : "0";
    else if (const auto* integer = std::get_if<std::int64_t>(&rule.literal))
        literal = std::to_string(*integer);
    else if (const auto* natural = std::get_if<std::uint64_t>(&rule.literal))
        literal = std::to_string(*natural);
    else if (const auto* fraction = std::get_if<double>(&rule.literal); fraction != nullptr && std::isfinite(*fraction))
        literal = floatText(*fraction);
    else
        return {};
    return "!(float64(" + expr + ") " + std::string(comparisonSign(rule.relation)) + " " + literal + ")";
}

/// Whether Go has all of the rule's regular expression; compiling another one ends the program.
bool isKnown(const Validation& rule)
{
    const auto* expression = std::get_if<std::string>(&rule.literal);
    if (rule.relation != Validation::Relation::Match || expression == nullptr)
        return true;
    const auto node = readRegex(*expression);
    return node && !asksForBytes(*node);
}

} // namespace

std::string GoPrinter::brokenRule(const Validation& rule, NodeIndex node, const std::string& expr)
{
    const ApiKind kind = apiOf(node).kind;
    const auto* literal = std::get_if<std::string>(&rule.literal);
    if (rule.relation == Validation::Relation::Match) {
        if (literal == nullptr || kind != ApiKind::Text || !isKnown(rule))
            return {};
        const auto [entry, isNew] = m_patterns.try_emplace(*literal);
        if (isNew)
            entry->second = "wbPattern" + std::to_string(m_patterns.size());
        return "!" + entry->second + ".MatchString(" + expr + ")";
    }
    if (rule.subject == Validation::Subject::Length) {
        if (kind == ApiKind::Text)
            return brokenInteger(rule, "wbCodePoints(" + expr + ")", false);
        const bool counted = kind == ApiKind::Bytes || kind == ApiKind::List || kind == ApiKind::Map;
        return counted ? brokenInteger(rule, "uint64(len(" + expr + "))", false) : std::string();
    }
    switch (kind) {
    case ApiKind::Bool:
        return brokenInteger(rule, "wbBit(" + expr + ")", false);
    case ApiKind::UInt:
    case ApiKind::Enum:
        return brokenInteger(rule, "uint64(" + expr + ")", false);
    case ApiKind::Int:
        return brokenInteger(rule, "int64(" + expr + ")", true);
    case ApiKind::Float:
        return brokenFloat(rule, expr);
    case ApiKind::Text:
        return literal == nullptr
            ? std::string()
            : "!(" + expr + " " + std::string(comparisonSign(rule.relation)) + " " + quoted(*literal) + ")";
    default:
        return {};
    }
}

/// Tells whether a value breaks a rule of its field; empty where it cannot.
std::string GoPrinter::brokenRules(const ApiField& field, const std::string& expr)
{
    const Slot& slot = slotOf(field);
    std::string all;
    for (std::uint32_t i = slot.firstValidation; i < slot.firstValidation + slot.validationCount; ++i) {
        const std::string broken = brokenRule(m_plan.validations[i], field.node, expr);
        if (!broken.empty())
            all += (all.empty() ? "" : " || ") + broken;
    }
    return all;
}

void GoPrinter::nameUncheckedRules(const ApiField& field)
{
    const Slot& slot = slotOf(field);
    for (std::uint32_t i = slot.firstValidation; i < slot.firstValidation + slot.validationCount; ++i) {
        std::string shown(m_plan.text(m_plan.validations[i].text));
        std::replace(shown.begin(), shown.end(), '\n', ' ');
        if (!isKnown(m_plan.validations[i]))
            m_out.line("// Not checked, as Go's regexp does not have it: $1", shown);
    }
}

void GoPrinter::printPatterns()
{
    for (const auto& [pattern, name] : m_patterns) {
        need("regexp");
        m_out.blank();
        m_out.line("var $1 = regexp.MustCompile($2)", name, quoted(pattern));
    }
}

} // namespace wirebench::go
