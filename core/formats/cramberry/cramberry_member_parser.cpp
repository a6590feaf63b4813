// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser_impl.h"

namespace wirebench::cramberry {

/// Whether a member can begin at the current token, the first on its line.
bool Parser::atMember() const
{
    if (!m_cursor.peek().firstOnLine)
        return false;
    const bool signs = m_cursor.at(":", 1) || m_cursor.at("(", 1) || m_cursor.at("=", 1) || m_cursor.at(";", 1);
    return (m_cursor.at("@") && atName(1)) || (atName() && signs) || (m_cursor.at("rpc") && atName(1));
}

void Parser::parseMember(DeclNode& decl)
{
    if (m_cursor.at(";") || m_cursor.at(",")) {
        Diagnostic& problem = expected("{1} has no place here: expected a member of `{0}` or `}`.", {decl.name.text});
        addFix(problem, {"Remove it", {}}, here(), "");
        next();
        return;
    }
    if (foreignMember(decl))
        return;
    MemberNode member;
    member.annotations = takeAnnotations();
    member.range = here();
    member.range.begin
        = docsBegin(member.annotations.empty() ? member.range.begin : member.annotations.front().range.begin);
    member.doc = takeDocs();
    const std::size_t start = m_cursor.index();
    if (decl.kind == DeclKind::Enum)
        parseEnumValue(decl, member);
    else if (decl.kind == DeclKind::Interface)
        parseMethod(decl, member);
    else if (decl.kind == DeclKind::Service)
        parseRpc(decl, member);
    else
        parseField(decl, member);
    if (m_cursor.index() == start) {
        next();
        recoverMember();
    }
}

void Parser::parseField(DeclNode& decl, MemberNode& member)
{
    if (!atName() && m_cursor.peek().kind != LexKind::Number) {
        expected("Expected a field, `@field(1) name: Type;`, or `}`, found {0}.");
        decl.sound = false;
        recoverMember();
        return;
    }
    member.name = parseName("field");
    if (!parseColon(decl, member)) {
        recoverMember();
        return;
    }
    member.type = parseType();
    decl.sound = decl.sound && m_tree.types[member.type].kind != TypeNodeKind::Missing;
    if (m_cursor.at("=")) {
        next();
        member.value = parseLiteral();
    }
    parseTrailingAnnotations(member);
    endOfMember(decl, member);
    decl.members.push_back(std::move(member));
}

bool Parser::parseColon(DeclNode& decl, const MemberNode& member)
{
    if (m_cursor.at(":")) {
        next();
        return true;
    }
    if (m_cursor.at("?") && m_cursor.at(":", 1)) {
        const TextRange range = here();
        Diagnostic& problem
            = m_problems.error("unsupported", range,
                               "An optional field is marked behind its type, not behind its name: write `{0}: Type?`.",
                               {member.name.text});
        addFix(problem, {"Remove the `?` here", {}}, range, "");
        decl.sound = false;
        jump(2);
        return true;
    }
    Diagnostic& problem
        = expected("Expected `:` and a type behind the field name `{0}`, found {1}.", {member.name.text});
    // In `pub name: Type` and `oneof name {` the name is the next one.
    const bool nameFollows = m_cursor.at(":", 1) || m_cursor.at("{", 1);
    const bool typeFollows = !m_cursor.peek().firstOnLine && ((atName() && !nameFollows) || m_cursor.at("["));
    if (typeFollows)
        addFix(problem, {"Insert `:`", {}}, span(member.name.range.end, member.name.range.end), ":");
    else
        decl.sound = false;
    return typeFollows;
}

void Parser::parseEnumValue(DeclNode& decl, MemberNode& member)
{
    if (!atName() && m_cursor.peek().kind != LexKind::Number) {
        expected("Expected a value of the enum, `NAME = 1;`, or `}`, found {0}.");
        decl.sound = false;
        recoverMember();
        return;
    }
    member.name = parseName("enum value");
    if (m_cursor.at("=")) {
        next();
        member.value = parseLiteral();
        if (member.value->kind != LiteralKind::Integer && member.value->kind != LiteralKind::Bad) {
            m_problems.error("syntax", member.value->range, "The number of the enum value `{0}` must be an integer.",
                             {member.name.text});
            member.value->kind = LiteralKind::Bad;
        }
        decl.sound = decl.sound && member.value->kind == LiteralKind::Integer;
    }
    parseTrailingAnnotations(member);
    endOfMember(decl, member);
    decl.members.push_back(std::move(member));
}

void Parser::parseMethod(DeclNode& decl, MemberNode& member)
{
    if (!atName()) {
        expected("Expected a method, `name(argument: Type): Type;`, or `}`, found {0}.");
        recoverMember();
        return;
    }
    member.name = parseName("method");
    if (!m_cursor.at("(")) {
        expected("Expected `(` behind the method's name `{0}`, found {1}: write `{0}(argument: Type): Type;`.",
                 {member.name.text});
        recoverMember();
        return;
    }
    const TextRange open = here();
    next();
    while (!m_cursor.at(")") && !m_cursor.atEnd()) {
        ParameterNode parameter;
        if (atName() && m_cursor.at(":", 1)) {
            parameter.name = parseName("parameter");
            next();
        }
        parameter.type = parseType();
        member.parameters.push_back(parameter);
        if (!m_cursor.at(","))
            break;
        next();
    }
    if (m_cursor.at(")")) {
        next();
    } else {
        Diagnostic& problem
            = expected("Expected `,` or `)` in the parameters of `{0}`, found {1}.", {member.name.text});
        addRelated(problem, open, "opened here");
        recoverMember();
        return;
    }
    if (m_cursor.at(":")) {
        next();
        member.type = parseType();
    }
    parseTrailingAnnotations(member);
    endOfMember(decl, member);
    decl.members.push_back(std::move(member));
}

void Parser::parseRpc(DeclNode& decl, MemberNode& member)
{
    if (m_cursor.at("rpc")) {
        next();
    } else {
        Diagnostic& problem = expected("Expected `rpc`, as in `rpc Name(Request): Response;`, found {0}.");
        if (atName() && m_cursor.at("(", 1)) {
            addFix(problem, {"Insert `rpc`", {}}, span(m_cursor.peek().begin, m_cursor.peek().begin), "rpc ");
        } else {
            recoverMember();
            return;
        }
    }
    member.name = parseName("rpc");
    ParameterNode request;
    if (!m_cursor.at("(")) {
        expected("Expected `(` and the type of the request, found {0}: write `rpc Name(Request): Response;`.");
        recoverMember();
        return;
    }
    next();
    request.type = parseStreamed(member.streamsRequest);
    member.parameters.push_back(request);
    if (!m_cursor.at(")")) {
        expected("Expected `)` behind the type of the request, found {0}: an rpc takes one type.");
        recoverMember();
        return;
    }
    next();
    if (m_cursor.at("returns")) {
        Diagnostic& problem = m_problems.error("unsupported", here(),
                                               "The result of an rpc stands behind a colon: write `: Response`.");
        addFix(problem, {"Write `:`", {}}, here(), ":");
        recoverMember();
        return;
    }
    if (!m_cursor.at(":")) {
        expected("Expected `:` and the type of the response, found {0}: write `rpc Name(Request): Response;`.");
        recoverMember();
        return;
    }
    next();
    member.type = parseStreamed(member.streamsResult);
    parseTrailingAnnotations(member);
    endOfMember(decl, member);
    decl.members.push_back(std::move(member));
}

/// A type with an optional `stream` before it. A type may itself be called `stream`.
TypeNodeIndex Parser::parseStreamed(bool& streams)
{
    if (m_cursor.at("stream") && (atName(1) || m_cursor.at("[", 1))) {
        streams = true;
        next();
    }
    return parseType();
}

/// `name: Type @note;`: the annotations belong before the name.
void Parser::parseTrailingAnnotations(MemberNode& member)
{
    if (!m_cursor.at("@") || m_cursor.peek().firstOnLine || !atName(1))
        return;
    const std::uint32_t before = lastEnd();
    parseAnnotations();
    const TextRange range = span(m_annotations.front().range.begin, lastEnd());
    Diagnostic& problem = m_problems.error(
        "syntax", range, "Annotations stand before the name: move this before `{0}`.", {member.name.text});
    addFix(problem, {"Move it before the name", {}},
           {{span(member.name.range.begin, member.name.range.begin),
             std::string(m_text.substr(range.begin, range.size())) + " "},
            {span(before, range.end), ""}});
    for (Annotation& annotation : takeAnnotations())
        member.annotations.push_back(std::move(annotation));
}

void Parser::endOfMember(DeclNode& decl, MemberNode& member)
{
    const std::uint32_t end = lastEnd();
    dropDocsBefore(end);
    member.range.end = end;
    if (m_cursor.at(";")) {
        next();
        return;
    }
    const TextRange range = here();
    if (m_cursor.at(",")) {
        Diagnostic& problem = m_problems.error("syntax", range, "Members end with `;`, not with `,`.");
        addFix(problem, {"Write `;`", {}}, range, ";");
        next();
        return;
    }
    Diagnostic& problem = expected("Expected `;` behind `{0}`, found {1}.", {member.name.text});
    if (m_cursor.peek().firstOnLine || m_cursor.at("}") || m_cursor.atEnd() || atDeclHeader()) {
        addFix(problem, {"Insert `;`", {}}, span(end, end), ";");
        return;
    }
    decl.sound = false;
    recoverMember();
}

void Parser::recoverMember()
{
    takeAnnotations();
    int open = 0; // A comma between type arguments ends no member.
    while (!m_cursor.atEnd() && !m_cursor.at("}") && !atDeclHeader() && !atMember()) {
        if (m_cursor.at("<"))
            ++open;
        else if (m_cursor.at(">"))
            --open;
        const bool last = m_cursor.at(";") || (m_cursor.at(",") && open <= 0);
        m_docs.clear();
        jump(m_cursor.toPartner() + 1);
        if (last)
            return;
    }
}

} // namespace wirebench::cramberry
