// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_language.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser.h"
#include "core/formats/cramberry/cramberry_wire.h"
#include "core/formats/cramberry/cramberry_words.h"
#include "core/formats/format.h"
#include "core/formats/text_language.h"

#include "core/base/text.h"

namespace wirebench::cramberry {

namespace {

void appendDoc(std::string& text, const std::string& doc)
{
    if (!doc.empty())
        text += "\n\n" + doc;
}

void appendDeprecation(std::string& text, const std::vector<Attribute>& attributes)
{
    if (findAttribute(attributes, "deprecated") == nullptr)
        return;
    const std::string_view instead = textAttribute(attributes, "deprecated").value_or(std::string_view());
    text += "\n\nDeprecated";
    text += instead.empty() ? "." : ": " + std::string(instead);
}

std::string varintHex(std::uint64_t value)
{
    Bytes bytes;
    for (; value > 0x7F; value >>= 7)
        bytes.push_back(static_cast<std::uint8_t>((value & 0x7Fu) | 0x80u));
    bytes.push_back(static_cast<std::uint8_t>(value));
    return toHex(bytes, " ");
}

/// Names in code font, at most `most` of them.
std::string nameList(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += (i == 0 ? "`" : ", `") + names[i] + "`";
    return names.size() > most ? text + " …" : text;
}

std::string structFacts(const Schema& schema, const Decl& decl)
{
    std::string text;
    if (decl.parameters.empty())
        text += "; type id " + std::to_string(typeIdOf(decl))
            + (hasWrittenTypeId(decl) ? "" : ", made from `" + fullName(decl.package, decl.name) + "`");
    if (findAttribute(decl.attributes, "presence"))
        text += "; a bitmap tells which fields are there, and they have no tags";
    if (!decl.bases.empty())
        text += "; extends `" + schema.types[decl.bases.front()].spelling + "`";
    std::vector<std::string> interfaces;
    for (const DeclIndex interface : decl.interfaces)
        interfaces.push_back(schema.decls[interface].name);
    return interfaces.empty() ? text : text + "; implements " + nameList(interfaces);
}

std::string interfaceFacts(const Schema& schema, const Decl& decl)
{
    static constexpr std::string_view id = "their ids";
    const std::string_view mode = discrimination(decl);
    std::string text = "; implementations are told apart by "
        + std::string(mode == "id"         ? id
                          : mode == "name" ? "their names"
                                           : "hashes of their names");
    std::vector<std::string> names;
    for (const Decl& other : schema.decls) {
        if (other.instanceOf == kNoIndex && implementsInterface(schema, other, decl))
            names.push_back(other.name);
    }
    return text + (names.empty() ? ", and there are none" : ": " + nameList(names));
}

std::string declText(const Schema& schema, const Decl& decl)
{
    std::string text = "**" + std::string(declWord(decl.kind)) + " " + decl.name;
    for (std::size_t i = 0; i < decl.parameters.size(); ++i)
        text += (i == 0 ? "<" : ", ") + decl.parameters[i];
    text += decl.parameters.empty() ? "" : ">";
    const std::string summary = declSummary(decl);
    text += "** — " + summary.substr(summary.find(", ") + 2);
    if (decl.kind == DeclKind::Struct)
        text += structFacts(schema, decl);
    else if (decl.kind == DeclKind::Interface)
        text += interfaceFacts(schema, decl);
    else if (decl.kind == DeclKind::Enum)
        text += ", written as a varint";
    appendDeprecation(text, decl.attributes);
    appendDoc(text, decl.doc);
    return text;
}

/// Number, tag and form of a field, as far as they are known.
std::string fieldWire(const Schema& schema, const Decl& decl, const Member& field)
{
    const Encoding encoding = encodingOf(field);
    if (!isResolved(schema, field.type) || field.number < 1 || field.number > kHighestFieldNumber)
        return {};
    std::string text = " — number " + std::to_string(field.number);
    const bool generic = schema.types[withoutOptional(schema, field.type)].kind == TypeKind::Parameter;
    if (findAttribute(decl.attributes, "presence")) {
        text += ", a bit in the bitmap, no tag; its value is " + wireText(schema, field.type, encoding);
    } else if (!generic) {
        const WireType wire = wireTypeOf(schema, field.type, encoding);
        const std::uint64_t tag = static_cast<std::uint64_t>(field.number) << 3 | static_cast<std::uint64_t>(wire);
        text += ", tag `" + varintHex(tag) + "` (wire type " + std::to_string(static_cast<int>(wire)) + ", "
            + std::string(wireTypeName(wire)) + "), then " + wireText(schema, field.type, encoding);
    }
    return text;
}

std::string_view occurrenceText(const Schema& schema, const Decl& decl, const Member& field)
{
    if (hasAnnotation(field, "required"))
        return "Required: bytes without it are an error.";
    if (hasAnnotation(field, "oneof"))
        return "At most one field of its group is set.";
    if (isOptional(schema, field) || findAttribute(decl.attributes, "presence"))
        return "It may be absent, which is not the same as zero.";
    return hasAnnotation(field, "default") ? "Left out when it equals its default." : "Left out when zero or empty.";
}

std::string fieldText(const Schema& schema, const Decl& decl, const Member& field)
{
    std::string text = "**" + field.name + "**: `" + schema.types[field.type].spelling + "`";
    text += fieldWire(schema, decl, field);
    text += "\n\n" + std::string(occurrenceText(schema, decl, field));
    if (const auto group = textAttribute(field.attributes, "oneof"))
        text += " The group is `" + std::string(*group) + "`.";
    for (const Attribute& attribute : field.attributes) {
        if (attribute.name == "validate" && !attribute.values.empty()) {
            if (const auto* rule = std::get_if<std::string>(&attribute.values.front()))
                text += " Values must meet `" + *rule + "`.";
        }
    }
    appendDeprecation(text, field.attributes);
    appendDoc(text, field.doc);
    return text;
}

std::string memberText(const Schema& schema, const Decl& decl, const Member& member)
{
    if (decl.kind == DeclKind::Struct)
        return fieldText(schema, decl, member);
    std::string text = "**" + member.name + "**";
    if (decl.kind == DeclKind::Enum)
        text += " = " + std::to_string(member.number) + " of `" + decl.name + "`";
    else
        text += "`" + signatureText(schema, member) + "` of `" + decl.name + "`; methods are not on the wire";
    appendDeprecation(text, member.attributes);
    appendDoc(text, member.doc);
    return text;
}

std::string typeText(const Schema& schema, const TypeExpr& type)
{
    if (type.kind == TypeKind::Named && type.decl != kNoIndex) {
        const DeclIndex generic = schema.decls[type.decl].instanceOf;
        return declText(schema, schema.decls[generic == kNoIndex ? type.decl : generic]);
    }
    if (const Primitive* primitive = findPrimitive(type.spelling))
        return "`" + std::string(primitive->name) + "` — " + std::string(primitive->summary);
    if (type.kind == TypeKind::Parameter)
        return "`" + type.spelling + "` — a type parameter: the type it is used with stands here";
    const bool composite = type.kind == TypeKind::Array || type.kind == TypeKind::Map;
    if (!composite || !isResolved(schema, static_cast<TypeIndex>(&type - schema.types.data())))
        return {};
    return "`" + type.spelling + "` — "
        + wireText(schema, static_cast<TypeIndex>(&type - schema.types.data()), Encoding());
}

std::optional<Hover> nameHover(const Schema& schema, std::uint32_t offset)
{
    const auto isAt = [offset](TextRange range) { return range.file == 0 && covers(range, offset); };
    for (const Decl& decl : schema.decls) {
        if (!isAt(decl.range))
            continue;
        if (isAt(decl.nameRange))
            return Hover{declText(schema, decl), decl.nameRange};
        for (const Member& member : decl.members) {
            if (!member.inherited && isAt(member.nameRange))
                return Hover{memberText(schema, decl, member), member.nameRange};
        }
    }
    return std::nullopt;
}

std::string annotationText(std::string_view name)
{
    const AnnotationRule* rule = findAnnotationRule(name);
    return rule ? "`" + std::string(rule->usage) + "` — " + std::string(rule->summary) : std::string();
}

/// What a word, or a text in an annotation, means by itself.
std::string tokenText(const TokenCursor& cursor)
{
    const LexToken& token = cursor.peek();
    const std::string_view before = cursor.textOf(cursor.previous());
    if (token.kind == LexKind::Identifier) {
        if (before == "@")
            return annotationText(cursor.peekText());
        const Keyword* keyword = findKeyword(cursor.peekText());
        return keyword ? "**" + std::string(keyword->name) + "** — " + std::string(keyword->summary) : std::string();
    }
    if (token.kind != LexKind::String || before != "(" || token.end - token.begin < 2)
        return {};
    const std::string_view text = cursor.peekText().substr(1, token.end - token.begin - 2);
    const auto encoding = parseEncoding(text);
    return encoding ? "`" + std::string(text) + "` — " + std::string(encodingText(encoding->kind)) : std::string();
}

} // namespace

std::optional<Hover> CramberryLanguage::hover(const Analysis& analysis, std::uint32_t offset) const
{
    const Schema& schema = *analysis.schema;
    if (std::optional<Hover> hover = nameHover(schema, offset))
        return hover;
    const TypeExpr* type = typeAt(schema, offset);
    if (type != nullptr && covers(type->range, offset)) {
        std::string text = typeText(schema, *type);
        return text.empty() ? std::nullopt : std::optional(Hover{std::move(text), type->range});
    }
    const std::string_view text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
    const std::vector<LexToken> tokens = lex(text);
    TokenCursor cursor(text, tokens);
    while (!cursor.atEnd() && cursor.peek().end <= offset)
        cursor.advance();
    if (cursor.atEnd() || !covers(cursor.peek().range(), offset))
        return std::nullopt;
    std::string word = cursor.at("@") ? annotationText(cursor.peekText(1)) : tokenText(cursor);
    if (word.empty()) {
        const Decl* interface = cursor.peek().kind == LexKind::Identifier ? interfaceNamed(schema, cursor.peekText())
                                                                          : nullptr;
        word = interface ? declText(schema, *interface) : std::string();
    }
    return word.empty() ? std::nullopt : std::optional(Hover{std::move(word), cursor.peek().range()});
}

} // namespace wirebench::cramberry
