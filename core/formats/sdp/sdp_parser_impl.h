// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/sdp/sdp_parser.h"
#include "core/syntax/text_lexer.h"

#include <cstdint>
#include <optional>
#include <span>

namespace wirebench::sdp {

/// The parser behind parse(). Its members are spread over sdp_parser.cpp (declarations and fields),
/// sdp_type_parser.cpp (types) and sdp_foreign.cpp (what other languages have and SDP has not).
class Parser {
public:
    Parser(std::string_view text, std::span<const LexToken> tokens, SchemaProblems& problems);

    Syntax run();

private:
    struct Name {
        std::string text;
        TextRange range;
    };

    /// A type while it is read. Prefixes are counted, not nested: `[][][]…` of any length costs no stack and no memory.
    struct TypeShape {
        std::size_t prefixes = 0;
        bool outerIsArray = false; ///< The first prefix.
        bool lastIsArray = false;
        bool arrayOfArray = false;
        bool arrayOfOptional = false;
        bool optionalOfOther = false; ///< `??T`, `?[]T`
        std::size_t closers = 0; ///< `Option<` without its `>` so far.
        bool failed = false; ///< An error was reported.
        std::string base;
        TextRange baseRange;

        void prefix(bool array)
        {
            if (prefixes == 0)
                outerIsArray = array;
            else if (lastIsArray)
                (array ? arrayOfArray : arrayOfOptional) = true;
            else
                optionalOfOther = true;
            lastIsArray = array;
            ++prefixes;
        }
    };

    // Movement and documentation
    void next();
    void jump(std::size_t tokens);
    std::vector<LexToken> takeDocs();
    /// Doc comments in front of `offset` that no declaration or field took are reported.
    void dropDocsBefore(std::uint32_t offset);
    void forgetDocs() { m_docs.clear(); }
    std::uint32_t lastEnd() const { return m_cursor.previous().end; }
    std::string found() const;

    // Declarations
    bool atDecl() const;
    bool atDeclHeader() const;
    bool atItem() const;
    void parseItem();
    void parseDecl(DeclKind kind);
    bool parseDeclHeader(Decl& decl);
    bool skipHeader();
    void parseBody(Decl& decl);
    void reportUnclosed(const Decl& decl, TextRange open);
    std::optional<Name> parseName(std::string_view what);
    Name badName(std::size_t tokens);
    void skipItem();

    // Fields
    bool atField(std::size_t ahead = 0) const;
    void parseField(Decl& decl);
    void parseNamedField(Decl& decl, const Name& name, std::span<const LexToken> docs);
    bool parseColon(Decl& decl, const Name& name);
    bool parseSwappedField(Decl& decl);
    void endOfField(Decl& decl, const Member& member);
    void recoverField();

    // Types
    TypeIndex parseType(bool& sound);
    void parsePrefixes(TypeShape& shape);
    bool parseOnePrefix(TypeShape& shape);
    bool parseBase(TypeShape& shape);
    void parseClosers(TypeShape& shape);
    void parseSuffixes(TypeShape& shape);
    void checkShape(const TypeShape& shape, TextRange range);
    TypeIndex buildType(const TypeShape& shape, TextRange range);
    TypeIndex addType(TypeKind kind, TextRange range, std::string spelling);
    bool foreignType();
    bool foreignArray();
    bool foreignGeneric();
    bool foreignPath();
    void reportForeignType(std::size_t tokens, std::string_view pattern, std::vector<std::string> arguments,
                           const std::string& replacement);
    std::size_t genericTokens(std::size_t ahead) const;

    // What SDP does not have
    bool skipPrefix();
    bool foreignItem();
    bool foreignDecl();
    bool foreignField(Decl& decl);
    void foreignHeader(Decl& decl);
    void reportBlockComments(std::span<const LexToken> tokens);
    void reportEncoding();

    std::string_view m_text;
    TokenCursor m_cursor;
    SchemaProblems& m_problems;
    Syntax m_syntax;
    std::vector<LexToken> m_docs; // doc comments passed since the last field or declaration began
};

} // namespace wirebench::sdp
