// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_language.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser.h"
#include "core/formats/text_language.h"

namespace wirebench::cramberry {

namespace {

/// Follows the grammar loosely, so that unfinished texts are coloured as well.
class Colouring {
public:
    Colouring(std::string_view text, std::span<const LexToken> tokens) : m_cursor(text, tokens) { }

    /// The kind of the next token that is no comment.
    TokenKind next()
    {
        const TokenKind kind = kindOf();
        follow();
        m_cursor.advance();
        return kind;
    }

private:
    bool isWord(std::size_t ahead) const { return m_cursor.peek(ahead).kind == LexKind::Identifier; }
    bool after(std::string_view word) const
    {
        return m_cursor.index() > 0 && m_cursor.textOf(m_cursor.previous()) == word;
    }

    TokenKind kindOf() const
    {
        switch (m_cursor.peek().kind) {
        case LexKind::Identifier:
            return kindOfWord();
        case LexKind::Number:
            return TokenKind::Number;
        case LexKind::String:
            return TokenKind::String;
        case LexKind::Punctuation:
            break;
        default:
            return TokenKind::Invalid;
        }
        if (m_cursor.at("@"))
            return TokenKind::Annotation;
        constexpr std::string_view known = "{}()[]<>=;:,.?-";
        return known.find(m_cursor.peekText()) == std::string_view::npos ? TokenKind::Invalid : TokenKind::Punctuation;
    }

    TokenKind kindOfWord() const
    {
        if (after("@"))
            return TokenKind::Annotation;
        if (m_parentheses > 0)
            return kindOfArgument();
        if (m_depth == 0)
            return kindOfHeaderWord();
        if (m_assigned)
            return m_cursor.at("true") || m_cursor.at("false") ? TokenKind::Keyword : TokenKind::FieldName;
        const bool begins = after("{") || after(";") || after("}") || after(")") || isAnnotationName();
        if (m_service && m_cursor.at("rpc") && isWord(1) && begins)
            return TokenKind::Keyword;
        if (m_service && m_cursor.at("stream") && (isWord(1) || m_cursor.at("[", 1)))
            return TokenKind::Keyword;
        const bool names = m_cursor.at(":", 1) || m_cursor.at("(", 1);
        return names || m_enum ? TokenKind::FieldName : kindOfType();
    }

    /// Whether the token before ends an annotation without arguments.
    bool isAnnotationName() const { return m_annotationEnd == m_cursor.index(); }

    TokenKind kindOfArgument() const
    {
        if (m_cursor.at("=", 1))
            return TokenKind::FieldName;
        if (m_cursor.at("true") || m_cursor.at("false"))
            return TokenKind::Keyword;
        return m_implements ? TokenKind::TypeName : TokenKind::Plain;
    }

    TokenKind kindOfHeaderWord() const
    {
        const std::string_view word = m_cursor.peekText();
        if (m_package || after(".") || m_cursor.at(".", 1))
            return m_package ? TokenKind::Plain : kindOfType();
        const bool declares = word == "type" || word == "enum" || word == "interface" || word == "service";
        if ((declares && !after("type") && !after("enum") && !after("interface") && !after("service"))
            || word == "package" || word == "import")
            return TokenKind::Keyword;
        if (word == "extends" || (word == "as" && m_import))
            return TokenKind::Keyword;
        return m_import ? TokenKind::Plain : kindOfType();
    }

    TokenKind kindOfType() const
    {
        if (m_cursor.at(".", 1))
            return TokenKind::Plain;
        if (after("."))
            return TokenKind::TypeName;
        const bool builtIn = findPrimitive(m_cursor.peekText()) || (m_cursor.at("map") && m_cursor.at("<", 1))
            || (m_methods && m_cursor.at("error"));
        return builtIn ? TokenKind::Type : TokenKind::TypeName;
    }

    void follow()
    {
        if (after("@") && isWord(0)) {
            m_implements = m_cursor.at("implements");
            m_annotated = m_cursor.at("(", 1);
            m_annotationEnd = m_cursor.index() + 1;
        } else if (m_cursor.at("(")) {
            m_parentheses += m_annotated || m_parentheses > 0 ? 1u : 0u;
            m_annotated = false;
        } else if (m_cursor.at(")")) {
            m_parentheses -= m_parentheses > 0 ? 1u : 0u;
        } else if (m_parentheses == 0) {
            followStatement();
        }
    }

    void followStatement()
    {
        if (m_cursor.at("{")) {
            m_depth += m_assigned ? 0 : 1;
        } else if (m_cursor.at("}")) {
            if (!m_assigned)
                m_depth = 0;
        } else if (m_cursor.at(";")) {
            m_assigned = m_package = m_import = false;
        } else if (m_cursor.at("=")) {
            m_assigned = true;
        } else if (m_depth == 0 && isWord(0)) {
            followHeader();
        }
    }

    void followHeader()
    {
        m_package = m_package || m_cursor.at("package");
        m_import = m_import || m_cursor.at("import");
        const bool declares
            = m_cursor.at("type") || m_cursor.at("enum") || m_cursor.at("interface") || m_cursor.at("service");
        if (!declares)
            return;
        m_enum = m_cursor.at("enum");
        m_methods = m_cursor.at("interface");
        m_service = m_cursor.at("service");
        m_package = m_import = m_assigned = false;
    }

    TokenCursor m_cursor;
    std::uint32_t m_depth = 0; // of braces
    std::uint32_t m_parentheses = 0; // of the annotation
    std::size_t m_annotationEnd = 0; // index behind the name of the last annotation
    bool m_annotated = false; // at an annotation that has arguments
    bool m_implements = false; // the last annotation's arguments name interfaces
    bool m_assigned = false; // behind the `=` of a member
    bool m_package = false; // in a `package` statement
    bool m_import = false;
    bool m_enum = false; // the last declaration is one
    bool m_methods = false; // … an interface
    bool m_service = false;
};

} // namespace

std::vector<Token> CramberryLanguage::tokens(std::string_view text) const
{
    text = text.substr(0, kLongestSchemaText);
    const std::vector<LexToken> lexed = lex(text);
    Colouring colouring(text, lexed);
    std::vector<Token> result;
    result.reserve(lexed.size());
    for (const LexToken& token : lexed) {
        if (token.kind == LexKind::End)
            break;
        TokenKind kind = token.kind == LexKind::DocComment ? TokenKind::DocComment : TokenKind::Comment;
        if (!token.isComment())
            kind = colouring.next();
        result.push_back({token.begin, token.end, kind});
    }
    return result;
}

std::vector<TextRange> CramberryLanguage::folds(std::string_view text) const
{
    text = text.substr(0, kLongestSchemaText);
    return braceFolds(text, lex(text));
}

} // namespace wirebench::cramberry
