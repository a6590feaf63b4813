// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/serialkit/serialkit_parser.h"

#include <cstdint>
#include <optional>
#include <span>

namespace wirebench::serialkit {

/// The parser behind parse(). Its members are spread over serialkit_parser.cpp (declarations and names),
/// serialkit_field_parser.cpp (fields and enum values), serialkit_type_parser.cpp (modifiers and types) and
/// serialkit_foreign.cpp (what other languages have and SerialKit has not).
class Parser {
public:
    Parser(std::string_view text, std::span<const LexToken> tokens, SchemaProblems& problems);

    Syntax run();

private:
    struct Name {
        std::string text;
        TextRange range;
    };

    /// A declaration whose body is being read.
    struct OpenDecl {
        DeclIndex decl = kNoIndex;
        TextRange brace; ///< Its `{`, or its name where that is missing.
        bool closes = false; ///< The text has the `}` that belongs to it.
        std::int64_t highest = -1; ///< The largest number so far; for a model at least 0.
    };

    // Movement and documentation
    void next() { m_cursor.advance(); }
    void jump(std::size_t tokens) { m_cursor.jumpTo(m_cursor.index() + tokens); }
    std::uint32_t lastEnd() const { return m_cursor.previous().end; }
    std::string found() const;
    bool atWord(std::size_t ahead = 0) const;
    /// The comments directly above the current token.
    std::span<const LexToken> docsAbove() const;
    /// Takes over comments behind a finished member on its line.
    void takeDocsBehind(Member& member) const;
    Decl& openDecl() { return m_syntax.schema.decls[m_open.back().decl]; }
    const Decl& openDecl() const { return m_syntax.schema.decls[m_open.back().decl]; }
    Diagnostic& removable(TextRange range, std::string_view pattern, std::vector<std::string> arguments);

    // Declarations
    bool atDeclHeader(std::size_t ahead = 0) const;
    bool atItem() const;
    void parseItem();
    void parseStray();
    void parseNamespace();
    void parseNamespaceName();
    void parseDecl(DeclKind kind);
    bool parseDeclHeader(Decl& decl);
    bool skipHeader(Decl& decl);
    void parseBodyItem();
    void closeDecl();
    void reportUnclosed();
    void reportNested();
    std::optional<Name> parseName();
    Name badName(std::size_t tokens);
    void skipItem(bool whole = false);

    // Fields and enum values
    bool atNextMember() const;
    void parseField();
    bool parseFieldParts(Member& member);
    bool parseSwappedField(Member& member);
    bool parseNumber(Member& member, std::string_view what);
    bool readNumber(Member& member);
    std::int64_t nextNumber() const;
    void parseValue();
    bool straySeparator();
    void endOfMember(const Member& member);
    void recoverMember();
    void addMember(Member member);

    // Modifiers and types
    void parseModifiers(Member& member);
    bool unknownModifier(Member& member);
    bool parseType(Member& member, bool nameBefore = false);
    TypeIndex writtenType(std::string_view name, TextRange range);
    TypeIndex addType(TypeKind kind, TextRange range, std::string spelling);
    void wrapType(Member& member);

    // What SerialKit does not have
    bool foreignItem();
    bool atForeignDecl() const;
    bool foreignDecl();
    bool foreignMember();
    bool foreignType(Member& member);
    bool foreignGeneric(Member& member);
    void foreignHeader(Decl& decl);
    void foreignOptions();
    bool skipPrefix();
    std::size_t genericTokens(std::size_t ahead) const;
    void reportForeignType(Member& member, std::size_t tokens, std::string_view pattern, std::string element,
                           const std::string& replacement);
    void reportComments(std::span<const LexToken> tokens);
    void reportEncoding();

    std::string_view m_text;
    TokenCursor m_cursor;
    SchemaProblems& m_problems;
    Syntax m_syntax;
    std::vector<OpenDecl> m_open; // declarations inside declarations are reported, and read all the same
    std::optional<TextRange> m_namespace; // the first one
};

} // namespace wirebench::serialkit
