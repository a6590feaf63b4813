// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_completion.h"
#include "core/formats/cramberry/cramberry_wire.h"

#include <algorithm>
#include <array>

namespace wirebench::cramberry {

namespace {

struct RuleForm {
    std::string_view text;
    std::string_view detail;
};

constexpr std::array kRuleForms{
    RuleForm{">= 0", "a number, at least"},
    RuleForm{"> 0 && < 100", "a number between two others"},
    RuleForm{"!= 0", "anything but this number"},
    RuleForm{"len > 0", "not empty"},
    RuleForm{"len <= 64", "at most so many characters, elements or bytes"},
    RuleForm{"match ^[A-Z]+$", "text that a regular expression finds"},
};

} // namespace

/// What annotations here can belong to.
std::uint8_t Completer::targets() const
{
    switch (m_place.body) {
    case PlaceInText::Body::Type:
        return target::field;
    case PlaceInText::Body::Enum:
        return target::enumValue;
    case PlaceInText::Body::Interface:
    case PlaceInText::Body::Service:
        return target::method;
    case PlaceInText::Body::None:
        break;
    }
    const std::string_view keyword
        = m_place.words.empty() ? keywordBehind(m_text, m_place.replace.end) : m_place.words.front();
    if (keyword == "type")
        return target::type;
    if (keyword == "enum")
        return target::enumeration;
    if (keyword == "interface")
        return target::interface;
    if (keyword == "service")
        return target::service;
    return target::type | target::enumeration | target::interface | target::service;
}

void Completer::addAnnotations()
{
    const std::uint8_t possible = targets();
    for (const AnnotationRule& rule : annotationRules()) {
        const bool there
            = std::find(m_place.annotations.begin(), m_place.annotations.end(), rule.name) != m_place.annotations.end();
        if ((rule.targets & possible) != 0 && (rule.repeatable || !there))
            addAnnotation(rule);
    }
    // The number is what a field begins with.
    std::stable_partition(m_result.begin(), m_result.end(),
                          [](const Completion& completion) { return completion.label.starts_with("@field"); });
}

void Completer::addAnnotation(const AnnotationRule& rule)
{
    const std::string name = "@" + std::string(rule.name);
    const std::string_view behind = m_place.body == PlaceInText::Body::None ? "" : " ";
    const auto addForm = [&](const std::string& label, const std::string& insert) {
        add(label, insert, std::string(rule.summary), "For example: " + std::string(rule.usage), TokenKind::Annotation);
    };
    switch (rule.shape) {
    case ArgumentShape::None:
        addForm(name, name + std::string(behind));
        break;
    case ArgumentShape::Text:
        addForm(name + "(\"…\")", name + "(\"");
        break;
    case ArgumentShape::OptionalText:
        addForm(name, name + std::string(behind));
        addForm(name + "(\"…\")", name + "(\"");
        break;
    case ArgumentShape::Integer: {
        const std::int64_t next = rule.name == "field" ? nextNumber() : static_cast<std::int64_t>(nextTypeId());
        if (next > 0)
            addForm(name + "(" + std::to_string(next) + ")",
                    name + "(" + std::to_string(next) + ")" + std::string(behind));
        break;
    }
    case ArgumentShape::Words:
        addForm(name + "(…)", name + "(");
        break;
    }
}

void Completer::addArguments()
{
    const std::string_view name = m_place.arguments;
    if (name == "encoding") {
        addEncodings();
    } else if (name == "oneof") {
        addGroups();
    } else if (name == "validate") {
        addRules();
    } else if (name == "typeref") {
        addText("id", "by the type's id (the default)", "A varint before each value.");
        addText("name", "by the type's name", "Long, and readable without the schema.");
        addText("hash", "by a hash of the type's name", "4 bytes before each value.");
    } else if (m_place.inString) {
        return;
    } else if (name == "implements") {
        m_place.words.clear();
        addDeclared(Wanted::Interfaces);
    } else if (name == "field") {
        addNextNumber();
    } else if (name == "typeid") {
        const std::string number = std::to_string(nextTypeId());
        if (number != "0")
            add(number, number, "the next type id", "Ids of declared types go from 128 to 4294967295.",
                TokenKind::Number);
    }
}

/// Those that the field's type can have; all of them while it has none.
void Completer::addEncodings()
{
    const Member* field = member();
    const bool known = field != nullptr && isResolved(m_schema, field->type);
    for (const std::string_view name : encodingNames()) {
        const bool bits = name.starts_with("bitpack");
        const std::string_view example = bits ? "bitpack=1" : name;
        const Encoding encoding = parseEncoding(example).value_or(Encoding());
        if (!known || encodingMisfit(m_schema, field->type, encoding).empty())
            addText(example, std::string(encodingText(encoding.kind)),
                    bits ? "The number of bits an element, 1 to 64, stands behind `=`." : "");
    }
}

/// The groups that the fields of the type have already.
void Completer::addGroups()
{
    std::vector<std::string_view> groups;
    const Member* here = member();
    for (const Member& field : members()) {
        const auto group = &field == here ? std::nullopt : textAttribute(field.attributes, "oneof");
        if (!group || std::find(groups.begin(), groups.end(), *group) != groups.end())
            continue;
        groups.push_back(*group);
        addText(*group, "a group of this type", "At most one field of the group is set.");
    }
}

void Completer::addRules()
{
    for (const RuleForm& form : kRuleForms)
        addText(form.text, std::string(form.detail),
                "Rules are joined by &&; they are checked when values are written.");
}

void Completer::addText(std::string_view text, std::string detail, std::string documentation)
{
    const std::string_view behind = m_place.body == PlaceInText::Body::None ? ")" : ") ";
    add(text, quoted(text, behind), std::move(detail), std::move(documentation), TokenKind::String);
}

std::string Completer::quoted(std::string_view text, std::string_view behind) const
{
    const std::string_view rest = m_text.substr(m_place.replace.end);
    std::string result = m_place.inString ? std::string(text) : "\"" + std::string(text);
    if (m_place.inString && rest.starts_with('"'))
        return result;
    result += "\"";
    if (!rest.starts_with(')'))
        result += behind;
    return result;
}

/// Above all that are written; 0 when there is none.
std::uint64_t Completer::nextTypeId() const
{
    std::uint64_t next = kLowestTypeId;
    for (const Decl& decl : m_schema.decls) {
        if (decl.kind == DeclKind::Struct && hasWrittenTypeId(decl))
            next = std::max(next, typeIdOf(decl) + 1);
    }
    return next > kHighestTypeId ? 0 : next;
}

} // namespace wirebench::cramberry
