// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser_impl.h"

#include <algorithm>

namespace wirebench::cramberry {

void Parser::parseDecl(DeclKind kind)
{
    DeclNode decl;
    decl.kind = kind;
    decl.keyword = here();
    decl.annotations = takeAnnotations();
    decl.range = here();
    decl.range.begin = docsBegin(decl.annotations.empty() ? decl.range.begin : decl.annotations.front().range.begin);
    decl.doc = takeDocs();
    next();
    if (parseDeclHeader(decl))
        parseBody(decl);
    decl.range.end = std::max(lastEnd(), decl.keyword.end);
    if (!decl.name.text.empty())
        m_tree.decls.push_back(std::move(decl));
}

/// Whether a body follows.
bool Parser::parseDeclHeader(DeclNode& decl)
{
    // Annotations are accepted before the name as well.
    parseAnnotations();
    for (Annotation& annotation : takeAnnotations())
        decl.annotations.push_back(std::move(annotation));
    const std::string keyword(m_text.substr(decl.keyword.begin, decl.keyword.size()));
    decl.name = parseName(declWord(decl.kind));
    if (m_cursor.at("<"))
        parseParameters(decl);
    if (m_cursor.at("extends"))
        parseBases(decl);
    if (m_cursor.at("{")) {
        dropDocsBefore(m_cursor.peek().begin);
        return true;
    }
    decl.sound = false;
    if (m_cursor.at("@") || m_cursor.at("}") || (atName() && m_cursor.at(":", 1))) {
        Diagnostic& problem = expected("Expected `{` behind the name `{0}`, found {1}.", {decl.name.text});
        addFix(problem, {"Insert `{`", {}}, span(lastEnd(), lastEnd()), " {");
        return true;
    }
    if (!decl.name.text.empty())
        expected("Expected `{` and the members of `{0}`, found {2}: write `{1} {0} { … }`.", {decl.name.text, keyword});
    m_docs.clear();
    if (m_cursor.at(";"))
        next();
    else if (!atItem() && !m_cursor.atEnd())
        skipItem();
    return false;
}

void Parser::parseParameters(DeclNode& decl)
{
    const TextRange open = here();
    next();
    while (atName() && !m_cursor.at("extends")) {
        decl.parameters.push_back(parseName("type parameter"));
        if (!m_cursor.at(","))
            break;
        next();
    }
    if (decl.parameters.empty())
        expected("Expected the name of a type parameter behind `<`, found {0}.");
    if (m_cursor.at(">")) {
        next();
    } else if (!decl.parameters.empty()) {
        Diagnostic& problem = expected("Expected `,` or `>` in the type parameters, found {0}.");
        addRelated(problem, open, "opened here");
        addFix(problem, {"Insert `>`", {}}, span(lastEnd(), lastEnd()), ">");
        while (!m_cursor.atEnd() && !m_cursor.at("{") && !m_cursor.at(">") && !m_cursor.at("}") && !atItem())
            next();
        if (m_cursor.at(">"))
            next();
    }
    if (decl.kind != DeclKind::Struct) {
        Diagnostic& problem = m_problems.error("syntax", span(open.begin, lastEnd()),
                                               "Only a `type` can have type parameters, not {0}: remove them.",
                                               {std::string(declPhrase(decl.kind))});
        addFix(problem, {"Remove the type parameters", {}}, span(open.begin, lastEnd()), "");
        decl.parameters.clear();
        decl.sound = false;
    }
}

void Parser::parseBases(DeclNode& decl)
{
    const TextRange keyword = here();
    next();
    for (;;) {
        const TypeNodeIndex base = parseType();
        if (m_tree.types[base].kind != TypeNodeKind::Missing)
            decl.bases.push_back(base);
        if (!m_cursor.at(","))
            break;
        next();
    }
    if (decl.kind == DeclKind::Enum || decl.kind == DeclKind::Service) {
        m_problems.error("syntax", span(keyword.begin, lastEnd()),
                         "Only a `type` and an `interface` can extend something, not {0}: remove this.",
                         {std::string(declPhrase(decl.kind))});
        decl.bases.clear();
    } else if (decl.kind == DeclKind::Struct && decl.bases.size() > 1) {
        m_problems.error("syntax", m_tree.types[decl.bases[1]].range,
                         "A type extends one other type only: take the fields of the others over by hand.");
        decl.bases.resize(1);
    }
}

void Parser::parseBody(DeclNode& decl)
{
    const TextRange open = m_cursor.at("{") ? here() : decl.name.range;
    if (m_cursor.at("{"))
        next();
    for (;;) {
        parseAnnotations();
        if (m_cursor.at("}")) {
            dropAnnotations();
            dropDocsBefore(m_cursor.peek().begin);
            next();
            return;
        }
        if (m_cursor.atEnd() || atDeclHeader()) {
            reportUnclosed(decl, open);
            return;
        }
        parseMember(decl);
    }
}

void Parser::reportUnclosed(const DeclNode& decl, TextRange open)
{
    const std::uint32_t end = m_annotations.empty() ? lastEnd() : m_annotations.front().range.begin;
    m_unexpected = kNoIndex; // A brace is missing whatever was wrong before.
    Diagnostic& problem = expected("The {0} `{1}` is not closed: expected `}` before {2}.",
                                   {std::string(declWord(decl.kind)), decl.name.text});
    addRelated(problem, open, "opened here");
    addFix(problem, {"Insert `}`", {}}, span(end, end), m_annotations.empty() ? "\n}" : "}\n");
}

/// The name at the cursor. Where there is none: a problem, and an empty name.
Name Parser::parseName(std::string_view what)
{
    const LexToken& token = m_cursor.peek();
    if (!atName() && token.kind != LexKind::Number) {
        expected("Expected the name of the {0}, found {1}.", {std::string(what)});
        return {{}, span(lastEnd(), lastEnd())};
    }
    // `my-name` and `my$name` are one attempt at a name.
    std::size_t tokens = 1;
    while ((m_cursor.at("-", tokens) || m_cursor.at("$", tokens)) && m_cursor.adjacent(tokens)
           && m_cursor.adjacent(tokens + 1) && m_cursor.peek(tokens + 1).kind != LexKind::Punctuation)
        tokens += 2;
    if (token.kind == LexKind::Identifier && tokens == 1) {
        Name name{std::string(m_cursor.textOf(token)), rangeOf(token)};
        next();
        return name;
    }
    return badName(tokens);
}

Name Parser::badName(std::size_t tokens)
{
    const TextRange range = span(m_cursor.peek().begin, m_cursor.peek(tokens - 1).end);
    const std::string_view written = m_text.substr(range.begin, range.size());
    std::string good;
    for (const char c : written) {
        if (isIdentifierPart(c))
            good.push_back(c);
        else if (good.empty() || good.back() != '_')
            good.push_back('_');
    }
    if (!isIdentifierStart(good.front()))
        good.insert(0, "_");
    Diagnostic& problem = m_problems.error(
        "bad-identifier", range,
        "`{0}` is no name: a name starts with a letter A–Z, a–z or `_` and goes on with letters, digits and `_`.",
        {excerpt(written)});
    if (good.find_first_not_of("_0123456789") != std::string::npos)
        addFix(problem, {"Rename to `{0}`", {good}}, range, good);
    m_tree.badNames.insert(range.begin);
    jump(tokens);
    return {std::move(good), range};
}

/// `a.b.c`; its text is without blanks.
Name Parser::parseQualified(std::string_view what)
{
    Name name = parseName(what);
    while (!name.text.empty() && m_cursor.at(".") && (atName(1) || m_cursor.peek(1).kind == LexKind::Number)) {
        next();
        const Name part = parseName(what);
        name.text += "." + part.text;
        name.range.end = part.range.end;
    }
    return name;
}

} // namespace wirebench::cramberry
