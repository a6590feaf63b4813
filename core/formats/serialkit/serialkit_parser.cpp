// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser_impl.h"
#include "core/syntax/comment_text.h"

#include <algorithm>
#include <utility>

namespace wirebench::serialkit {

Parser::Parser(std::string_view text, std::span<const LexToken> tokens, SchemaProblems& problems)
    : m_text(text), m_cursor(text, tokens), m_problems(problems)
{
    reportEncoding();
    reportComments(tokens);
    m_syntax.firstToken = m_cursor.peek().range();
}

Syntax Parser::run()
{
    while (!m_cursor.atEnd() || !m_open.empty()) {
        if (m_open.empty())
            parseItem();
        else
            parseBodyItem();
    }
    std::erase_if(m_syntax.schema.decls, [](const Decl& decl) { return decl.name.empty(); });
    return std::move(m_syntax);
}

// ---- Movement and documentation

std::string Parser::found() const
{
    const LexToken& token = m_cursor.peek();
    if (token.kind == LexKind::End)
        return "the end of the text";
    return "`" + excerpt(m_cursor.textOf(token)) + "`";
}

bool Parser::atWord(std::size_t ahead) const
{
    const LexKind kind = m_cursor.peek(ahead).kind;
    return kind == LexKind::Identifier || kind == LexKind::BadWord;
}

std::span<const LexToken> Parser::docsAbove() const
{
    return attachComments(m_text, m_cursor.commentsBefore(), m_cursor.peek().begin).above;
}

void Parser::takeDocsBehind(Member& member) const
{
    if (m_cursor.index() == 0)
        return;
    const auto behind = attachComments(m_text, m_cursor.commentsBefore(), m_cursor.peek().begin).behind;
    const std::string doc = commentText(m_text, behind);
    if (doc.empty())
        return;
    member.doc += member.doc.empty() ? doc : "\n" + doc;
    member.range.end = behind.back().end;
}

/// An error whose fix is to remove what it marks.
Diagnostic& Parser::removable(TextRange range, std::string_view pattern, std::vector<std::string> arguments)
{
    Diagnostic& problem = m_problems.error("syntax", range, pattern, std::move(arguments));
    addFix(problem, {"Remove it", {}}, range, "");
    return problem;
}

// ---- Declarations

bool Parser::atDeclHeader(std::size_t ahead) const
{
    if (!m_cursor.at("model", ahead) && !m_cursor.at("enum", ahead))
        return false;
    if (m_cursor.at("{", ahead + 1))
        return true;
    const LexKind name = m_cursor.peek(ahead + 1).kind;
    const bool named = name == LexKind::Identifier || name == LexKind::BadWord || name == LexKind::Number;
    if (!named)
        return false;
    // `model x = 1;` is a field of a type that is called `model`.
    return m_cursor.at("{", ahead + 2)
        || (m_cursor.peek(ahead).firstOnLine && !m_cursor.at("=", ahead + 2) && !m_cursor.at(";", ahead + 2));
}

bool Parser::atItem() const
{
    static constexpr std::string_view starters[] = {"namespace", "import",    "package", "service", "message", "struct",
                                                    "class",     "interface", "union",   "extend",  "option",  "#"};
    if (atDeclHeader())
        return true;
    return m_cursor.peek().firstOnLine && !m_cursor.at("=", 1)
        && std::any_of(std::begin(starters), std::end(starters),
                       [this](std::string_view word) { return m_cursor.at(word); });
}

void Parser::parseItem()
{
    if (skipPrefix())
        return;
    if (m_cursor.at("namespace")) {
        parseNamespace();
        return;
    }
    if (m_cursor.at("model") || m_cursor.at("enum")) {
        parseDecl(m_cursor.at("model") ? DeclKind::Struct : DeclKind::Enum);
        return;
    }
    if (foreignDecl()) {
        parseDecl(DeclKind::Struct);
        return;
    }
    if (!foreignItem())
        parseStray();
}

/// Something at the top of the file that begins no declaration.
void Parser::parseStray()
{
    const TextRange range = m_cursor.peek().range();
    if (m_cursor.at("}") || m_cursor.at(";") || m_cursor.at(",")) {
        removable(range, "{0} has no place between declarations: expected `model` or `enum`; remove it.", {found()});
        next();
        return;
    }
    const bool misspelt = atWord() && m_cursor.peek(1).kind == LexKind::Identifier && m_cursor.at("{", 2);
    const std::string_view near = misspelt ? nearestName(m_cursor.peekText(), {"model", "enum"}) : std::string_view();
    if (near.empty()) {
        m_problems.error("syntax", range,
                         "Expected `model` or `enum`, found {0}: a schema is a list of `model Name { … }` and "
                         "`enum Name { … }`, after one `namespace name;`.",
                         {found()});
        next();
        if (!m_cursor.atEnd() && !atItem())
            skipItem();
        return;
    }
    Diagnostic& problem = m_problems.error(
        "syntax", range, "Expected `model` or `enum`, found {0}: did you mean `{1}`?", {found(), std::string(near)});
    addFix(problem, {"Write `{0}`", {std::string(near)}}, range, std::string(near));
    parseDecl(near == "model" ? DeclKind::Struct : DeclKind::Enum);
}

void Parser::parseNamespace()
{
    const TextRange keyword = m_cursor.peek().range();
    const bool first = !m_namespace;
    const bool late = first && !m_syntax.schema.decls.empty();
    std::vector<NamePart> earlier = std::exchange(m_syntax.namespaceParts, {});
    next();
    parseNamespaceName();
    const TextRange range{keyword.begin, std::max(lastEnd(), keyword.end)};
    if (m_cursor.at(";")) {
        next();
    } else if (m_cursor.at("{")) {
        m_problems.error("unsupported", m_cursor.peek().range(),
                         "A namespace has no braces: it holds for the whole file; end it with `;`.");
        next();
    } else {
        if (!m_problems.lastIsErrorAt(m_cursor.peek().range())) {
            Diagnostic& problem = m_problems.error("syntax", m_cursor.peek().range(),
                                                   "Expected `;` behind the namespace, found {0}.", {found()});
            if (m_cursor.atEnd() || m_cursor.peek().firstOnLine)
                addFix(problem, {"Insert `;`", {}}, {lastEnd(), lastEnd()}, ";");
        }
        // Up to the next declaration there is nothing that could be read.
        if (!m_cursor.atEnd() && !atItem())
            skipItem();
    }
    const TextRange whole{keyword.begin, std::max(lastEnd(), range.end)};
    if (!first) {
        Diagnostic& problem = m_problems.error("syntax", range, "A file has one namespace: remove this one.");
        addRelated(problem, *m_namespace, "the first one is here");
        addFix(problem, {"Remove it", {}}, whole, "");
        m_syntax.namespaceParts = std::move(earlier);
        return;
    }
    m_namespace = range;
    if (late) {
        Diagnostic& problem
            = m_problems.error("syntax", range, "The namespace stands before all declarations: move it to the top.");
        const std::string text(m_text.substr(range.begin, range.size()));
        addFix(problem, {"Move it to the top", {}},
               {{{m_syntax.firstToken.begin, m_syntax.firstToken.begin}, text + ";\n\n"}, {whole, ""}});
    }
}

void Parser::parseNamespaceName()
{
    for (;;) {
        const std::size_t tokens = nameTokens(m_cursor, "-$");
        if (tokens == 0 || atItem()) {
            m_problems.error("syntax", m_cursor.peek().range(),
                             "Expected the name of the namespace, found {0}: write `namespace name.name;`.", {found()});
            return;
        }
        const TextRange range{m_cursor.peek().begin, m_cursor.peek(tokens - 1).end};
        if (tokens == 1 && m_cursor.peek().kind == LexKind::Identifier) {
            m_syntax.namespaceParts.push_back({std::string(m_cursor.peekText()), range});
            next();
        } else {
            m_syntax.namespaceParts.push_back({badName(tokens).text, range});
        }
        const bool twoColons = m_cursor.at(":") && m_cursor.at(":", 1);
        if (!m_cursor.at(".") && !twoColons)
            return;
        if (twoColons) {
            const TextRange colons{m_cursor.peek().begin, m_cursor.peek(1).end};
            Diagnostic& problem
                = m_problems.error("syntax", colons, "The parts of a namespace are separated by `.`, not by `::`.");
            addFix(problem, {"Write `.`", {}}, colons, ".");
        }
        jump(twoColons ? 2 : 1);
    }
}

/// Begins a declaration; its body is read by parseBodyItem().
void Parser::parseDecl(DeclKind kind)
{
    Decl decl;
    decl.kind = kind;
    const TextRange keyword = m_cursor.peek().range();
    const auto docs = docsAbove();
    decl.doc = commentText(m_text, docs);
    decl.range.begin = docs.empty() ? keyword.begin : docs.front().begin;
    next();
    const bool hasBody = parseDeclHeader(decl);
    decl.range.end = std::max(lastEnd(), keyword.end);
    OpenDecl open{static_cast<DeclIndex>(m_syntax.schema.decls.size()), decl.nameRange, false};
    if (hasBody && m_cursor.at("{")) {
        open.brace = m_cursor.peek().range();
        open.closes = m_cursor.toPartner() > 0;
        next();
    }
    m_syntax.schema.decls.push_back(std::move(decl));
    if (hasBody)
        m_open.push_back(open);
}

/// Gives whether a body follows.
bool Parser::parseDeclHeader(Decl& decl)
{
    const std::string kind = decl.kind == DeclKind::Enum ? "enum" : "model";
    const std::string shape = decl.kind == DeclKind::Enum ? "VALUE = number; …" : "type field = number; …";
    std::optional<Name> name = parseName();
    if (!name) {
        m_problems.error("syntax", m_cursor.peek().range(),
                         "Expected the name of the {0}, found {1}: write `{0} Name { {2} }`.", {kind, found(), shape});
        return m_cursor.at("{") || skipHeader(decl);
    }
    decl.name = std::move(name->text);
    decl.nameRange = name->range;
    if (!m_cursor.at("{"))
        foreignHeader(decl);
    if (m_cursor.at("{"))
        return true;
    decl.sound = false;
    if (m_cursor.at("}") || (atWord() && (m_cursor.at("=", 1) || m_cursor.at("=", 2)))) {
        Diagnostic& problem = m_problems.error("syntax", m_cursor.peek().range(),
                                               "Expected `{` behind the name `{0}`, found {1}.", {decl.name, found()});
        addFix(problem, {"Insert `{`", {}}, {lastEnd(), lastEnd()}, " {");
        return true;
    }
    m_problems.error("syntax", m_cursor.peek().range(),
                     "Expected `{` and the contents of `{0}`, found {1}: write `{2} {0} { {3} }`.",
                     {decl.name, found(), kind, shape});
    if (m_cursor.at(";")) {
        next();
        return false;
    }
    return skipHeader(decl);
}

/// Leaves a declaration whose header cannot be understood; gives false: it has no body to parse.
bool Parser::skipHeader(Decl& decl)
{
    decl.sound = false;
    if (!m_cursor.atEnd() && !atItem())
        skipItem();
    return false;
}

void Parser::parseBodyItem()
{
    if (m_cursor.at("}")) {
        next();
        closeDecl();
        return;
    }
    if (m_cursor.atEnd()) {
        reportUnclosed();
        return;
    }
    if (atDeclHeader() || atForeignDecl()) {
        if (m_open.back().closes) {
            reportNested();
            parseDecl(m_cursor.at("enum") ? DeclKind::Enum : DeclKind::Struct);
        } else {
            reportUnclosed();
        }
        return;
    }
    if (skipPrefix() || foreignMember())
        return;
    if (openDecl().kind == DeclKind::Enum)
        parseValue();
    else
        parseField();
}

void Parser::closeDecl()
{
    openDecl().range.end = lastEnd();
    m_open.pop_back();
    if (m_cursor.at(";")) {
        removable(m_cursor.peek().range(), "No `;` stands behind the `}` of a declaration: remove it.", {});
        next();
    }
}

void Parser::reportUnclosed()
{
    const std::uint32_t end = lastEnd();
    Decl& decl = openDecl();
    Diagnostic& problem = m_problems.error("syntax", m_cursor.peek().range(),
                                           decl.name.empty() ? "This {0} is not closed: expected `}` before {2}."
                                                             : "The {0} `{1}` is not closed: expected `}` before {2}.",
                                           {decl.kind == DeclKind::Enum ? "enum" : "model", decl.name, found()});
    addRelated(problem, m_open.back().brace, "opened here");
    addFix(problem, {"Insert `}`", {}}, {end, end}, "\n}");
    decl.range.end = std::max(end, decl.range.begin);
    m_open.pop_back();
}

void Parser::reportNested()
{
    const TextRange range{m_cursor.peek().begin, m_cursor.peek(m_cursor.at("{", 1) ? 0 : 1).end};
    m_problems.error(
        "unsupported", range,
        "Declarations do not stand inside others: move this one out of `{0}`; its name is known everywhere.",
        {openDecl().name});
}

std::optional<Parser::Name> Parser::parseName()
{
    const std::size_t tokens = nameTokens(m_cursor);
    if (tokens == 0)
        return std::nullopt;
    const LexToken& token = m_cursor.peek();
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

/// Skips to behind the next `;` or `{ … }`, or to what begins an item; also inside the braces unless `whole`.
void Parser::skipItem(bool whole)
{
    do {
        const std::size_t partner = m_cursor.toPartner();
        if (m_cursor.at("{") && partner > 0) {
            std::size_t tokens = 1;
            while (tokens < partner && (whole || !m_cursor.peek(tokens).firstOnLine || !atDeclHeader(tokens)))
                ++tokens;
            jump(tokens < partner ? tokens : partner + 1);
            return;
        }
        const bool last = m_cursor.at(";");
        next();
        if (last)
            return;
    } while (!m_cursor.atEnd() && !atItem());
}

Syntax parse(std::string_view text, SchemaProblems& problems)
{
    const std::vector<LexToken> tokens = lexSkit(text);
    return Parser(text, tokens, problems).run();
}

} // namespace wirebench::serialkit
