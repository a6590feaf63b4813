// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/editor_service.h"

#include "core/base/calendar.h"
#include "core/formats/bitschema/completion.h"
#include "core/formats/bitschema/definition_reader.h"
#include "core/formats/bitschema/keys.h"
#include "core/formats/bitschema/text_tokens.h"
#include "core/formats/bitschema/type_text.h"

#include <algorithm>

namespace wirebench::bitschema {

std::vector<Token> EditorService::tokens(std::string_view text) const
{
    return schemaTokens(text, notationOf(text));
}

std::string_view EditorService::lineCommentOf(std::string_view text) const
{
    return notationOf(text) == Notation::Yaml ? lineComment() : std::string_view();
}

std::vector<TextRange> EditorService::folds(std::string_view text) const
{
    Diagnostics ignored;
    const JsonDocument document = readDocument(text, notationOf(text), ignored);
    std::vector<TextRange> folds;
    for (const JsonNode& node : document.nodes()) {
        if (node.kind != JsonKind::Array && node.kind != JsonKind::Object)
            continue;
        const std::uint32_t begin = node.keyEnd != 0 ? std::min(node.keyBegin, node.begin) : node.begin;
        if (node.begin < node.end && text.substr(begin, node.end - begin).find('\n') != std::string_view::npos)
            folds.push_back({begin, node.end});
    }
    return folds;
}

std::vector<Completion> EditorService::complete(const Analysis& analysis, std::uint32_t offset) const
{
    return completeSchema(*analysis.source, offset);
}

namespace {

/// The innermost field whose definition contains `offset`, and those around it, outermost first.
std::vector<const Field*> fieldsAt(const std::vector<Field>& fields, std::uint32_t offset)
{
    std::vector<const Field*> chain;
    const std::vector<Field>* level = &fields;
    while (level != nullptr) {
        const auto found = std::find_if(level->begin(), level->end(), [offset](const Field& field) {
            return field.range.begin <= offset && offset < field.range.end;
        });
        if (found == level->end())
            break;
        chain.push_back(&*found);
        level = &found->fields;
    }
    return chain;
}

std::string bitCount(std::uint64_t bits)
{
    return std::to_string(bits) + (bits == 1 ? " bit" : " bits");
}

std::string fieldFacts(const Field& field)
{
    std::string text = "**" + std::string(field.name.empty() ? "element" : field.name) + "**: " + typeText(field);
    if (field.nullable)
        text += ", nullable";
    if (field.type == FieldType::Date && field.valueBits) {
        const bool hasTime = field.date.unit != DateTable::Unit::Day;
        const auto last
            = field.date.origin + static_cast<std::int64_t>(field.date.units) * unitSeconds(field.date.unit);
        text += ", " + writeCivil(field.date.origin, hasTime) + " to " + writeCivil(last, hasTime);
    }
    if (field.valueBits) {
        text += "\n\n" + bitCount(*field.valueBits);
        if (field.nullable)
            text += " and 1 presence bit";
        if (field.offset && !field.name.empty())
            text += ", from bit " + std::to_string(*field.offset) + " of its record";
    }
    if (!field.description.empty())
        text += "\n\n" + std::string(field.description);
    return text;
}

/// The key or value whose text is at `offset`.
struct Spot {
    const JsonNode* node = nullptr;
    bool onKey = false;
};

Spot spotAt(const JsonDocument& document, std::uint32_t offset)
{
    Spot spot;
    for (const JsonNode& node : document.nodes()) {
        if (node.keyEnd != 0 && node.keyRange().contains(offset))
            return {&node, true};
        const bool scalar = node.kind != JsonKind::Array && node.kind != JsonKind::Object;
        if (scalar && node.range().contains(offset))
            spot = {&node, false};
    }
    return spot;
}

std::optional<Hover> hoverKey(const JsonNode& node, bool inField)
{
    const KeyInfo* key = inField ? findFieldKey(node.key) : findDocumentKey(node.key);
    if (key == nullptr)
        return std::nullopt;
    return Hover{"**" + std::string(key->name) + "**: " + std::string(key->documentation), node.keyRange()};
}

} // namespace

std::optional<Hover> EditorService::hover(const Analysis& analysis, std::uint32_t offset) const
{
    Diagnostics ignored;
    const Definition definition = readDefinition(*analysis.source, ignored);
    const std::vector<const Field*> chain = fieldsAt(definition.fields, offset);
    for (const Field* field : chain) {
        if (field->nameRange.contains(offset))
            return Hover{fieldFacts(*field), field->nameRange};
        if (field->typeRange.contains(offset) && field->type != FieldType::Unknown) {
            const TypeInfo& info = typeInfo(field->type);
            return Hover{"**" + std::string(info.name) + "** (" + std::string(info.detail)
                             + "): " + std::string(info.documentation),
                         field->typeRange};
        }
    }
    const Spot spot = spotAt(definition.document, offset);
    if (spot.node == nullptr || !spot.onKey)
        return std::nullopt;
    if (!chain.empty()) {
        const auto labels = chain.back()->flags;
        const auto flag = std::find_if(labels.begin(), labels.end(),
                                       [offset](const FlagLabel& label) { return label.nameRange.contains(offset); });
        if (flag != labels.end())
            return Hover{"**" + std::string(flag->name) + "**: flag at bit " + std::to_string(flag->position)
                             + " of the value",
                         flag->nameRange};
    }
    return hoverKey(*spot.node, !chain.empty());
}

std::optional<TextRange> EditorService::definition(const Analysis& analysis, std::uint32_t offset) const
{
    const std::string_view text = analysis.source->text;
    for (const Token& token : tokens(text)) {
        if (token.kind != TokenKind::Annotation || offset < token.begin || offset > token.end)
            continue;
        if (text[token.begin] != '*')
            return std::nullopt;
        // A YAML alias names the last anchor of that name before it.
        const std::string anchor = "&" + std::string(text.substr(token.begin + 1, token.end - token.begin - 1));
        std::optional<TextRange> found;
        for (const Token& other : tokens(text)) {
            if (other.kind == TokenKind::Annotation && other.end <= token.begin
                && text.substr(other.begin, other.end - other.begin) == anchor)
                found = TextRange{other.begin, other.end};
        }
        return found;
    }
    Diagnostics ignored;
    const Definition definition = readDefinition(*analysis.source, ignored);
    for (const Field* field : fieldsAt(definition.fields, offset)) {
        if (field->nameRange.contains(offset) && !field->name.empty())
            return field->nameRange;
    }
    return std::nullopt;
}

namespace {

OutlineItem outlineOf(const Field& field)
{
    OutlineItem item;
    item.name = field.name.empty() ? std::string("element") : std::string(field.name);
    item.detail = typeText(field) + (field.nullable ? ", nullable" : "");
    item.kind = field.type == FieldType::Struct ? TokenKind::TypeName : TokenKind::FieldName;
    item.range = field.range;
    item.nameRange = field.nameRange;
    for (const Field& inner : field.fields)
        item.children.push_back(outlineOf(inner));
    return item;
}

} // namespace

std::vector<OutlineItem> EditorService::outline(const Analysis& analysis) const
{
    Diagnostics ignored;
    const Definition definition = readDefinition(*analysis.source, ignored);
    if (definition.root == nullptr || definition.root->kind != JsonKind::Object)
        return {};
    OutlineItem item;
    item.name = definition.name.empty() ? std::string("record") : std::string(definition.name);
    item.detail = definition.totalBits ? bitCount(*definition.totalBits) : std::string();
    item.kind = TokenKind::TypeName;
    item.range = definition.root->range();
    item.nameRange = definition.nameRange.size() != 0 ? definition.nameRange : item.range;
    for (const Field& field : definition.fields)
        item.children.push_back(outlineOf(field));
    std::vector<OutlineItem> items;
    items.push_back(std::move(item));
    return items;
}

} // namespace wirebench::bitschema
