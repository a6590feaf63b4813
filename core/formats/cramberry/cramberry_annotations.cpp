// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_annotations.h"

#include "core/base/text.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace wirebench::cramberry {

namespace {

TextRange nameWithSign(const Annotation& annotation)
{
    return {annotation.range.begin, annotation.name.range.end, annotation.range.file};
}

std::string targetText(std::uint8_t targets)
{
    static constexpr std::pair<std::uint8_t, std::string_view> words[] = {
        {target::type, "a type"},
        {target::field, "a field"},
        {target::enumeration, "an enum"},
        {target::enumValue, "an enum value"},
        {target::interface, "an interface"},
        {target::method, "a method"},
        {target::service, "a service"},
    };
    std::string text;
    for (const auto& [bit, word] : words) {
        if ((targets & bit) != 0)
            text.append(text.empty() ? "" : " or ").append(word);
    }
    return text;
}

bool isText(const Argument& argument)
{
    return argument.value.kind == LiteralKind::Text;
}

/// Whether the arguments have the shape the annotation asks for.
bool fits(const Annotation& annotation, ArgumentShape shape)
{
    const auto& arguments = annotation.arguments;
    switch (shape) {
    case ArgumentShape::None:
        return arguments.empty();
    case ArgumentShape::Text:
        return arguments.size() == 1 && isText(arguments.front());
    case ArgumentShape::OptionalText:
        return arguments.empty() || (arguments.size() == 1 && isText(arguments.front()));
    case ArgumentShape::Integer:
        return arguments.size() == 1 && arguments.front().value.kind == LiteralKind::Integer;
    case ArgumentShape::Words:
        return !arguments.empty() && std::all_of(arguments.begin(), arguments.end(), [](const Argument& argument) {
            return argument.value.kind == LiteralKind::Word;
        });
    }
    return false;
}

bool isBroken(const Annotation& annotation)
{
    return std::any_of(annotation.arguments.begin(), annotation.arguments.end(),
                       [](const Argument& argument) { return argument.value.kind == LiteralKind::Bad; });
}

void reportUnknown(const Annotation& annotation, SchemaProblems& problems)
{
    std::vector<std::string_view> names;
    for (const AnnotationRule& rule : annotationRules())
        names.push_back(rule.name);
    const std::string near(nearestName(annotation.name.text, names));
    const TextRange range = nameWithSign(annotation);
    if (near.empty()) {
        problems.add(Severity::Warning, "unknown-annotation", range,
                     "There is no annotation `@{0}`: it means nothing here.", {annotation.name.text});
        return;
    }
    Diagnostic& problem
        = problems.add(Severity::Warning, "unknown-annotation", range,
                       "There is no annotation `@{0}`: did you mean `@{1}`?", {annotation.name.text, near});
    addFix(problem, {"Write `@{0}`", {near}}, annotation.name.range, near);
}

void checkOne(const Annotation& annotation, std::uint8_t place, SchemaProblems& problems)
{
    const AnnotationRule* rule = findAnnotationRule(annotation.name.text);
    if (rule == nullptr) {
        reportUnknown(annotation, problems);
        return;
    }
    if ((rule->targets & place) == 0) {
        Diagnostic& problem
            = problems.error("annotation-target", annotation.range, "`@{0}` stands before {1}, not before {2}.",
                             {annotation.name.text, targetText(rule->targets), targetText(place)});
        addFix(problem, {"Remove it", {}}, annotation.range, "");
        return;
    }
    if (!fits(annotation, rule->shape) && !isBroken(annotation)) {
        problems.error("annotation-argument",
                       annotation.arguments.empty() ? nameWithSign(annotation) : annotation.range,
                       "The arguments of `@{0}` are not what it takes: write `{1}`.",
                       {annotation.name.text, std::string(rule->usage)});
    }
}

} // namespace

void checkAnnotations(const std::vector<Annotation>& annotations, std::uint8_t place, SchemaProblems& problems)
{
    std::vector<const Annotation*> seen;
    for (const Annotation& annotation : annotations) {
        checkOne(annotation, place, problems);
        const AnnotationRule* rule = findAnnotationRule(annotation.name.text);
        if (rule == nullptr || rule->repeatable || (rule->targets & place) == 0)
            continue;
        const auto first = std::find_if(seen.begin(), seen.end(), [&](const Annotation* other) {
            return other->name.text == annotation.name.text;
        });
        if (first == seen.end()) {
            seen.push_back(&annotation);
            continue;
        }
        Diagnostic& problem = problems.error("annotation-argument", annotation.range,
                                             "`@{0}` is given twice: remove one of them.", {annotation.name.text});
        addRelated(problem, (*first)->range, "first given here");
        addFix(problem, {"Remove it", {}}, annotation.range, "");
    }
}

const Annotation* findAnnotation(const std::vector<Annotation>& annotations, std::string_view name)
{
    const AnnotationRule* rule = findAnnotationRule(name);
    const auto found = std::find_if(annotations.begin(), annotations.end(), [&](const Annotation& annotation) {
        return annotation.name.text == name && fits(annotation, rule->shape);
    });
    return found == annotations.end() ? nullptr : &*found;
}

std::string_view textArgument(const Annotation& annotation)
{
    return annotation.arguments.empty() ? std::string_view() : annotation.arguments.front().value.text;
}

std::string documentation(const std::string& comments, const std::vector<Annotation>& annotations)
{
    std::string text = comments;
    for (const Annotation& annotation : annotations) {
        if (annotation.name.text != "doc" || annotation.arguments.size() != 1 || !isText(annotation.arguments.front()))
            continue;
        if (!text.empty())
            text.push_back('\n');
        text.append(textArgument(annotation));
    }
    return text;
}

namespace {

Literal literalOf(const LiteralNode& node)
{
    if (const auto value = signedValue(node))
        return *value;
    if (const auto value = unsignedValue(node))
        return *value;
    if (node.kind == LiteralKind::Bool)
        return node.text == "true";
    double number = 0;
    const char* end = node.text.data() + node.text.size();
    if (node.kind == LiteralKind::Float && std::from_chars(node.text.data(), end, number).ec == std::errc())
        return number;
    return node.text;
}

} // namespace

std::vector<Attribute> attributesOf(const std::vector<Annotation>& annotations)
{
    std::vector<Attribute> attributes;
    for (const Annotation& annotation : annotations) {
        Attribute attribute;
        attribute.name = annotation.name.text;
        attribute.nameRange = annotation.name.range;
        attribute.valueRange = annotation.range;
        for (const Argument& argument : annotation.arguments) {
            attribute.values.push_back(literalOf(argument.value));
            attribute.keys.push_back(argument.key.text);
        }
        attributes.push_back(std::move(attribute));
    }
    return attributes;
}

FieldFacts factsOf(const MemberNode& node)
{
    FieldFacts facts;
    facts.node = &node;
    facts.number = findAnnotation(node.annotations, "field");
    facts.required = findAnnotation(node.annotations, "required");
    facts.optional = findAnnotation(node.annotations, "optional");
    facts.oneof = findAnnotation(node.annotations, "oneof");
    if (facts.oneof)
        facts.group = textArgument(*facts.oneof);
    facts.encoding = findAnnotation(node.annotations, "encoding");
    if (facts.encoding) {
        facts.encodingText = textArgument(*facts.encoding);
    } else if (const Annotation* packed = findAnnotation(node.annotations, "packed")) {
        facts.encoding = packed;
        facts.encodingText = "packed";
    }
    for (const Annotation& annotation : node.annotations) {
        if (annotation.name.text == "validate" && fits(annotation, ArgumentShape::Text))
            facts.rules.push_back(&annotation.arguments.front().value);
    }
    return facts;
}

} // namespace wirebench::cramberry
