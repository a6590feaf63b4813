// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/formats/sdp/sdp_parser_impl.h"

#include <algorithm>
#include <array>

namespace wirebench::sdp {

namespace {

/// An item of Rust, C, Protocol Buffers … that has no place in an SDP schema, and the way here.
struct ForeignItem {
    std::string_view keyword;
    std::string_view pattern;
    bool declaresType = false;
};

constexpr std::string_view kNoEnum = "SDP has no enums: use a `u8` or `u16` field and list its numbers and their "
                                     "names in the field's documentation.";
constexpr std::string_view kNoUnion = "SDP has no unions: use one struct with `?Alternative` fields, or one `message` "
                                      "for each alternative.";
constexpr std::string_view kNoAlias = "SDP has no type aliases: write the type itself, or wrap it in a struct.";
constexpr std::string_view kNoImport = "A schema file stands alone: declare the types it uses in this file and remove "
                                       "`{0}`.";
constexpr std::string_view kNoBehaviour = "A schema describes data only: remove `{0}`.";
constexpr std::string_view kNoConstant = "SDP has no constants: name the value in the documentation of the field it is "
                                         "for.";

constexpr std::array kForeignItems{
    ForeignItem{"enum", kNoEnum, true},
    ForeignItem{"union", kNoUnion, true},
    ForeignItem{"oneof", kNoUnion, true},
    ForeignItem{"type", kNoAlias, true},
    ForeignItem{"typedef", kNoAlias, false},
    ForeignItem{"trait", kNoBehaviour, true},
    ForeignItem{"interface", kNoBehaviour, true},
    ForeignItem{"use", kNoImport, false},
    ForeignItem{"import", kNoImport, false},
    ForeignItem{"include", kNoImport, false},
    ForeignItem{"mod", kNoImport, false},
    ForeignItem{"extern", kNoImport, false},
    ForeignItem{"package", kNoImport, false},
    ForeignItem{"namespace", kNoImport, false},
    ForeignItem{"syntax", kNoImport, false},
    ForeignItem{"option", kNoImport, false},
    ForeignItem{"impl", kNoBehaviour, false},
    ForeignItem{"fn", kNoBehaviour, false},
    ForeignItem{"func", kNoBehaviour, false},
    ForeignItem{"async", kNoBehaviour, false},
    ForeignItem{"unsafe", kNoBehaviour, false},
    ForeignItem{"service", kNoBehaviour, false},
    ForeignItem{"macro_rules", kNoBehaviour, false},
    ForeignItem{"const", kNoConstant, false},
    ForeignItem{"static", kNoConstant, false},
    ForeignItem{"let", kNoConstant, false},
    ForeignItem{"var", kNoConstant, false},
};

const ForeignItem* findForeignItem(std::string_view keyword)
{
    const auto found = std::find_if(kForeignItems.begin(), kForeignItems.end(),
                                    [keyword](const ForeignItem& item) { return item.keyword == keyword; });
    return found == kForeignItems.end() ? nullptr : &*found;
}

} // namespace

/// Visibility and attributes before a declaration or field: reported, then as if they were not there.
bool Parser::skipPrefix()
{
    const std::uint32_t begin = m_cursor.peek().begin;
    if (m_cursor.at("pub") && !m_cursor.at(":", 1)) {
        next();
        if (m_cursor.at("(") && m_cursor.toPartner() > 0)
            jump(m_cursor.toPartner() + 1);
        Diagnostic& problem
            = m_problems.error("unsupported", {begin, lastEnd()},
                               "SDP has no visibility: every declaration and field is public; remove `pub`.");
        addFix(problem, {"Remove it", {}}, {begin, m_cursor.peek().begin}, "");
        return true;
    }
    const std::size_t bracket = m_cursor.at("!", 1) ? 2 : 1;
    if (m_cursor.at("#") && m_cursor.at("[", bracket)) {
        const std::size_t partner = m_cursor.toPartner(bracket);
        jump(bracket + partner + 1);
        Diagnostic& problem
            = m_problems.error("unsupported", {begin, lastEnd()},
                               "SDP has no attributes: say it in a `///` documentation comment, or remove it.");
        addFix(problem, {"Remove the attribute", {}}, {begin, lastEnd()}, "");
        return true;
    }
    return false;
}

bool Parser::foreignItem()
{
    const LexToken& token = m_cursor.peek();
    const ForeignItem* item = token.kind == LexKind::Identifier ? findForeignItem(m_cursor.textOf(token)) : nullptr;
    if (!item)
        return false;
    const bool named = m_cursor.peek(1).kind == LexKind::Identifier;
    if (item->declaresType && named)
        m_syntax.foreignNames.emplace(m_cursor.peekText(1));
    const TextRange range{token.begin, named ? m_cursor.peek(1).end : token.end};
    const std::uint32_t begin = m_docs.empty() ? range.begin : m_docs.front().begin;
    next();
    skipItem();
    Diagnostic& problem = m_problems.error("unsupported", range, item->pattern, {std::string(item->keyword)});
    addFix(problem, {"Remove this", {}}, {begin, std::max(lastEnd(), range.end)}, "");
    return true;
}

/// `class Name {`, `record Name {`: a struct under another word.
bool Parser::foreignDecl()
{
    static constexpr std::string_view words[] = {"class", "record", "model", "data"};
    const bool known
        = std::any_of(std::begin(words), std::end(words), [this](std::string_view word) { return m_cursor.at(word); });
    if (!known || m_cursor.peek(1).kind != LexKind::Identifier || !m_cursor.at("{", 2))
        return false;
    const TextRange range = m_cursor.peek().range();
    Diagnostic& problem = m_problems.error("unsupported", range, "SDP has no {0}: write `struct {1} { … }`.",
                                           {found(), excerpt(m_cursor.peekText(1))});
    addFix(problem, {"Write `struct`", {}}, range, "struct");
    return true;
}

/// What stands between the name of a declaration and its `{` and should not.
void Parser::foreignHeader(Decl& decl)
{
    const std::uint32_t begin = m_cursor.peek().begin;
    if (m_cursor.at("<")) {
        const std::size_t tokens = genericTokens(0);
        jump(tokens);
        Diagnostic& problem = m_problems.error(
            "unsupported", {begin, lastEnd()},
            "SDP has no generics: declare one struct for each type that `{0}` is to hold.", {decl.name});
        addFix(problem, {"Remove the parameters", {}}, {begin, lastEnd()}, "");
        decl.sound = false;
    }
    if (m_cursor.at("(")) {
        const std::size_t partner = m_cursor.toPartner();
        jump(partner + 1);
        m_problems.error("unsupported", {begin, lastEnd()},
                         "SDP has no tuples: give each field a name, `{0} { first: type, … }`.", {decl.name});
        decl.sound = false;
    } else if (m_cursor.at(";")) {
        m_problems.error("unsupported", m_cursor.peek().range(),
                         "SDP has no unit structs: `{0}` needs at least one field, `{0} { field: type }`.",
                         {decl.name});
    } else if (m_cursor.at("where") || m_cursor.at("extends") || m_cursor.at("implements")
               || (m_cursor.at(":") && !atField())) {
        const std::uint32_t from = m_cursor.peek().begin;
        while (!m_cursor.atEnd() && !m_cursor.at("{") && !m_cursor.at(";") && !m_cursor.at("}") && !atDeclHeader())
            next();
        Diagnostic& problem
            = m_problems.error("unsupported", {from, lastEnd()},
                               "SDP has neither bounds nor inheritance: list all fields in `{0}` itself.", {decl.name});
        addFix(problem, {"Remove it", {}}, {from, lastEnd()}, "");
    }
}

bool Parser::foreignField(Decl& decl)
{
    if (atField() || m_cursor.peek().kind != LexKind::Identifier)
        return false;
    const LexKind following = m_cursor.peek(1).kind;
    const ForeignItem* item = findForeignItem(m_cursor.peekText());
    if (item && following == LexKind::Identifier) {
        decl.sound = false;
        foreignItem();
        return true;
    }
    static constexpr std::string_view labels[] = {"optional", "required", "repeated", "mut"};
    const bool labelled = std::any_of(std::begin(labels), std::end(labels),
                                      [this](std::string_view word) { return m_cursor.at(word); });
    if (!labelled || following != LexKind::Identifier)
        return false;
    const TextRange range = m_cursor.peek().range();
    Diagnostic& problem = m_problems.error("unsupported", range,
                                           "SDP has no `{0}`: every field is there; write `name: ?Struct` for an "
                                           "optional one and `name: []T` for a repeated one.",
                                           {std::string(m_cursor.peekText())});
    addFix(problem, {"Remove it", {}}, {range.begin, m_cursor.peek(1).begin}, "");
    decl.sound = false;
    next();
    return true;
}

/// Number of tokens of `<…>` from `ahead` on, as far as it is balanced; what lies before a `{`, `}` or `;` when not.
std::size_t Parser::genericTokens(std::size_t ahead) const
{
    std::size_t open = 0;
    std::size_t tokens = ahead;
    do {
        if (m_cursor.at("<", tokens))
            ++open;
        else if (m_cursor.at(">", tokens))
            --open;
        ++tokens;
    } while (open > 0 && m_cursor.peek(tokens).kind != LexKind::End && !m_cursor.at("{", tokens)
             && !m_cursor.at("}", tokens) && !m_cursor.at(";", tokens));
    return tokens;
}

void Parser::reportBlockComments(std::span<const LexToken> tokens)
{
    for (const LexToken& token : tokens) {
        if (token.kind != LexKind::BlockComment)
            continue;
        Diagnostic& problem = m_problems.error(
            "unsupported", token.range(),
            token.closed ? "SDP has no block comments: start each line with `//`."
                         : "SDP has no block comments, and this one never ends: start each line with `//`.");
        if (!token.closed)
            continue;
        std::string lines = "//";
        for (const char c : m_text.substr(token.begin + 2, token.range().size() - 4)) {
            lines.push_back(c);
            if (c == '\n')
                lines.append("//");
        }
        const std::size_t behind = m_text.find_first_not_of(" \t", token.end);
        if (behind != std::string_view::npos && m_text[behind] != '\n' && m_text[behind] != '\r')
            lines.push_back('\n');
        addFix(problem, {"Make it line comments", {}}, token.range(), lines);
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

} // namespace wirebench::sdp
