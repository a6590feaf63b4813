// SPDX-License-Identifier: MIT
#include "core/formats/format.h"
#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_language.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser.h"
#include "core/formats/serialkit/serialkit_wire.h"
#include "core/formats/text_language.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench::serialkit {

namespace {

void appendDoc(std::string& text, const std::string& doc)
{
    if (!doc.empty())
        text += "\n\n" + doc;
}

std::string varintHex(std::uint64_t value)
{
    Bytes bytes;
    for (; value > 0x7F; value >>= 7)
        bytes.push_back(static_cast<std::uint8_t>((value & 0x7Fu) | 0x80u));
    bytes.push_back(static_cast<std::uint8_t>(value));
    return toHex(bytes, " ");
}

std::string declText(const Decl& decl)
{
    const bool isEnum = decl.kind == DeclKind::Enum;
    std::string text = std::string("**") + (isEnum ? "enum " : "model ") + decl.name + "** — "
        + countText(decl.members.size(), isEnum ? "value" : "field");
    if (isEnum)
        text += ", written as a varint";
    appendDoc(text, decl.doc);
    return text;
}

/// How the field lies on the wire, in a sentence.
std::string_view wireText(WireType type, bool repeated)
{
    switch (type) {
    case WireType::PackedArray:
        return "its length in bytes, then all elements without tags; nothing when there are none";
    case WireType::Bitmap:
        return "the number of bytes, then 8 values a byte, the first in the lowest bit";
    case WireType::StringTable:
        return repeated ? "one tag and one index into the message's table of strings for each element"
                        : "the index of the text in the message's table of strings";
    case WireType::LengthDelimited:
        return repeated ? "one tag, length and contents for each element" : "its length in bytes, then its contents";
    default:
        return repeated ? "one tag and value for each element" : "its value";
    }
}

std::string fieldText(const Schema& schema, const Member& field)
{
    std::string text = "**" + field.name + "**: `" + writtenType(schema, field) + "`";
    const TypeExpr& type = baseType(schema, field);
    const bool resolved = type.kind != TypeKind::Unknown && (type.kind != TypeKind::Named || type.decl != kNoIndex);
    if (resolved && field.number > 0 && field.number <= kLargestFieldNumber) {
        const WireType wire = wireTypeOf(schema, field);
        text += " — number " + std::to_string(field.number) + ", tag `" + varintHex(tagOf(field.number, wire))
            + "` (wire type " + std::to_string(static_cast<int>(wire)) + ", " + std::string(wireTypeName(wire))
            + "), then " + std::string(wireText(wire, isRepeated(schema, field)));
        if (hasModifier(field, "bitmap"))
            text += ". The number of values is not on the wire: reading gives a multiple of 8";
    }
    appendDoc(text, field.doc);
    return text;
}

std::string valueText(const Decl& decl, const Member& value)
{
    std::string text = "**" + value.name + "** = " + std::to_string(value.number) + " of `" + decl.name + "`";
    appendDoc(text, value.doc);
    return text;
}

std::string typeText(const Schema& schema, const TypeExpr& type)
{
    if (type.kind == TypeKind::Named && type.decl != kNoIndex)
        return declText(schema.decls[type.decl]);
    const Primitive* primitive = findPrimitive(type.spelling);
    if (!primitive)
        return {};
    return "`" + std::string(primitive->name) + "` — " + std::string(primitive->summary) + "; on the wire "
        + std::string(primitive->wire);
}

std::string wordText(std::string_view word)
{
    const auto text = [](const auto& entry) {
        return "**" + std::string(entry.name) + "** — " + std::string(entry.summary) + "\n\n"
            + std::string(entry.documentation);
    };
    if (const Modifier* modifier = findModifier(word))
        return text(*modifier);
    if (const Keyword* keyword = findKeyword(word))
        return text(*keyword);
    return {};
}

std::optional<Hover> nameHover(const Schema& schema, std::uint32_t offset)
{
    for (const Decl& decl : schema.decls) {
        if (!covers(decl.range, offset))
            continue;
        if (covers(decl.nameRange, offset))
            return Hover{declText(decl), decl.nameRange};
        for (const Member& member : decl.members) {
            if (!covers(member.nameRange, offset))
                continue;
            const bool isEnum = decl.kind == DeclKind::Enum;
            return Hover{isEnum ? valueText(decl, member) : fieldText(schema, member), member.nameRange};
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<Hover> SerialkitLanguage::hover(const Analysis& analysis, std::uint32_t offset) const
{
    const Schema& schema = *analysis.schema;
    if (std::optional<Hover> hover = nameHover(schema, offset))
        return hover;
    for (const TypeExpr& type : schema.types) {
        if (type.element != kNoIndex || !covers(type.range, offset))
            continue;
        std::string text = typeText(schema, type);
        if (!text.empty())
            return Hover{std::move(text), type.range};
    }
    const std::string_view text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
    for (const LexToken& token : lexSkit(text)) {
        if (token.kind != LexKind::Identifier || !covers(token.range(), offset))
            continue;
        std::string word = wordText(text.substr(token.begin, token.end - token.begin));
        return word.empty() ? std::nullopt : std::optional(Hover{std::move(word), token.range()});
    }
    return std::nullopt;
}

} // namespace wirebench::serialkit
