// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser_impl.h"
#include "core/syntax/comment_text.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace wirebench::serialkit {

namespace {

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The number of decimal digits; the largest one where it does not fit.
std::int64_t decimal(std::string_view digits)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc() ? number : std::numeric_limits<std::int64_t>::max();
}

/// The decimal form of `0x1F`, `0b11`, `0o17` and `1_000`; empty for other texts.
std::string decimalOf(std::string_view written)
{
    std::string text;
    std::copy_if(written.begin(), written.end(), std::back_inserter(text), [](char c) { return c != '_'; });
    int base = 10;
    if (text.size() > 2 && text[0] == '0') {
        const char sign = asciiLower(text[1]);
        base = sign == 'x' ? 16 : sign == 'b' ? 2 : sign == 'o' ? 8 : 10;
        if (base != 10)
            text.erase(0, 2);
    }
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
    const bool whole = !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole ? std::to_string(number) : std::string();
}

} // namespace

/// Whether another field or value begins here, as far as a broken one can be told from it: at the start of a line.
bool Parser::atNextMember() const
{
    return m_cursor.peek().firstOnLine && atWord() && (atWord(1) || m_cursor.at("=", 1) || m_cursor.at(":", 1));
}

bool Parser::straySeparator()
{
    if (!m_cursor.at(",") && !m_cursor.at(";"))
        return false;
    const bool isEnum = openDecl().kind == DeclKind::Enum;
    removable(m_cursor.peek().range(),
              isEnum ? "Expected a value before {0}: write `NAME = number;`, or remove it."
                     : "Expected a field before {0}: write `type name = number;`, or remove it.",
              {found()});
    next();
    return true;
}

void Parser::parseField()
{
    if (straySeparator())
        return;
    Member member;
    const auto docs = docsAbove();
    member.doc = commentText(m_text, docs);
    member.range.begin = docs.empty() ? m_cursor.peek().begin : docs.front().begin;
    if (m_cursor.peek().kind == LexKind::Invalid) {
        removable(m_cursor.peek().range(), "{0} is no text: remove it.", {found()});
        next();
        return;
    }
    if (parseSwappedField(member)) {
        addMember(std::move(member));
        return;
    }
    parseModifiers(member);
    const bool understood = parseType(member) && parseFieldParts(member);
    openDecl().sound = openDecl().sound && understood;
    if (understood || (!member.name.empty() && (m_cursor.at(";") || m_cursor.at(",")))) {
        endOfMember(member);
    } else if (!m_cursor.peek().firstOnLine || !atWord()) {
        // What it was meant to be is not known.
        recoverMember();
        return;
    }
    addMember(std::move(member));
}

/// Name and number, behind the type.
bool Parser::parseFieldParts(Member& member)
{
    const bool nextLine = atNextMember() && !m_cursor.at("=", 1);
    std::optional<Name> name = nextLine ? std::nullopt : parseName();
    if (!name) {
        m_problems.error("syntax", m_cursor.peek().range(),
                         "Expected the name of the field behind its type `{0}`, found {1}: write `{0} name = number;`.",
                         {m_syntax.schema.types[member.type].spelling, found()});
        return false;
    }
    member.name = std::move(name->text);
    member.nameRange = name->range;
    wrapType(member);
    return parseNumber(member, "field");
}

bool Parser::parseNumber(Member& member, std::string_view what)
{
    const std::size_t partner = m_cursor.toPartner();
    if (m_cursor.at("[") && partner > 0 && !m_cursor.peek().firstOnLine && m_cursor.at("=", partner + 1)) {
        const TextRange range{m_cursor.peek().begin, m_cursor.peek(partner).end};
        const std::string type = m_syntax.schema.types[member.type].spelling;
        Diagnostic& problem = m_problems.error("unsupported", range,
                                               "An array is written before its type and has no fixed length: write "
                                               "`repeated {0} {1} = number;`.",
                                               {type, member.name});
        addFix(problem, {"Write `repeated {0}`", {type}},
               {{{member.typeRange.begin, member.typeRange.begin}, "repeated "}, {range, ""}});
        openDecl().sound = false;
        jump(partner + 1);
    }
    if (m_cursor.at("=")) {
        next();
        return readNumber(member);
    }
    const std::string number = std::to_string(nextNumber());
    const std::uint32_t end = lastEnd();
    Diagnostic& problem
        = m_problems.error("syntax", m_cursor.peek().range(), "Expected `= number` behind the {0} `{1}`, found {2}.",
                           {std::string(what), member.name, found()});
    if (m_cursor.peek().kind == LexKind::Number && !m_cursor.peek().firstOnLine) {
        addFix(problem, {"Insert `=`", {}}, {end, end}, " =");
        return readNumber(member);
    }
    const bool lastValue = m_cursor.at("}") && openDecl().kind == DeclKind::Enum;
    if (m_cursor.at(";") || m_cursor.at(",") || lastValue)
        addFix(problem, {"Insert `= {0}`", {number}}, {end, end}, " = " + number);
    else if (m_cursor.peek().firstOnLine || m_cursor.at("}"))
        addFix(problem, {"Insert `= {0};`", {number}}, {end, end}, " = " + number + ";");
    return false;
}

bool Parser::readNumber(Member& member)
{
    const std::uint32_t begin = m_cursor.peek().begin;
    const bool negative = m_cursor.at("-");
    const std::size_t ahead = negative || m_cursor.at("+") ? 1 : 0;
    const LexToken& token = m_cursor.peek(ahead);
    const TextRange range{begin, token.end};
    const std::string_view digits = m_cursor.textOf(token);
    const bool isNumber = token.kind == LexKind::Number;
    if (isNumber && allDigits(digits) && (ahead == 0 || negative)) {
        member.number = negative ? -decimal(digits) : decimal(digits);
        member.numberRange = range;
        jump(ahead + 1);
        return true;
    }
    if (isNumber) {
        const std::string good = decimalOf(digits);
        Diagnostic& problem = m_problems.error("syntax", range, "`{0}` is no decimal integer: write digits only.",
                                               {excerpt(m_text.substr(range.begin, range.size()))});
        if (!good.empty())
            addFix(problem, {"Write `{0}`", {(negative ? "-" : "") + good}}, range, (negative ? "-" : "") + good);
        jump(ahead + 1);
        return false;
    }
    m_problems.error("syntax", m_cursor.peek().range(), "Expected a number behind `=`, found {0}.", {found()});
    const bool isValue = token.kind == LexKind::String || (atWord(ahead) && !token.firstOnLine);
    if (isValue)
        jump(ahead + 1);
    return false;
}

/// A number that is still free, for fixes.
std::int64_t Parser::nextNumber() const
{
    const bool isEnum = openDecl().kind == DeclKind::Enum;
    const std::int64_t number = std::max<std::int64_t>(m_open.back().highest, isEnum ? -1 : 0) + 1;
    if (isEnum)
        return std::min(number, kLargestEnumNumber);
    return number >= kFirstReservedNumber && number <= kLastReservedNumber ? kLastReservedNumber + 1
                                                                           : std::min(number, kLargestFieldNumber);
}

/// `name: type` as other schema languages write it.
bool Parser::parseSwappedField(Member& member)
{
    if (!atWord() || !m_cursor.at(":", 1) || m_cursor.at(":", 2) || m_cursor.peek(1).firstOnLine)
        return false;
    const std::optional<Name> name = parseName();
    next();
    if (!atWord() && !m_cursor.at("[") && !m_cursor.at("?")) {
        m_problems.error("syntax", m_cursor.peek().range(), "Expected a field like `type {0} = number;`, found {1}.",
                         {name->text, found()});
        openDecl().sound = false;
        recoverMember();
        return true;
    }
    parseModifiers(member);
    const std::uint32_t begin = m_cursor.peek().begin;
    if (!parseType(member, true)) {
        openDecl().sound = false;
        recoverMember();
        return true;
    }
    member.name = name->text;
    member.nameRange = name->range;
    const TextRange range{name->range.begin, lastEnd()};
    const std::string written(m_text.substr(begin, lastEnd() - begin));
    const std::string_view ours = typeFromElsewhere(written);
    std::string replacement = std::string(m_text.substr(member.typeRange.begin, begin - member.typeRange.begin))
        + (ours.empty() ? written : std::string(ours)) + " " + name->text;
    std::vector<TextEdit> edits;
    if (!m_cursor.at("="))
        replacement += " = " + std::to_string(nextNumber()) + (m_cursor.at(";") || m_cursor.at(",") ? "" : ";");
    if (m_cursor.at(","))
        edits.push_back({m_cursor.peek().range(), ";"});
    edits.push_back({range, replacement});
    Diagnostic& problem = m_problems.error("syntax", range,
                                           "The type comes before the name, and every field has a number: "
                                           "write `{0} = number;`.",
                                           {excerpt(written + " " + name->text)});
    addFix(problem, {"Write `{0}`", {excerpt(replacement)}}, std::move(edits));
    wrapType(member);
    bool whole = false;
    if (m_cursor.at("=")) {
        next();
        whole = readNumber(member);
    }
    openDecl().sound = openDecl().sound && whole;
    if (whole)
        endOfMember(member);
    else if (m_cursor.at(";") || m_cursor.at(","))
        next();
    else if (!m_cursor.peek().firstOnLine)
        recoverMember();
    return true;
}

void Parser::parseValue()
{
    if (straySeparator())
        return;
    Member member;
    const auto docs = docsAbove();
    member.doc = commentText(m_text, docs);
    member.range.begin = docs.empty() ? m_cursor.peek().begin : docs.front().begin;
    std::optional<Name> name = parseName();
    if (!name) {
        m_problems.error("syntax", m_cursor.peek().range(),
                         "Expected a value like `NAME = number;`, or `}`, found {0}.", {found()});
        openDecl().sound = false;
        const std::size_t before = m_cursor.index();
        recoverMember();
        if (m_cursor.index() == before)
            next();
        return;
    }
    member.name = std::move(name->text);
    member.nameRange = name->range;
    const bool understood = parseNumber(member, "value");
    openDecl().sound = openDecl().sound && understood;
    if (understood || m_cursor.at(";") || m_cursor.at(","))
        endOfMember(member);
    else if (!m_cursor.peek().firstOnLine || !atWord())
        recoverMember();
    addMember(std::move(member));
}

void Parser::endOfMember(const Member& member)
{
    const bool isEnum = openDecl().kind == DeclKind::Enum;
    foreignOptions();
    if (m_cursor.at(";") || (isEnum && m_cursor.at(","))) {
        next();
        return;
    }
    const TextRange range = m_cursor.peek().range();
    if (m_cursor.at(",")) {
        Diagnostic& problem = m_problems.error("syntax", range, "A field ends with `;`, not with `,`.");
        addFix(problem, {"Write `;`", {}}, range, ";");
        next();
        return;
    }
    const bool ends = m_cursor.at("}") || m_cursor.atEnd() || atDeclHeader();
    if (isEnum && ends)
        return;
    if (ends || atWord()) {
        const std::uint32_t end = lastEnd();
        Diagnostic& problem = m_problems.error("syntax", range, "Expected `;` behind the {0} `{1}`, found {2}.",
                                               {isEnum ? "value" : "field", member.name, found()});
        addFix(problem, {"Insert `;`", {}}, {end, end}, ";");
        return;
    }
    m_problems.error("syntax", range, "Expected `;` behind the {0} `{1}`, found {2}.",
                     {isEnum ? "value" : "field", member.name, found()});
    openDecl().sound = false;
    recoverMember();
}

/// Skips to behind the next separator, or to what begins another member or ends the declaration.
void Parser::recoverMember()
{
    while (!m_cursor.atEnd() && !m_cursor.at("}") && !atDeclHeader() && !atNextMember()) {
        const bool last = m_cursor.at(";") || (m_cursor.at(",") && openDecl().kind == DeclKind::Enum);
        jump(m_cursor.toPartner() + 1);
        if (last)
            return;
    }
}

/// Adds a member behind whose last token the parser stands.
void Parser::addMember(Member member)
{
    if (member.name.empty())
        return;
    member.range.end = std::max({lastEnd(), member.nameRange.end, member.range.begin});
    takeDocsBehind(member);
    m_open.back().highest = std::max(m_open.back().highest, std::min(member.number, kLargestEnumNumber));
    openDecl().members.push_back(std::move(member));
}

} // namespace wirebench::serialkit
