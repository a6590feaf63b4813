// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_language.h"

#include "core/formats/cramberry/cramberry_default_literals.h"
#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser.h"
#include "core/formats/format.h"
#include "core/formats/text_language.h"

namespace wirebench::cramberry {

namespace {

bool touches(TextRange range, std::uint32_t offset)
{
    return range.file == 0 && range.begin <= offset && offset <= range.end;
}

std::optional<TextRange> inThisFile(TextRange range)
{
    return range.file == 0 ? std::optional(range) : std::nullopt;
}

OutlineItem outlineOf(const Schema& schema, const Decl& decl)
{
    OutlineItem item;
    item.name = decl.name;
    item.detail = declSummary(decl);
    item.kind = TokenKind::TypeName;
    item.range = decl.range;
    item.nameRange = decl.nameRange;
    for (const Member& member : decl.members) {
        if (member.inherited)
            continue;
        OutlineItem child;
        child.name = member.name;
        if (decl.kind == DeclKind::Enum)
            child.detail = "= " + std::to_string(member.number);
        else if (decl.kind == DeclKind::Struct)
            child.detail = schema.types[member.type].spelling + " @field(" + std::to_string(member.number) + ")";
        else
            child.detail = signatureText(schema, member);
        child.kind = TokenKind::FieldName;
        child.range = member.range;
        child.nameRange = member.nameRange;
        item.children.push_back(std::move(child));
    }
    return item;
}

/// The value of an enum that is the default of a field, where the default is written.
const Member* defaultAt(const Schema& schema, const Decl& decl, std::uint32_t offset)
{
    for (const Member& field : decl.members) {
        const Attribute* written = findAttribute(field.attributes, "default");
        if (written == nullptr || !touches(written->valueRange, offset) || written->values.empty())
            continue;
        const auto* text = std::get_if<std::string>(&written->values.front());
        const bool isEnum = declOf(schema, field.type, DeclKind::Enum) != kNoIndex;
        return text != nullptr && isEnum ? enumValue(schema, field.type, *text) : nullptr;
    }
    return nullptr;
}

/// The interface whose name in `@implements(…)` is at `offset`.
const Decl* implementedAt(const Analysis& analysis, const Decl& decl, std::uint32_t offset)
{
    for (const Attribute& attribute : decl.attributes) {
        if (attribute.name != "implements" || !touches(attribute.valueRange, offset))
            continue;
        const std::string_view text = analysis.source->text;
        std::uint32_t begin = offset;
        std::uint32_t end = offset;
        const auto isPart = [](char c) {
            return c == '.' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        };
        while (begin > 0 && isPart(text[begin - 1]))
            --begin;
        while (end < text.size() && isPart(text[end]))
            ++end;
        return interfaceNamed(*analysis.schema, text.substr(begin, end - begin));
    }
    return nullptr;
}

} // namespace

std::string signatureText(const Schema& schema, const Member& method)
{
    std::string text = "(";
    for (const MethodParameter& parameter : method.parameters) {
        text += text.size() > 1 ? ", " : "";
        text += parameter.name.empty() ? "" : parameter.name + ": ";
        text += parameter.stream ? "stream " : "";
        text += schema.types[parameter.type].spelling;
    }
    text += ")";
    if (method.type != kNoIndex)
        text += std::string(": ") + (method.streamResult ? "stream " : "") + schema.types[method.type].spelling;
    return text;
}

std::string declSummary(const Decl& decl)
{
    std::string_view members = "field";
    if (decl.kind == DeclKind::Enum)
        members = "value";
    else if (decl.kind == DeclKind::Interface)
        members = "method";
    else if (decl.kind == DeclKind::Service)
        members = "rpc";
    return std::string(declWord(decl.kind)) + ", " + countText(decl.members.size(), members);
}

const TypeExpr* typeAt(const Schema& schema, std::uint32_t offset)
{
    const TypeExpr* found = nullptr;
    for (const TypeExpr& type : schema.types) {
        // Of equal ranges the first was written; the others were made of it.
        if (touches(type.range, offset) && (found == nullptr || type.range.size() < found->range.size()))
            found = &type;
    }
    return found;
}

const Decl* interfaceNamed(const Schema& schema, std::string_view name)
{
    name.remove_prefix(name.rfind('.') + 1); // of no dot: nothing
    const Decl* found = nullptr;
    for (const Decl& decl : schema.decls) {
        if (decl.kind == DeclKind::Interface && decl.name == name
            && (found == nullptr || decl.range.file < found->range.file))
            found = &decl;
    }
    return found;
}

std::optional<TextRange> CramberryLanguage::definition(const Analysis& analysis, std::uint32_t offset) const
{
    const Schema& schema = *analysis.schema;
    if (const TypeExpr* type = typeAt(schema, offset)) {
        if (type->kind == TypeKind::Named && type->decl != kNoIndex)
            return inThisFile(schema.decls[type->decl].nameRange);
        return std::nullopt;
    }
    for (const Decl& decl : schema.decls) {
        if (!touches(decl.range, offset))
            continue;
        if (touches(decl.nameRange, offset))
            return decl.nameRange;
        if (const Member* value = defaultAt(schema, decl, offset))
            return inThisFile(value->nameRange);
        if (const Decl* interface = implementedAt(analysis, decl, offset))
            return inThisFile(interface->nameRange);
    }
    return std::nullopt;
}

std::vector<OutlineItem> CramberryLanguage::outline(const Analysis& analysis) const
{
    std::vector<OutlineItem> items;
    for (const Decl& decl : analysis.schema->decls) {
        if (decl.range.file == 0 && decl.instanceOf == kNoIndex)
            items.push_back(outlineOf(*analysis.schema, decl));
    }
    return items;
}

} // namespace wirebench::cramberry
