// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser_impl.h"

#include <algorithm>
#include <array>

/// What schemas of other languages contain: it is recognised, and the message names the way to say it here.
namespace wirebench::cramberry {

namespace {

template <std::size_t Count>
bool isOneOf(std::string_view word, const std::array<std::string_view, Count>& words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

/// `message Order {`: read as a type.
bool Parser::foreignDecl()
{
    static constexpr std::array<std::string_view, 6> words{"message", "struct", "class", "model", "record", "table"};
    const bool declares = isOneOf(m_cursor.peekText(), words) && atName(1)
        && (m_cursor.at("{", 2) || m_cursor.at("<", 2) || m_cursor.at("extends", 2));
    if (!declares)
        return false;
    Diagnostic& problem = m_problems.error("unsupported", here(), "A record is declared with `type`, not with `{0}`.",
                                           {std::string(m_cursor.peekText())});
    addFix(problem, {"Write `type`", {}}, here(), "type");
    parseDecl(DeclKind::Struct);
    return true;
}

/// `syntax = "proto3";`, `option …;`, `namespace a.b;`
bool Parser::foreignItem()
{
    const bool syntax = m_cursor.at("syntax") && m_cursor.at("=", 1);
    const bool option = m_cursor.at("option") && atName(1);
    const bool space = m_cursor.at("namespace") && atName(1);
    if (!syntax && !option && !space)
        return false;
    const TextRange keyword = here();
    dropAnnotations();
    if (space) {
        Diagnostic& problem
            = m_problems.error("unsupported", keyword, "The name space of a file is its `package`: write `package`.");
        addFix(problem, {"Write `package`", {}}, keyword, "package");
        parsePackage();
        return true;
    }
    while (!m_cursor.atEnd() && !m_cursor.at(";") && !atItem())
        next();
    if (m_cursor.at(";"))
        next();
    const TextRange range = span(keyword.begin, lastEnd());
    Diagnostic& problem = m_problems.error(
        "unsupported", range,
        syntax ? "There is one version of this language, and nothing to say about it: remove this."
               : "There are no options: what is to be said of a declaration stands in annotations before it.");
    addFix(problem, {"Remove it", {}}, range, "");
    return true;
}

/// `repeated int64 id = 1;`, `int64 id = 1;`, `reserved 3;` in a type.
bool Parser::foreignMember(DeclNode& decl)
{
    if (decl.kind != DeclKind::Struct || !atName() || !atName(1))
        return false;
    static constexpr std::array<std::string_view, 3> words{"repeated", "optional", "required"};
    const bool modified = isOneOf(m_cursor.peekText(), words) && atName(2);
    const std::size_t type = modified ? 1 : 0;
    const bool numbered
        = m_cursor.at("=", type + 2) && m_cursor.peek(type + 3).kind == LexKind::Number && m_cursor.at(";", type + 4);
    const auto isBuiltIn
        = [](std::string_view word) { return findPrimitive(word) || !typeFromElsewhere(word).empty(); };
    const bool plain
        = m_cursor.at(";", type + 2) && isBuiltIn(m_cursor.peekText(type)) && !isBuiltIn(m_cursor.peekText(type + 1));
    if (!numbered && !plain)
        return false;
    const std::string modifier(modified ? m_cursor.peekText() : std::string_view());
    const std::string written(m_cursor.peekText(type));
    const std::string elsewhere(typeFromElsewhere(written));
    const std::string name(m_cursor.peekText(type + 1));
    const std::string field = (numbered ? "@field(" + std::string(m_cursor.peekText(type + 3)) + ") " : "")
        + (modifier == "required" ? "@required " : "") + name + ": " + (modifier == "repeated" ? "[]" : "")
        + (elsewhere.empty() ? written : elsewhere) + (modifier == "optional" ? "?" : "");
    const TextRange range = span(m_cursor.peek().begin, m_cursor.peek(type + (numbered ? 3 : 1)).end);
    Diagnostic& problem
        = m_problems.error("unsupported", range, "The name of a field comes before its type: write `{0};`.", {field});
    addFix(problem, {"Write `{0}`", {field}}, range, field);
    decl.sound = false;
    takeAnnotations();
    m_docs.clear();
    jump(type + (numbered ? 5 : 3));
    return true;
}

} // namespace wirebench::cramberry
