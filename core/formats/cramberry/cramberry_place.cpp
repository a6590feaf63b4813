// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_place.h"

#include "core/formats/cramberry/cramberry_parser.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

class Reader {
public:
    Reader(std::string_view text, std::uint32_t offset) : m_text(text), m_tokens(lex(text.substr(0, offset)))
    {
        m_place.replace = {offset, offset};
    }

    PlaceInText run()
    {
        const std::size_t count = takeUnfinished();
        for (std::size_t i = 0; i < count; ++i) {
            if (!m_tokens[i].isComment())
                read(textOf(m_tokens[i]), m_tokens[i].kind);
        }
        if (m_parentheses > 0)
            m_place.arguments = m_annotation;
        else
            endAnnotation();
        return std::move(m_place);
    }

private:
    std::string_view textOf(const LexToken& token) const { return m_text.substr(token.begin, token.end - token.begin); }

    /// Sets what is to be replaced; gives the number of tokens before that.
    std::size_t takeUnfinished()
    {
        std::size_t count = m_tokens.size() - 1; // the end
        const std::uint32_t offset = m_place.replace.end;
        if (count == 0 || m_tokens[count - 1].end != offset)
            return count;
        const LexToken& last = m_tokens[count - 1];
        if (last.isComment()) {
            const bool line = textOf(last).starts_with("//");
            m_place.inComment = line || !last.closed;
            return count;
        }
        if (last.kind == LexKind::String && !last.closed) {
            m_place.inString = true;
            m_place.replace.begin = last.begin + 1;
            return count - 1;
        }
        if (last.kind == LexKind::Identifier || last.kind == LexKind::Number)
            m_place.replace.begin = m_tokens[--count].begin;
        if (count > 0 && textOf(m_tokens[count - 1]) == "@" && m_tokens[count - 1].end == m_place.replace.begin) {
            m_place.atAnnotation = true;
            m_place.replace.begin = m_tokens[--count].begin;
        }
        return count;
    }

    void read(std::string_view piece, LexKind kind)
    {
        if (m_parentheses > 0) {
            m_parentheses += piece == "(" ? 1 : 0;
            m_parentheses -= piece == ")" ? 1 : 0;
            if (m_parentheses == 0)
                endAnnotation();
        } else if (m_named && piece == "(") {
            m_parentheses = 1;
        } else if (piece == "@") {
            endAnnotation();
            m_annotated = true;
        } else if (m_annotated && kind == LexKind::Identifier) {
            m_annotation = piece;
            m_annotated = false;
            m_named = true;
        } else {
            endAnnotation();
            readStatement(piece);
        }
    }

    void endAnnotation()
    {
        if (m_named)
            m_place.annotations.push_back(m_annotation);
        m_annotated = m_named = false;
    }

    void readStatement(std::string_view piece)
    {
        const bool literal = m_place.has("=");
        const std::string_view first = m_place.words.empty() ? std::string_view() : m_place.words.front();
        if (piece == "{" && m_place.body == PlaceInText::Body::None) {
            m_place.body = bodyOf(first);
            endStatement();
        } else if (piece == "}" && !(literal && m_place.last() == "{")) {
            m_place.body = PlaceInText::Body::None;
            m_place.hasDecl = true;
            endStatement();
        } else if (piece == ";") {
            m_place.hasPackage = m_place.hasPackage || (m_place.body == PlaceInText::Body::None && first == "package");
            endStatement();
        } else {
            m_place.words.push_back(piece);
        }
    }

    static PlaceInText::Body bodyOf(std::string_view keyword)
    {
        if (keyword == "enum")
            return PlaceInText::Body::Enum;
        if (keyword == "interface")
            return PlaceInText::Body::Interface;
        return keyword == "service" ? PlaceInText::Body::Service : PlaceInText::Body::Type;
    }

    void endStatement()
    {
        m_place.words.clear();
        m_place.annotations.clear();
    }

    std::string_view m_text;
    std::vector<LexToken> m_tokens;
    PlaceInText m_place;
    std::string_view m_annotation; // the last one's name
    int m_parentheses = 0; // open ones of the annotation
    bool m_annotated = false; // behind an `@`
    bool m_named = false; // behind the name of an annotation
};

} // namespace

bool PlaceInText::has(std::string_view word) const
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string PlaceInText::qualifier() const
{
    std::size_t begin = words.size();
    while (begin >= 2 && words[begin - 1] == ".")
        begin -= 2;
    std::string name;
    for (std::size_t i = begin; i + 1 < words.size(); ++i)
        name += words[i];
    return name;
}

PlaceInText placeAt(std::string_view text, std::uint32_t offset)
{
    return Reader(text, offset).run();
}

std::string_view keywordBehind(std::string_view text, std::uint32_t offset)
{
    const std::vector<LexToken> tokens = lex(text.substr(offset));
    TokenCursor cursor(text.substr(offset), tokens);
    // The rest of an annotation that the offset is in.
    if (cursor.peek().kind == LexKind::Identifier && cursor.peek().begin == 0)
        cursor.advance();
    if (cursor.at("("))
        cursor.jumpTo(cursor.index() + cursor.toPartner() + 1);
    while (cursor.at("@")) {
        cursor.advance();
        cursor.advance();
        if (cursor.at("("))
            cursor.jumpTo(cursor.index() + cursor.toPartner() + 1);
    }
    const bool declares = cursor.at("type") || cursor.at("enum") || cursor.at("interface") || cursor.at("service");
    return declares ? cursor.peekText() : std::string_view();
}

} // namespace wirebench::cramberry
