// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_language.h"

#include "core/formats/format.h"
#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser.h"
#include "core/formats/text_language.h"

namespace wirebench::serialkit {

namespace {

bool isWord(const TokenCursor& cursor, std::size_t ahead)
{
    return cursor.peek(ahead).kind == LexKind::Identifier;
}

TokenKind kindOfWord(const TokenCursor& cursor)
{
    const bool isFirst = cursor.index() == 0;
    const std::string_view before = isFirst ? std::string_view() : cursor.textOf(cursor.previous());
    if (cursor.at("=", 1))
        return TokenKind::FieldName;
    if (before == "model" || before == "enum")
        return TokenKind::TypeName;
    if (before == "namespace" || before == ".")
        return TokenKind::Plain;
    const bool fieldOfThatType = isWord(cursor, 1) && cursor.at("=", 2);
    if (findKeyword(cursor.peekText()) && !fieldOfThatType)
        return TokenKind::Keyword;
    if (findModifier(cursor.peekText()) && isWord(cursor, 1))
        return TokenKind::Keyword;
    return findPrimitive(cursor.peekText()) ? TokenKind::Type : TokenKind::TypeName;
}

TokenKind kindOf(const TokenCursor& cursor)
{
    switch (cursor.peek().kind) {
    case LexKind::Identifier:
        return kindOfWord(cursor);
    case LexKind::Number:
        return TokenKind::Number;
    case LexKind::String:
        return TokenKind::String;
    case LexKind::Punctuation:
        return std::string_view("{}=;,.-").find(cursor.peekText()) == std::string_view::npos ? TokenKind::Invalid
                                                                                             : TokenKind::Punctuation;
    default:
        return TokenKind::Invalid;
    }
}

OutlineItem outlineOf(const Schema& schema, const Decl& decl)
{
    const bool isEnum = decl.kind == DeclKind::Enum;
    OutlineItem item;
    item.name = decl.name;
    item.detail = isEnum ? "enum, " + countText(decl.members.size(), "value")
                         : "model, " + countText(decl.members.size(), "field");
    item.kind = TokenKind::TypeName;
    item.range = decl.range;
    item.nameRange = decl.nameRange;
    for (const Member& member : decl.members) {
        OutlineItem child;
        child.name = member.name;
        const std::string number = member.numberRange.size() > 0 ? "= " + std::to_string(member.number) : std::string();
        child.detail = isEnum ? number : writtenType(schema, member) + (number.empty() ? "" : " ") + number;
        child.kind = TokenKind::FieldName;
        child.range = member.range;
        child.nameRange = member.nameRange;
        item.children.push_back(std::move(child));
    }
    return item;
}

} // namespace

std::string writtenType(const Schema& schema, const Member& member)
{
    std::string text;
    for (const Attribute& modifier : member.attributes)
        text += modifier.name + " ";
    return text + baseType(schema, member).spelling;
}

std::vector<Token> SerialkitLanguage::tokens(std::string_view text) const
{
    text = text.substr(0, kLongestSchemaText);
    const std::vector<LexToken> lexed = lexSkit(text);
    TokenCursor cursor(text, lexed);
    std::vector<Token> result;
    result.reserve(lexed.size());
    for (const LexToken& token : lexed) {
        if (token.kind == LexKind::End)
            break;
        TokenKind kind = token.kind == LexKind::DocComment ? TokenKind::DocComment : TokenKind::Comment;
        if (!token.isComment()) {
            kind = kindOf(cursor);
            cursor.advance();
        }
        result.push_back({token.begin, token.end, kind});
    }
    return result;
}

std::vector<TextRange> SerialkitLanguage::folds(std::string_view text) const
{
    text = text.substr(0, kLongestSchemaText);
    return braceFolds(text, lexSkit(text));
}

std::optional<TextRange> SerialkitLanguage::definition(const Analysis& analysis, std::uint32_t offset) const
{
    return definitionAt(*analysis.schema, offset);
}

std::vector<OutlineItem> SerialkitLanguage::outline(const Analysis& analysis) const
{
    std::vector<OutlineItem> items;
    for (const Decl& decl : analysis.schema->decls)
        items.push_back(outlineOf(*analysis.schema, decl));
    return items;
}

} // namespace wirebench::serialkit
