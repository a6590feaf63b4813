// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_parser.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace wirebench::cramberry {

/// The parser behind parse(). Its members are spread over cramberry_parser.cpp (the file), cramberry_decl_parser.cpp,
/// cramberry_member_parser.cpp, cramberry_type_parser.cpp and cramberry_literal_parser.cpp (literals and annotations);
/// cramberry_foreign.cpp recognises what other languages write.
class Parser {
public:
    Parser(std::string_view text, std::uint32_t file, std::span<const LexToken> tokens, SchemaProblems& problems);

    SyntaxTree run();

private:
    // Movement, documentation, messages
    void next() { jump(1); }
    void jump(std::size_t tokens);
    TextRange rangeOf(const LexToken& token) const { return {token.begin, token.end, m_file}; }
    TextRange here() const { return rangeOf(m_cursor.peek()); }
    TextRange span(std::uint32_t begin, std::uint32_t end) const { return {begin, end, m_file}; }
    std::uint32_t lastEnd() const { return m_cursor.previous().end; }
    std::string found() const;
    std::string takeDocs();
    std::uint32_t docsBegin(std::uint32_t otherwise) const;
    void dropDocsBefore(std::uint32_t offset);
    void dropAnnotations();
    Diagnostic& expected(std::string_view pattern, std::vector<std::string> arguments = {});
    void reportEncoding();
    void reportUnclosedComments(std::span<const LexToken> tokens);

    // The file
    bool atName(std::size_t ahead = 0) const;
    bool atDeclHeader(std::size_t ahead = 0) const;
    bool atItem() const;
    void parseItem();
    void parsePackage();
    void parseImport();
    void parseUnknownItem();
    void endOfStatement(std::string_view what);
    void skipItem();

    // Declarations
    void parseDecl(DeclKind kind);
    bool parseDeclHeader(DeclNode& decl);
    void parseParameters(DeclNode& decl);
    void parseBases(DeclNode& decl);
    void parseBody(DeclNode& decl);
    void reportUnclosed(const DeclNode& decl, TextRange open);
    Name parseName(std::string_view what);
    Name badName(std::size_t tokens);
    Name parseQualified(std::string_view what);

    // Members
    bool atMember() const;
    void parseMember(DeclNode& decl);
    void parseField(DeclNode& decl, MemberNode& member);
    void parseEnumValue(DeclNode& decl, MemberNode& member);
    void parseMethod(DeclNode& decl, MemberNode& member);
    void parseRpc(DeclNode& decl, MemberNode& member);
    TypeNodeIndex parseStreamed(bool& streams);
    bool parseColon(DeclNode& decl, const MemberNode& member);
    void parseTrailingAnnotations(MemberNode& member);
    void endOfMember(DeclNode& decl, MemberNode& member);
    void recoverMember();

    // Types
    TypeNodeIndex parseType(std::uint32_t depth = 0);
    TypeNodeIndex parseUnmarked(std::uint32_t depth);
    TypeNodeIndex parseArray(std::uint32_t depth);
    TypeNodeIndex parseMap(std::uint32_t depth);
    TypeNodeIndex parseNamed(std::uint32_t depth);
    bool parseArguments(TypeNode& type, std::uint32_t depth);
    TypeNodeIndex addType(TypeNode type);
    TypeNodeIndex missingType(std::uint32_t begin);
    TypeNodeIndex tooDeepType();
    TypeNodeIndex parseForeignSuffix(TypeNodeIndex type);
    TypeNodeIndex parseForeignPrefix(std::uint32_t depth);

    // Literals and annotations
    LiteralNode parseLiteral(std::uint32_t depth = 0);
    LiteralNode parseNumber();
    LiteralNode parseArrayLiteral(std::uint32_t depth);
    LiteralNode parseObjectLiteral();
    std::string parseString();
    void parseAnnotations();
    void parseAnnotation();
    void parseAnnotationArguments(Annotation& annotation);
    std::vector<Annotation> takeAnnotations() { return std::exchange(m_annotations, {}); }

    // What other languages write
    bool foreignItem();
    bool foreignDecl();
    bool foreignMember(DeclNode& decl);

    std::string_view m_text;
    std::uint32_t m_file;
    TokenCursor m_cursor;
    SchemaProblems& m_problems;
    SyntaxTree m_tree;
    std::uint32_t m_unexpected = kNoIndex; // where the latest token lies that was not what was expected
    Diagnostic m_followOn; // of which nothing is said
    std::vector<LexToken> m_docs; // passed since the last member or declaration began
    std::vector<Annotation> m_annotations; // read, and not yet taken by what they stand before
};

} // namespace wirebench::cramberry
