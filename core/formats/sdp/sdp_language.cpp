// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_language.h"

#include "core/formats/format.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/syntax/text_lexer.h"

#include <algorithm>

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

std::string plural(std::size_t count, std::string_view one)
{
    return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
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
    const std::vector<LexToken> lexed = lexText(text);
    std::vector<TextRange> result;
    std::vector<std::uint32_t> open;
    const auto add = [&](std::uint32_t begin, std::uint32_t end) {
        if (text.substr(begin, end - begin).find_first_of("\r\n") != std::string_view::npos)
            result.push_back({begin, end});
    };
    for (std::size_t i = 0; i < lexed.size(); ++i) {
        const LexToken& token = lexed[i];
        if (token.isComment()) {
            const std::size_t first = i;
            while (lexed[i + 1].isComment() && lexed[i + 1].firstOnLine)
                ++i;
            add(lexed[first].begin, lexed[i].end);
        } else if (token.kind == LexKind::Punctuation && text[token.begin] == '{') {
            open.push_back(token.begin);
        } else if (token.kind == LexKind::Punctuation && text[token.begin] == '}' && !open.empty()) {
            add(open.back(), token.end);
            open.pop_back();
        }
    }
    std::sort(result.begin(), result.end(), [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    return result;
}

std::optional<TextRange> SdpLanguage::definition(const Analysis& analysis, std::uint32_t offset) const
{
    const Schema& schema = *analysis.schema;
    for (const TypeExpr& type : schema.types) {
        if (type.kind == TypeKind::Named && type.decl != kNoIndex && type.range.begin <= offset
            && offset <= type.range.end)
            return schema.decls[type.decl].nameRange;
    }
    for (const Decl& decl : schema.decls) {
        if (decl.nameRange.begin <= offset && offset <= decl.nameRange.end)
            return decl.nameRange;
    }
    return std::nullopt;
}

std::vector<OutlineItem> SdpLanguage::outline(const Analysis& analysis) const
{
    const Schema& schema = *analysis.schema;
    std::vector<OutlineItem> items;
    for (const Decl& decl : schema.decls) {
        OutlineItem item;
        item.name = decl.name;
        item.detail
            = (decl.kind == DeclKind::Message ? "message, " : "struct, ") + plural(decl.members.size(), "field");
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
