// SPDX-License-Identifier: MIT
// Rules that values must keep to be written.
#include "core/codegen/code_text.h"
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_regex.h"
#include "core/codegen/python/python_text.h"

#include <cmath>
#include <variant>

namespace wirebench::python {

namespace {

/// The number or text of a literal as Python; empty where there is none.
std::string literalText(const Literal& literal)
{
    if (const auto* truth = std::get_if<bool>(&literal))
        return *truth ? "1" : "0";
    if (const auto* integer = std::get_if<std::int64_t>(&literal))
        return std::to_string(*integer);
    if (const auto* natural = std::get_if<std::uint64_t>(&literal))
        return std::to_string(*natural);
    if (const auto* text = std::get_if<std::string>(&literal))
        return textLiteral(*text);
    if (const auto* fraction = std::get_if<double>(&literal); fraction != nullptr && std::isfinite(*fraction))
        return shortestFloat(*fraction);
    return {};
}

bool isNumber(ApiKind kind)
{
    return kind == ApiKind::Bool || kind == ApiKind::UInt || kind == ApiKind::Int || kind == ApiKind::Float
        || kind == ApiKind::Enum;
}

/// An expression that is true where the rule holds; empty where it always does.
std::string conditionOf(const ClassContext& context, std::size_t index, const Validation& rule)
{
    const ApiType& type = context.module.typeOf(context.type.fields[index].node);
    const bool isText = std::holds_alternative<std::string>(rule.literal);
    const std::string literal = literalText(rule.literal);
    if (literal.empty())
        return {};
    const std::string relation = ' ' + std::string(comparisonSign(rule.relation)) + ' ';
    if (rule.subject == Validation::Subject::Value) {
        if (isText ? type.kind == ApiKind::Text : isNumber(type.kind))
            return context.self(index) + relation + literal;
        return {};
    }
    const bool hasLength = type.kind == ApiKind::Text || type.kind == ApiKind::Bytes || type.kind == ApiKind::List
        || type.kind == ApiKind::Map;
    return hasLength && !isText ? "len(" + context.self(index) + ')' + relation + literal : std::string();
}

} // namespace

namespace {

/// What a value of a field has to fulfil; rules that Python cannot check become comments.
std::vector<std::string> checksOf(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const Slot& slot = context.slotOf(field);
    std::vector<std::string> checks;
    for (std::uint32_t i = slot.firstValidation; i < slot.firstValidation + slot.validationCount; ++i) {
        const Validation& rule = context.plan().validations[i];
        const std::string text(context.plan().text(rule.text));
        std::string condition;
        if (rule.relation == Validation::Relation::Match) {
            const auto* expression = std::get_if<std::string>(&rule.literal);
            if (expression == nullptr || context.module.typeOf(field.node).kind != ApiKind::Text)
                continue;
            const std::optional<std::string> pattern = pythonPattern(*expression);
            if (!pattern) {
                writeComment(context.writer, "Not checked, as Python's re cannot say it: " + field.name + ' ' + text);
                continue;
            }
            const std::string compiled = context.module.ownConstant(
                context.name + '_' + field.name + "_pattern", "re.compile(" + textLiteral(*pattern) + ", re.ASCII)");
            condition = compiled + ".search(" + context.self(index) + ") is not None";
        } else {
            condition = conditionOf(context, index, rule);
        }
        if (!condition.empty())
            checks.push_back("rt.rule(" + condition + ", " + textLiteral(field.name) + ", " + textLiteral(text) + ')');
    }
    return checks;
}

/// Zeros that are left out do not have to keep the rules; here without a writer at hand.
std::string conditionOfField(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const Slot& slot = context.slotOf(field);
    if (slot.occurs == Occurs::Default && slot.defaultBytes != kNoIndex)
        return context.self(index) + " != " + context.module.startOf(field).expression;
    const std::string condition = context.plan().nodes[slot.owner].op == Op::PresenceMap
        ? context.self(index) + " is not None"
        : writtenWhen(context, index);
    return condition.find("(w, ") == std::string::npos ? condition : "any(" + context.self(index) + ')';
}

} // namespace

void writeRules(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    writer.blank();
    writer.line("def _rules(self) -> None:");
    writer.indent();
    bool any = false;
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        if (context.slotOf(context.type.fields[i]).validationCount == 0)
            continue;
        const auto mark = writer.mark(context.type.decl, context.type.fields[i].member);
        const std::vector<std::string> checks = checksOf(context, i);
        if (checks.empty())
            continue;
        any = true;
        const std::string condition = conditionOfField(context, i);
        if (!condition.empty()) {
            writeLine(writer, "if " + condition + ':');
            writer.indent();
        }
        for (const std::string& check : checks)
            writeLine(writer, check);
        if (!condition.empty())
            writer.dedent();
    }
    if (!any)
        writer.line("return None");
    writer.dedent();
}

bool hasRules(const ClassContext& context)
{
    for (const ApiField& field : context.type.fields) {
        if (context.slotOf(field).validationCount != 0)
            return true;
    }
    return false;
}

} // namespace wirebench::python
