// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_parser_impl.h"

#include "core/base/text.h"
#include "core/formats/sdp/sdp_names.h"

#include <algorithm>

namespace wirebench::sdp {

Parser::Parser(std::string_view text, std::span<const LexToken> tokens, SchemaProblems& problems)
    : m_text(text), m_cursor(text, tokens), m_problems(problems)
{
    reportEncoding();
    reportBlockComments(tokens);
    jump(0);
}

Syntax Parser::run()
{
    while (!m_cursor.atEnd())
        parseItem();
    dropDocsBefore(m_cursor.peek().end);
    return std::move(m_syntax);
}

// ---- Movement and documentation

void Parser::next()
{
    jump(1);
}

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

std::vector<LexToken> Parser::takeDocs()
{
    return std::exchange(m_docs, {});
}

void Parser::dropDocsBefore(std::uint32_t offset)
{
    const auto kept
        = std::find_if(m_docs.begin(), m_docs.end(), [offset](const LexToken& doc) { return doc.begin >= offset; });
    if (kept == m_docs.begin())
        return;
    Diagnostic& problem = m_problems.add(
        Severity::Warning, "dangling-doc", {m_docs.front().begin, std::prev(kept)->end},
        "This documentation has nothing to document: `///` belongs directly before a struct, a message or a field; "
        "a plain comment starts with `//`.");
    std::vector<TextEdit> edits;
    for (auto doc = m_docs.begin(); doc != kept; ++doc)
        edits.push_back({{doc->begin, doc->begin + 3}, "//"});
    addFix(problem, {"Make it a plain comment", {}}, std::move(edits));
    m_docs.erase(m_docs.begin(), kept);
}

std::string Parser::found() const
{
    const LexToken& token = m_cursor.peek();
    if (token.kind == LexKind::End)
        return "the end of the text";
    return "`" + excerpt(m_cursor.textOf(token)) + "`";
}

// ---- Declarations

bool Parser::atDecl() const
{
    return m_cursor.at("struct") || m_cursor.at("message");
}

bool Parser::atDeclHeader() const
{
    if (!atDecl() || m_cursor.at(":", 1))
        return false;
    const LexKind name = m_cursor.peek(1).kind;
    const bool named = name == LexKind::Identifier || name == LexKind::BadWord || name == LexKind::Number;
    return m_cursor.at("{", 1) || (named && (m_cursor.at("{", 2) || m_cursor.peek().firstOnLine));
}

void Parser::parseItem()
{
    if (skipPrefix())
        return;
    if (atDecl()) {
        parseDecl(m_cursor.at("struct") ? DeclKind::Struct : DeclKind::Message);
        return;
    }
    if (foreignDecl()) {
        parseDecl(DeclKind::Struct);
        return;
    }
    if (foreignItem())
        return;
    const TextRange range = m_cursor.peek().range();
    if (m_cursor.at("}") || m_cursor.at(";") || m_cursor.at(",")) {
        Diagnostic& problem = m_problems.error(
            "syntax", range, "{0} has no place between declarations: expected `struct` or `message`; remove it.",
            {found()});
        addFix(problem, {"Remove it", {}}, range, "");
        next();
        return;
    }
    const bool misspelt = m_cursor.peek().kind == LexKind::Identifier && m_cursor.peek(1).kind == LexKind::Identifier
        && m_cursor.at("{", 2);
    const std::string_view near
        = misspelt ? nearestName(m_cursor.peekText(), {"struct", "message"}) : std::string_view();
    Diagnostic& problem = m_problems.error(
        "syntax", range,
        near.empty() ? "Expected `struct` or `message`, found {0}: a schema is a list of `struct Name { … }` and "
                       "`message Name { … }`."
                     : "Expected `struct` or `message`, found {0}: did you mean `{1}`?",
        {found(), std::string(near)});
    if (near.empty()) {
        forgetDocs();
        skipItem();
        return;
    }
    addFix(problem, {"Write `{0}`", {std::string(near)}}, range, std::string(near));
    parseDecl(near == "struct" ? DeclKind::Struct : DeclKind::Message);
}

void Parser::parseDecl(DeclKind kind)
{
    Decl decl;
    decl.kind = kind;
    const std::vector<LexToken> docs = takeDocs();
    decl.doc = docText(m_text, docs);
    const TextRange keyword = m_cursor.peek().range();
    decl.range.begin = docs.empty() ? keyword.begin : docs.front().begin;
    next();
    if (parseDeclHeader(decl))
        parseBody(decl);
    decl.range.end = std::max(lastEnd(), keyword.end);
    if (decl.name.empty())
        return;
    m_syntax.schema.decls.push_back(std::move(decl));
    m_syntax.keywordRanges.push_back(keyword);
}

bool Parser::parseDeclHeader(Decl& decl)
{
    const std::string kind = decl.kind == DeclKind::Struct ? "struct" : "message";
    std::optional<Name> name = parseName(kind);
    if (!name) {
        m_problems.error("syntax", m_cursor.peek().range(),
                         "Expected the name of the {0}, found {1}: write `{0} Name { field: type, … }`.",
                         {kind, found()});
        return m_cursor.at("{") || skipHeader();
    }
    decl.name = std::move(name->text);
    decl.nameRange = name->range;
    if (!m_cursor.at("{"))
        foreignHeader(decl);
    if (m_cursor.at("{")) {
        dropDocsBefore(m_cursor.peek().begin);
        return true;
    }
    decl.sound = false;
    if (m_cursor.at(";")) {
        next();
        return false;
    }
    if (atField() || m_cursor.at("}")) {
        Diagnostic& problem = m_problems.error("syntax", m_cursor.peek().range(),
                                               "Expected `{` behind the name `{0}`, found {1}.", {decl.name, found()});
        addFix(problem, {"Insert `{`", {}}, {lastEnd(), lastEnd()}, " {");
        return true;
    }
    m_problems.error("syntax", m_cursor.peek().range(),
                     "Expected `{` and the fields of `{0}`, found {1}: write `{2} {0} { field: type, … }`.",
                     {decl.name, found(), kind});
    return skipHeader();
}

/// Leaves a declaration whose header cannot be understood; gives false: it has no body to parse.
bool Parser::skipHeader()
{
    forgetDocs();
    if (!atItem())
        skipItem();
    return false;
}

void Parser::parseBody(Decl& decl)
{
    const TextRange open = m_cursor.at("{") ? m_cursor.peek().range() : decl.nameRange;
    if (m_cursor.at("{"))
        next();
    for (;;) {
        while (skipPrefix()) { }
        if (m_cursor.at("}")) {
            dropDocsBefore(m_cursor.peek().begin);
            next();
            return;
        }
        if (m_cursor.atEnd() || atDeclHeader()) {
            reportUnclosed(decl, open);
            return;
        }
        parseField(decl);
    }
}

void Parser::reportUnclosed(const Decl& decl, TextRange open)
{
    const std::uint32_t end = lastEnd();
    Diagnostic& problem
        = m_problems.error("syntax", m_cursor.peek().range(), "The {0} `{1}` is not closed: expected `}` before {2}.",
                           {decl.kind == DeclKind::Struct ? "struct" : "message", decl.name, found()});
    addRelated(problem, open, "opened here");
    addFix(problem, {"Insert `}`", {}}, {end, end}, "\n}");
}

std::optional<Parser::Name> Parser::parseName(std::string_view what)
{
    const LexToken& token = m_cursor.peek();
    if (m_cursor.at("r") && m_cursor.at("#", 1) && m_cursor.adjacent(1) && m_cursor.adjacent(2)) {
        const TextRange range{token.begin, m_cursor.peek(2).end};
        const std::string name(m_cursor.peekText(2));
        Diagnostic& problem
            = m_problems.error("unsupported", range,
                               "SDP has no raw identifiers: name the {0} so that no language reserves it, like `{1}_`.",
                               {std::string(what), name});
        addFix(problem, {"Rename to `{0}_`", {name}}, range, name + "_");
        jump(3);
        return Name{name + "_", range};
    }
    const std::size_t tokens = nameTokens(m_cursor);
    if (tokens == 0)
        return std::nullopt;
    if (token.kind == LexKind::Identifier && tokens == 1) {
        Name name{std::string(m_cursor.textOf(token)), token.range()};
        next();
        return name;
    }
    return badName(tokens);
}

Parser::Name Parser::badName(std::size_t tokens)
{
    const TextRange range{m_cursor.peek().begin, m_cursor.peek(tokens - 1).end};
    const std::string_view written = m_text.substr(range.begin, range.size());
    std::string good = identifierFrom(written);
    Diagnostic& problem = m_problems.error(
        "bad-identifier", range,
        "`{0}` is no name: a name starts with a letter A–Z, a–z or `_` and goes on with letters, digits and `_`.",
        {excerpt(written)});
    if (good.find_first_not_of("_0123456789") != std::string::npos)
        addFix(problem, {"Rename to `{0}`", {good}}, range, good);
    m_syntax.badNames.insert(range.begin);
    jump(tokens);
    return {std::move(good), range};
}

bool Parser::atItem() const
{
    static constexpr std::string_view starters[]
        = {"enum", "union", "use",    "impl",    "trait", "fn",    "const",    "static",
           "mod",  "pub",   "import", "package", "#",     "class", "interface"};
    if (atDeclHeader())
        return true;
    return m_cursor.peek().firstOnLine && !m_cursor.at(":", 1)
        && std::any_of(std::begin(starters), std::end(starters),
                       [this](std::string_view word) { return m_cursor.at(word); });
}

void Parser::skipItem()
{
    do {
        if (m_cursor.at("{") && m_cursor.toPartner() > 0) {
            jump(m_cursor.toPartner());
            forgetDocs();
            next();
            if (m_cursor.at(";"))
                next();
            return;
        }
        const bool last = m_cursor.at(";");
        forgetDocs();
        next();
        if (last)
            return;
    } while (!m_cursor.atEnd() && !atItem());
}

Syntax parse(std::string_view text, SchemaProblems& problems)
{
    const std::vector<LexToken> tokens = lexText(text);
    return Parser(text, tokens, problems).run();
}

} // namespace wirebench::sdp
