// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_language.h"

#include "core/formats/format.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/formats/text_language.h"
#include "core/syntax/text_lexer.h"

namespace wirebench::sdp {

namespace {

TokenKind kindOfWord(const TokenCursor& cursor, const LexToken& previous)
{
    const std::string_view before = cursor.textOf(previous);
    const bool isFirst = &previous == &cursor.peek();
    if (!isFirst && (before == "struct" || before == "message") && !cursor.at(":"))
        return TokenKind::TypeName;
    if (cursor.at(":", 1))
        return TokenKind::FieldName;
    if (cursor.at("struct") || cursor.at("message") || (cursor.at("Option") && cursor.at("<", 1)))
        return TokenKind::Keyword;
    return findPrimitive(cursor.peekText()) ? TokenKind::Type : TokenKind::TypeName;
}

TokenKind kindOf(const TokenCursor& cursor)
{
    switch (cursor.peek().kind) {
    case LexKind::Identifier:
        return kindOfWord(cursor, cursor.previous());
    case LexKind::Number:
        return TokenKind::Number;
    case LexKind::String:
        return TokenKind::String;
    case LexKind::Punctuation:
        return std::string_view("{}[]:,?<>").find(cursor.peekText()) == std::string_view::npos ? TokenKind::Invalid
                                                                                               : TokenKind::Punctuation;
    default:
        return TokenKind::Invalid;
    }
}

} // namespace

std::vector<Token> SdpLanguage::tokens(std::string_view text) const
{
    text = text.substr(0, kLongestSchemaText);
    const std::vector<LexToken> lexed = lexText(text);
    TokenCursor cursor(text, lexed);
    std::vector<Token> result;
    result.reserve(lexed.size());
    for (const LexToken& token : lexed) {
        if (token.kind == LexKind::End)
            break;
        TokenKind kind = TokenKind::Comment;
        if (token.kind == LexKind::DocComment) {
            kind = TokenKind::DocComment;
        } else if (!token.isComment()) {
            kind = kindOf(cursor);
            cursor.advance();
        }
        result.push_back({token.begin, token.end, kind});
    }
    return result;
}

std::vector<TextRange> SdpLanguage::folds(std::string_view text) const
{
    text = text.substr(0, kLongestSchemaText);
    return braceFolds(text, lexText(text));
}

std::optional<TextRange> SdpLanguage::definition(const Analysis& analysis, std::uint32_t offset) const
{
    return definitionAt(*analysis.schema, offset);
}

std::vector<OutlineItem> SdpLanguage::outline(const Analysis& analysis) const
{
    const Schema& schema = *analysis.schema;
    std::vector<OutlineItem> items;
    for (const Decl& decl : schema.decls) {
        OutlineItem item;
        item.name = decl.name;
        item.detail
            = (decl.kind == DeclKind::Message ? "message, " : "struct, ") + countText(decl.members.size(), "field");
        item.kind = TokenKind::TypeName;
        item.range = decl.range;
        item.nameRange = decl.nameRange;
        for (const Member& member : decl.members) {
            OutlineItem field;
            field.name = member.name;
            field.detail = schema.types[member.type].spelling;
            field.kind = TokenKind::FieldName;
            field.range = member.range;
            field.nameRange = member.nameRange;
            item.children.push_back(std::move(field));
        }
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace wirebench::sdp
