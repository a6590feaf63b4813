// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser_impl.h"

#include <algorithm>
#include <array>

namespace wirebench::serialkit {

namespace {

/// An item of another schema language that has no place in a SerialKit schema, and the way here.
struct ForeignItem {
    std::string_view keyword;
    std::string_view pattern;
    bool declaresType = false;
};

constexpr std::string_view kNoImport = "A schema file stands alone: declare the types it uses in this file and remove "
                                       "`{0}`.";
constexpr std::string_view kNoBehaviour = "A schema describes data only: remove `{0}`.";
constexpr std::string_view kNoOption
    = "SerialKit has no `{0}`: what there is to say of a field is said by its modifiers; "
      "remove it.";
constexpr std::string_view kNoUnion = "SerialKit has no unions: write a model with an `optional` field for each "
                                      "alternative.";
constexpr std::string_view kNoAlias = "SerialKit has no type aliases: write the type itself, or a model around it.";
constexpr std::string_view kNoConstant = "SerialKit has no constants: use an enum, or name the value in a comment.";

constexpr std::array kForeignItems{
    ForeignItem{"import", kNoImport, false},      ForeignItem{"include", kNoImport, false},
    ForeignItem{"use", kNoImport, false},         ForeignItem{"syntax", kNoOption, false},
    ForeignItem{"edition", kNoOption, false},     ForeignItem{"option", kNoOption, false},
    ForeignItem{"extend", kNoOption, false},      ForeignItem{"service", kNoBehaviour, true},
    ForeignItem{"interface", kNoBehaviour, true}, ForeignItem{"trait", kNoBehaviour, true},
    ForeignItem{"union", kNoUnion, true},         ForeignItem{"oneof", kNoUnion, true},
    ForeignItem{"typedef", kNoAlias, false},      ForeignItem{"using", kNoAlias, true},
    ForeignItem{"type", kNoAlias, true},          ForeignItem{"const", kNoConstant, false},
    ForeignItem{"static", kNoConstant, false},
};

const ForeignItem* findForeignItem(std::string_view keyword)
{
    const auto found = std::find_if(kForeignItems.begin(), kForeignItems.end(),
                                    [keyword](const ForeignItem& item) { return item.keyword == keyword; });
    return found == kForeignItems.end() ? nullptr : &*found;
}

} // namespace

/// Annotations and preprocessor lines: reported, then as if they were not there.
bool Parser::skipPrefix()
{
    const std::uint32_t begin = m_cursor.peek().begin;
    if (m_cursor.at("@") && m_cursor.peek(1).kind == LexKind::Identifier) {
        jump(2);
        if (m_cursor.at("(") && m_cursor.toPartner() > 0)
            jump(m_cursor.toPartner() + 1);
        Diagnostic& problem = m_problems.error(
            "unsupported", {begin, lastEnd()},
            "SerialKit has no annotations: say it in a comment, or with a modifier before the type.");
        addFix(problem, {"Remove the annotation", {}}, {begin, lastEnd()}, "");
        return true;
    }
    if (!m_cursor.at("#"))
        return false;
    if (m_cursor.at("[", 1) && m_cursor.toPartner(1) > 0)
        jump(m_cursor.toPartner(1) + 2);
    else
        do {
            next();
        } while (!m_cursor.atEnd() && !m_cursor.peek().firstOnLine);
    Diagnostic& problem = m_problems.error("unsupported", {begin, lastEnd()},
                                           "A schema has neither attributes nor a preprocessor: remove this.");
    addFix(problem, {"Remove it", {}}, {begin, lastEnd()}, "");
    return true;
}

bool Parser::foreignItem()
{
    const LexToken& token = m_cursor.peek();
    if (token.kind != LexKind::Identifier)
        return false;
    if (m_cursor.at("package") && atWord(1)) {
        const TextRange range = token.range();
        Diagnostic& problem
            = m_problems.error("unsupported", range, "SerialKit has no `package`: write `namespace name.name;`.");
        addFix(problem, {"Write `namespace`", {}}, range, "namespace");
        parseNamespace();
        return true;
    }
    const ForeignItem* item = findForeignItem(m_cursor.textOf(token));
    if (!item)
        return false;
    const bool named = m_cursor.peek(1).kind == LexKind::Identifier;
    if (item->declaresType && named)
        m_syntax.foreignNames.emplace(m_cursor.peekText(1));
    const TextRange range{token.begin, named ? m_cursor.peek(1).end : token.end};
    next();
    skipItem(true);
    Diagnostic& problem = m_problems.error("unsupported", range, item->pattern, {std::string(item->keyword)});
    addFix(problem, {"Remove this", {}}, {range.begin, std::max(lastEnd(), range.end)}, "");
    return true;
}

/// `message Name {`, `struct Name {` …: a model under another word.
bool Parser::atForeignDecl() const
{
    static constexpr std::string_view words[] = {"message", "struct", "class", "record", "table", "data"};
    const bool known
        = std::any_of(std::begin(words), std::end(words), [this](std::string_view word) { return m_cursor.at(word); });
    return known && (m_cursor.peek(1).kind == LexKind::Identifier || m_cursor.peek(1).kind == LexKind::BadWord)
        && m_cursor.at("{", 2);
}

bool Parser::foreignDecl()
{
    if (!atForeignDecl())
        return false;
    const TextRange range = m_cursor.peek().range();
    Diagnostic& problem = m_problems.error("unsupported", range, "SerialKit has no {0}: write `model {1} { … }`.",
                                           {found(), excerpt(m_cursor.peekText(1))});
    addFix(problem, {"Write `model`", {}}, range, "model");
    return true;
}

/// What stands between the name of a declaration and its `{` and should not.
void Parser::foreignHeader(Decl& decl)
{
    const std::uint32_t begin = m_cursor.peek().begin;
    if (m_cursor.at("<")) {
        jump(genericTokens(0));
        Diagnostic& problem = m_problems.error(
            "unsupported", {begin, lastEnd()},
            "SerialKit has no generics: declare one model for each type that `{0}` is to hold.", {decl.name});
        addFix(problem, {"Remove the parameters", {}}, {begin, lastEnd()}, "");
        decl.sound = false;
    }
    const bool inherits = m_cursor.at(":") || m_cursor.at("extends") || m_cursor.at("implements");
    if (!inherits)
        return;
    const std::uint32_t from = m_cursor.peek().begin;
    while (!m_cursor.atEnd() && !m_cursor.at("{") && !m_cursor.at(";") && !m_cursor.at("}") && !atDeclHeader())
        next();
    const bool isEnum = decl.kind == DeclKind::Enum;
    Diagnostic& problem = m_problems.error(
        "unsupported", {from, lastEnd()},
        isEnum ? "An enum has no width of its own: its numbers are written as varints; remove this."
               : "SerialKit has no inheritance: list all fields in `{0}` itself, or give it a field of that type.",
        {decl.name});
    addFix(problem, {"Remove it", {}}, {from, lastEnd()}, "");
    decl.sound = decl.sound && isEnum;
}

/// Members of Protocol Buffers and its relatives that SerialKit does not have.
bool Parser::foreignMember()
{
    if (m_cursor.peek().kind != LexKind::Identifier)
        return false;
    const std::uint32_t begin = m_cursor.peek().begin;
    const std::size_t partner = m_cursor.toPartner(2);
    if ((m_cursor.at("oneof") || m_cursor.at("union")) && atWord(1) && m_cursor.at("{", 2) && partner > 0) {
        m_problems.error("unsupported", {begin, m_cursor.peek(1).end},
                         "SerialKit has no unions: write each alternative as an `optional` field.");
        openDecl().sound = false;
        jump(partner + 3);
        return true;
    }
    const LexKind following = m_cursor.peek(1).kind;
    const bool reserves = (m_cursor.at("reserved") || m_cursor.at("extensions"))
        && (following == LexKind::Number || following == LexKind::String);
    const bool option
        = m_cursor.at("option") && atWord(1) && m_cursor.at("=", 2) && m_cursor.peek(3).kind != LexKind::Number;
    if (!reserves && !option)
        return false;
    const std::string word(m_cursor.peekText());
    while (!m_cursor.atEnd() && !m_cursor.at("}") && !m_cursor.at(";") && !atDeclHeader())
        jump(m_cursor.toPartner() + 1);
    if (m_cursor.at(";"))
        next();
    const TextRange range{begin, lastEnd()};
    Diagnostic& problem = m_problems.error(
        "unsupported", range,
        reserves ? "SerialKit has no `{0}`: say in a comment which numbers must not be used again." : kNoOption,
        {word});
    addFix(problem, {"Remove it", {}}, range, "");
    return true;
}

/// `[packed = true]` behind a number.
void Parser::foreignOptions()
{
    const std::size_t partner = m_cursor.toPartner();
    if (!m_cursor.at("[") || partner == 0)
        return;
    const TextRange range{m_cursor.peek().begin, m_cursor.peek(partner).end};
    Diagnostic& problem
        = m_problems.error("unsupported", range,
                           "A field has no options behind its number: modifiers like `packed` stand before the type.");
    addFix(problem, {"Remove them", {}}, {lastEnd(), range.end}, "");
    jump(partner + 1);
}

void Parser::reportComments(std::span<const LexToken> tokens)
{
    for (const LexToken& token : tokens) {
        if (token.kind == LexKind::BlockComment && !token.closed) {
            Diagnostic& problem
                = m_problems.error("syntax", {token.begin, token.begin + 2}, "This comment never ends: expected `*/`.");
            addFix(problem, {"End it at the end of the text", {}}, {token.end, token.end}, "*/");
        }
    }
}

void Parser::reportEncoding()
{
    const std::size_t good = validUtf8Prefix(asBytes(m_text));
    if (good == m_text.size())
        return;
    const auto at = static_cast<std::uint32_t>(good);
    m_problems.error("syntax", {at, at + 1}, "The text is not UTF-8 from here on (byte {0}): save the file as UTF-8.",
                     {toHex(asBytes(m_text.substr(good, 1)))});
}

} // namespace wirebench::serialkit
