// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_names.h"
#include "core/formats/sdp/sdp_parser_impl.h"

#include <algorithm>

namespace wirebench::sdp {

bool Parser::atField(std::size_t ahead) const
{
    const LexKind kind = m_cursor.peek(ahead).kind;
    return (kind == LexKind::Identifier || kind == LexKind::BadWord || kind == LexKind::Number)
        && m_cursor.at(":", ahead + 1) && !(m_cursor.at(":", ahead + 2) && m_cursor.adjacent(ahead + 2));
}

void Parser::parseField(Decl& decl)
{
    if (m_cursor.at(",") || m_cursor.at(";")) {
        const TextRange range = m_cursor.peek().range();
        Diagnostic& problem = m_problems.error(
            "syntax", range, "Expected a field before {0}: write `name: type`, or remove it.", {found()});
        addFix(problem, {"Remove it", {}}, range, "");
        next();
        return;
    }
    if (foreignField(decl) || parseSwappedField(decl))
        return;
    const std::vector<LexToken> docs = takeDocs();
    std::optional<Name> name = parseName("field");
    if (!name && m_cursor.peek().kind == LexKind::Invalid) {
        m_problems.error("syntax", m_cursor.peek().range(), "{0} is no text: remove it.", {found()});
        next();
        return;
    }
    if (!name) {
        m_problems.error("syntax", m_cursor.peek().range(), "Expected a field like `name: type`, or `}`, found {0}.",
                         {found()});
        decl.sound = false;
        recoverField();
        return;
    }
    parseNamedField(decl, *name, docs);
}

/// The field behind its name.
void Parser::parseNamedField(Decl& decl, const Name& name, std::span<const LexToken> docs)
{
    if (!parseColon(decl, name)) {
        recoverField();
        return;
    }
    Member member;
    member.name = name.text;
    member.nameRange = name.range;
    member.doc = docText(m_text, docs);
    bool sound = true;
    member.type = parseType(sound);
    decl.sound = decl.sound && sound;
    member.typeRange = m_syntax.schema.types[member.type].range;
    member.range.begin = docs.empty() ? name.range.begin : docs.front().begin;
    member.range.end = std::max(member.typeRange.end, member.nameRange.end);
    dropDocsBefore(lastEnd());
    if (member.typeRange.size() == 0)
        recoverField();
    else
        endOfField(decl, member);
    decl.members.push_back(std::move(member));
}

bool Parser::parseColon(Decl& decl, const Name& name)
{
    if (m_cursor.at(":")) {
        next();
        return true;
    }
    const LexToken& token = m_cursor.peek();
    const bool ends = m_cursor.at(",", 1) || m_cursor.at("}", 1) || m_cursor.peek(1).firstOnLine;
    const bool typeFollows
        = !token.firstOnLine && ((token.kind == LexKind::Identifier && ends) || m_cursor.at("[") || m_cursor.at("?"));
    if (m_cursor.at("?") && m_cursor.at(":", 1)) {
        const TextRange range = token.range();
        Diagnostic& problem = m_problems.error(
            "unsupported", range, "An optional field is marked at its type, not at its name: write `{0}: ?Type`.",
            {name.text});
        addFix(problem, {"Move the `?` to the type", {}},
               {{range, ""}, {{m_cursor.peek(1).end, m_cursor.peek(2).begin}, " ?"}});
        jump(2);
        return true;
    }
    Diagnostic& problem
        = m_problems.error("syntax", token.range(), "Expected `:` and a type behind the field name `{0}`, found {1}.",
                           {name.text, found()});
    if (typeFollows) {
        addFix(problem, {"Insert `:`", {}}, {name.range.end, name.range.end}, ":");
        return true;
    }
    if (m_cursor.at("=") && !m_cursor.peek(1).firstOnLine) {
        addFix(problem, {"Write `:`", {}}, token.range(), ":");
        next();
        return true;
    }
    decl.sound = false;
    return false;
}

/// `u32 name` as C and its relatives write it.
bool Parser::parseSwappedField(Decl& decl)
{
    const bool plain = m_cursor.peek().kind == LexKind::Identifier && m_cursor.peek(1).kind == LexKind::Identifier
        && !m_cursor.peek(1).firstOnLine
        && (m_cursor.at(",", 2) || m_cursor.at(";", 2) || m_cursor.at("}", 2) || m_cursor.at("=", 2));
    if (!plain || (!findPrimitive(m_cursor.peekText()) && findPrimitive(m_cursor.peekText(1))))
        return false;
    const bool elsewhere = m_cursor.at(";", 2) || m_cursor.at("=", 2);
    if (!elsewhere && !findPrimitive(m_cursor.peekText()) && typeFromElsewhere(m_cursor.peekText()).empty())
        return false;
    const std::vector<LexToken> docs = takeDocs();
    const TextRange typeRange = m_cursor.peek().range();
    const TextRange nameRange = m_cursor.peek(1).range();
    const std::string name(m_cursor.peekText(1));
    const std::string type(m_cursor.peekText());
    Diagnostic& problem = m_problems.error("syntax", {typeRange.begin, nameRange.end},
                                           "The name comes before the type: write `{0}: {1}`.", {name, type});
    addFix(problem, {"Write `{0}: {1}`", {name, type}}, {typeRange.begin, nameRange.end}, name + ": " + type);
    bool sound = true;
    Member member;
    member.name = name;
    member.nameRange = nameRange;
    member.typeRange = typeRange;
    member.doc = docText(m_text, docs);
    member.type = parseType(sound);
    member.range = {docs.empty() ? typeRange.begin : docs.front().begin, nameRange.end};
    next();
    endOfField(decl, member);
    decl.members.push_back(std::move(member));
    return true;
}

void Parser::endOfField(Decl& decl, const Member& member)
{
    if (m_cursor.at("=")) {
        const std::uint32_t begin = m_cursor.peek().begin;
        while (!m_cursor.atEnd() && !m_cursor.at(",") && !m_cursor.at(";") && !m_cursor.at("}")
               && !(m_cursor.peek().firstOnLine && atField()))
            jump(m_cursor.toPartner() + 1);
        Diagnostic& problem = m_problems.error(
            "unsupported", {begin, lastEnd()},
            "SDP has neither default values nor field numbers: the order of the fields is their place on the wire, "
            "and a value left out is zero; remove this.");
        addFix(problem, {"Remove it", {}}, {member.range.end, lastEnd()}, "");
    }
    if (m_cursor.at(",")) {
        next();
        return;
    }
    if (m_cursor.at("}") || m_cursor.atEnd() || atDeclHeader())
        return;
    const TextRange range = m_cursor.peek().range();
    if (m_cursor.at(";")) {
        Diagnostic& problem = m_problems.error("syntax", range, "Fields are separated by `,`, not by `;`.");
        addFix(problem, {"Write `,`", {}}, range, ",");
        next();
        return;
    }
    const bool prefixed = m_cursor.at("#") || m_cursor.at("pub");
    if (atField() || (prefixed && m_cursor.peek().firstOnLine)) {
        Diagnostic& problem = m_problems.error("syntax", range, "Expected `,` between the field `{0}` and {1}.",
                                               {member.name, found()});
        addFix(problem, {"Insert `,`", {}}, {lastEnd(), lastEnd()}, ",");
        return;
    }
    if (!m_problems.lastIsErrorAt(range))
        m_problems.error("syntax", range, "Expected `,` or `}` behind the field `{0}`, found {1}.",
                         {member.name, found()});
    decl.sound = false;
    recoverField();
}

void Parser::recoverField()
{
    while (!m_cursor.atEnd() && !m_cursor.at("}") && !atDeclHeader() && !(m_cursor.peek().firstOnLine && atField())) {
        const bool last = m_cursor.at(",") || m_cursor.at(";");
        forgetDocs();
        jump(m_cursor.toPartner() + 1);
        if (last)
            return;
    }
}

} // namespace wirebench::sdp
