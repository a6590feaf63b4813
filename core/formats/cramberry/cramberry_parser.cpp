// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_parser_impl.h"

#include "core/base/text.h"
#include "core/syntax/comment_text.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

DeclKind kindOf(std::string_view keyword)
{
    if (keyword == "enum")
        return DeclKind::Enum;
    if (keyword == "interface")
        return DeclKind::Interface;
    return keyword == "service" ? DeclKind::Service : DeclKind::Struct;
}

} // namespace

std::vector<LexToken> lex(std::string_view text)
{
    return lexText(text, BlockComments::FlatDocs);
}

SyntaxTree parse(std::string_view text, std::uint32_t file, SchemaProblems& problems)
{
    const std::vector<LexToken> tokens = lex(text);
    return Parser(text, file, tokens, problems).run();
}

Parser::Parser(std::string_view text, std::uint32_t file, std::span<const LexToken> tokens, SchemaProblems& problems)
    : m_text(text), m_file(file), m_cursor(text, tokens), m_problems(problems)
{
    reportEncoding();
    reportUnclosedComments(tokens);
    jump(0);
}

SyntaxTree Parser::run()
{
    while (!m_cursor.atEnd())
        parseItem();
    dropAnnotations();
    dropDocsBefore(m_cursor.peek().end);
    return std::move(m_tree);
}

// ---- Movement, documentation, messages

void Parser::jump(std::size_t tokens)
{
    const bool moves = !m_cursor.atEnd() || m_cursor.index() == 0;
    m_cursor.jumpTo(m_cursor.index() + tokens);
    if (!moves)
        return;
    for (const LexToken& comment : m_cursor.commentsBefore()) {
        if (comment.kind == LexKind::DocComment)
            m_docs.push_back(comment);
    }
}

std::string Parser::takeDocs()
{
    std::string doc = commentText(m_text, m_docs);
    m_docs.clear();
    return doc;
}

std::uint32_t Parser::docsBegin(std::uint32_t otherwise) const
{
    return m_docs.empty() ? otherwise : std::min(otherwise, m_docs.front().begin);
}

void Parser::dropDocsBefore(std::uint32_t offset)
{
    const auto kept
        = std::find_if(m_docs.begin(), m_docs.end(), [offset](const LexToken& doc) { return doc.begin >= offset; });
    if (kept == m_docs.begin())
        return;
    Diagnostic& problem = m_problems.add(
        Severity::Warning, "dangling-doc", span(m_docs.front().begin, std::prev(kept)->end),
        "This documentation has nothing to document: `///` and `/** */` belong directly before a declaration or one "
        "of its members; plain comments start with `//` or `/*`.");
    std::vector<TextEdit> edits;
    for (auto doc = m_docs.begin(); doc != kept; ++doc) {
        const bool block = m_text.substr(doc->begin).starts_with("/*");
        edits.push_back({span(doc->begin, doc->begin + 3), block ? "/*" : "//"});
    }
    addFix(problem, {"Make it a plain comment", {}}, std::move(edits));
    m_docs.erase(m_docs.begin(), kept);
}

void Parser::dropAnnotations()
{
    for (const Annotation& annotation : takeAnnotations()) {
        m_problems.error("syntax", annotation.range,
                         "The annotation `@{0}` has nothing to annotate: it stands before a declaration or one of its "
                         "members.",
                         {annotation.name.text});
    }
}

std::string Parser::found() const
{
    const LexToken& token = m_cursor.peek();
    if (token.kind == LexKind::End)
        return "the end of the text";
    return "`" + excerpt(m_cursor.textOf(token)) + "`";
}

/// A syntax error at the current token, which is added to the arguments.
Diagnostic& Parser::expected(std::string_view pattern, std::vector<std::string> arguments)
{
    // What else was expected where something is wrong already only follows from that.
    if (m_unexpected == here().begin)
        return m_followOn = {};
    m_unexpected = here().begin;
    arguments.push_back(found());
    return m_problems.error("syntax", here(), pattern, std::move(arguments));
}

void Parser::reportEncoding()
{
    const std::size_t good = validUtf8Prefix(asBytes(m_text));
    if (good == m_text.size())
        return;
    const auto at = static_cast<std::uint32_t>(good);
    m_problems.error("syntax", span(at, at + 1),
                     "The text is not UTF-8 from here on (byte {0}): save the file as UTF-8.",
                     {toHex(asBytes(m_text.substr(good, 1)))});
}

void Parser::reportUnclosedComments(std::span<const LexToken> tokens)
{
    for (const LexToken& token : tokens) {
        if (!token.isComment() || token.closed)
            continue;
        Diagnostic& problem = m_problems.error("syntax", span(token.begin, token.begin + 2),
                                               "This comment never ends: expected `*/` before the end of the text.");
        addFix(problem, {"Insert `*/`", {}}, span(token.end, token.end), " */");
    }
}

// ---- The file

bool Parser::atName(std::size_t ahead) const
{
    const LexKind kind = m_cursor.peek(ahead).kind;
    return kind == LexKind::Identifier || kind == LexKind::BadWord;
}

bool Parser::atDeclHeader(std::size_t ahead) const
{
    const bool keyword = m_cursor.at("type", ahead) || m_cursor.at("enum", ahead) || m_cursor.at("interface", ahead)
        || m_cursor.at("service", ahead);
    return keyword && atName(ahead + 1)
        && (m_cursor.at("{", ahead + 2) || m_cursor.at("<", ahead + 2) || m_cursor.at("extends", ahead + 2));
}

/// Whether something starts here that stands at the top of a file.
bool Parser::atItem() const
{
    if (atDeclHeader())
        return true;
    if (!m_cursor.peek().firstOnLine)
        return false;
    const bool annotation = m_cursor.at("@") && atName(1);
    const bool statement = m_cursor.at("package") || m_cursor.at("import");
    const bool declaration = m_cursor.at("type") || m_cursor.at("enum") || m_cursor.at("interface")
        || m_cursor.at("service") || m_cursor.at("message") || m_cursor.at("struct");
    return annotation || ((statement || declaration) && !m_cursor.at(":", 1) && !m_cursor.at("=", 1));
}

void Parser::parseItem()
{
    parseAnnotations();
    if (m_cursor.atEnd())
        return;
    if (m_cursor.at("package") || m_cursor.at("import")) {
        dropAnnotations();
        if (m_cursor.at("package"))
            parsePackage();
        else
            parseImport();
        return;
    }
    const std::string_view keyword = m_cursor.peekText();
    if (m_cursor.peek().kind == LexKind::Identifier
        && (keyword == "type" || keyword == "enum" || keyword == "interface" || keyword == "service")) {
        parseDecl(kindOf(keyword));
        return;
    }
    if (!foreignDecl() && !foreignItem())
        parseUnknownItem();
}

void Parser::parsePackage()
{
    const TextRange keyword = here();
    const bool first = m_tree.package.text.empty();
    std::string doc = takeDocs();
    next();
    const Name name = parseQualified("package");
    if (!first) {
        Diagnostic& problem
            = m_problems.error("syntax", keyword, "A file has one package, and `{0}` is named already: remove this.",
                               {m_tree.package.text});
        addRelated(problem, m_tree.package.range, "`{0}` is named here", {m_tree.package.text});
    } else if (!m_tree.imports.empty() || !m_tree.decls.empty()) {
        m_problems.error("syntax", keyword, "`package` comes first in a file: move it before {0}.",
                         {m_tree.imports.empty() ? "the declarations" : "the imports"});
    }
    if (first) {
        m_tree.package = name;
        m_tree.doc = std::move(doc);
    }
    endOfStatement("package");
}

void Parser::parseImport()
{
    ImportNode import;
    import.range = here();
    next();
    dropDocsBefore(lastEnd());
    if (!m_tree.decls.empty())
        m_problems.error("syntax", import.range, "Imports come before the declarations: move this line up.");
    if (m_cursor.peek().kind == LexKind::String) {
        import.path.range = here();
        import.path.text = parseString();
    } else {
        expected("Expected the path of a file in quotes behind `import`, like `import \"other.cramberry\";`; found "
                 "{0}.");
        if (atName())
            parseQualified("file");
    }
    if (m_cursor.at("as")) {
        next();
        import.alias = parseName("alias");
    }
    endOfStatement("import");
    import.range.end = lastEnd();
    if (!import.path.text.empty())
        m_tree.imports.push_back(std::move(import));
}

void Parser::endOfStatement(std::string_view what)
{
    if (m_cursor.at(";")) {
        next();
        return;
    }
    Diagnostic& problem = expected("Expected `;` at the end of `{0}`, found {1}.", {std::string(what)});
    if (m_cursor.peek().firstOnLine || m_cursor.atEnd()) {
        addFix(problem, {"Insert `;`", {}}, span(lastEnd(), lastEnd()), ";");
        return;
    }
    while (!m_cursor.atEnd() && !m_cursor.at(";") && !m_cursor.peek().firstOnLine)
        next();
    if (m_cursor.at(";"))
        next();
}

void Parser::parseUnknownItem()
{
    if (m_cursor.at("}") || m_cursor.at(";") || m_cursor.at(",")) {
        dropAnnotations();
        Diagnostic& problem
            = expected("{0} has no place between declarations: expected `type`, `enum`, `interface` or `service`.");
        addFix(problem, {"Remove it", {}}, here(), "");
        next();
        return;
    }
    const bool misspelt = m_cursor.peek().kind == LexKind::Identifier && atName(1)
        && (m_cursor.at("{", 2) || m_cursor.at("<", 2) || m_cursor.at("extends", 2));
    const std::string near(misspelt ? nearestName(m_cursor.peekText(), {"type", "enum", "interface", "service"})
                                    : std::string_view());
    if (near.empty()) {
        expected("Expected `package`, `import`, `type`, `enum`, `interface` or `service`, found {0}.");
        takeAnnotations();
        m_docs.clear();
        skipItem();
        return;
    }
    Diagnostic& problem
        = expected("Expected `type`, `enum`, `interface` or `service`, found {1}: did you mean `{0}`?", {near});
    addFix(problem, {"Write `{0}`", {near}}, here(), near);
    parseDecl(kindOf(near));
}

void Parser::skipItem()
{
    do {
        if (m_cursor.at("{") && m_cursor.toPartner() > 0) {
            jump(m_cursor.toPartner());
            m_docs.clear();
            next();
            if (m_cursor.at(";"))
                next();
            return;
        }
        const bool last = m_cursor.at(";");
        m_docs.clear();
        next();
        if (last)
            return;
    } while (!m_cursor.atEnd() && !atItem());
}

} // namespace wirebench::cramberry
