// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser_impl.h"

#include <algorithm>

namespace wirebench::serialkit {

/// The words before the type. A modifier directly before `=` is the name of a type or field.
void Parser::parseModifiers(Member& member)
{
    for (;;) {
        const bool known = m_cursor.peek().kind == LexKind::Identifier && findModifier(m_cursor.peekText()) != nullptr;
        const bool more = atWord(1) || m_cursor.at("[", 1) || m_cursor.at("?", 1);
        if (known && more) {
            member.attributes.push_back({std::string(m_cursor.peekText()), {}, m_cursor.peek().range(), {}});
            next();
        } else if (!unknownModifier(member)) {
            return;
        }
    }
}

/// A word before type and name that is no modifier: `required`, or a modifier misspelt.
bool Parser::unknownModifier(Member& member)
{
    const bool three = m_cursor.peek().kind == LexKind::Identifier && atWord(1) && atWord(2)
        && !m_cursor.peek(2).firstOnLine && (m_cursor.at("=", 3) || m_cursor.at(";", 3) || atWord(3));
    if (!three || findPrimitive(m_cursor.peekText()))
        return false;
    const TextRange range = m_cursor.peek().range();
    static constexpr std::string_view labels[] = {"required", "singular", "const", "mutable", "singleton"};
    const bool labelled = std::any_of(std::begin(labels), std::end(labels),
                                      [this](std::string_view word) { return m_cursor.at(word); });
    if (labelled) {
        Diagnostic& problem = m_problems.error(
            "unsupported", range,
            "SerialKit has no `{0}`: a field without `optional` and `repeated` is always there; remove it.",
            {std::string(m_cursor.peekText())});
        addFix(problem, {"Remove it", {}}, {range.begin, m_cursor.peek(1).begin}, "");
        next();
        return true;
    }
    std::vector<std::string_view> names;
    for (const Modifier& modifier : modifiers())
        names.push_back(modifier.name);
    const std::string near(nearestName(m_cursor.peekText(), names));
    if (near.empty())
        return false;
    Diagnostic& problem
        = m_problems.error("syntax", range, "There is no modifier {0}: did you mean `{1}`?", {found(), near});
    addFix(problem, {"Write `{0}`", {near}}, range, near);
    member.attributes.push_back({near, {}, range, {}});
    next();
    return true;
}

/// Gives false where no type could be made out and nothing behind it can be trusted. Without `nameBefore`, a name has
/// to follow.
bool Parser::parseType(Member& member, bool nameBefore)
{
    if (foreignType(member))
        return true;
    if (!atWord()) {
        m_problems.error("syntax", m_cursor.peek().range(),
                         "Expected a field like `type name = number;`, or `}`, found {0}.", {found()});
        return false;
    }
    if (!nameBefore && m_cursor.at("=", 1) && !m_cursor.peek(1).firstOnLine) {
        const std::string word = found();
        next();
        m_problems.error("syntax", m_cursor.peek().range(),
                         "Before `=` stand a type and a name, and there is only {0}: write `type name = number;`.",
                         {word});
        return false;
    }
    const std::size_t tokens = nameTokens(m_cursor, "-$");
    const TextRange range{m_cursor.peek().begin, m_cursor.peek(tokens - 1).end};
    member.typeRange = range;
    if (tokens == 1 && m_cursor.peek().kind == LexKind::Identifier) {
        member.type = writtenType(m_cursor.peekText(), range);
        next();
    } else {
        member.type = addType(TypeKind::Unknown, range, excerpt(m_text.substr(range.begin, range.size())));
        badName(tokens);
    }
    return true;
}

TypeIndex Parser::writtenType(std::string_view name, TextRange range)
{
    const Primitive* primitive = findPrimitive(name);
    const TypeIndex type = addType(primitive ? primitive->kind : TypeKind::Named, range, std::string(name));
    if (primitive)
        m_syntax.schema.types[type].bits = primitive->bits;
    return type;
}

/// Puts the type into an array or an optional, as the modifiers say.
void Parser::wrapType(Member& member)
{
    const bool repeated = findAttribute(member.attributes, "repeated") != nullptr;
    const bool optional = findAttribute(member.attributes, "optional") != nullptr;
    if (!repeated && !optional)
        return;
    std::string spelling;
    for (const Attribute& modifier : member.attributes)
        spelling += modifier.name + " ";
    spelling += m_syntax.schema.types[member.type].spelling;
    const std::uint32_t begin = std::min(member.attributes.front().nameRange.begin, member.typeRange.begin);
    const TypeIndex type
        = addType(repeated ? TypeKind::Array : TypeKind::Optional, {begin, member.typeRange.end}, spelling);
    m_syntax.schema.types[type].element = member.type;
    member.type = type;
}

TypeIndex Parser::addType(TypeKind kind, TextRange range, std::string spelling)
{
    TypeExpr type;
    type.kind = kind;
    type.range = range;
    type.spelling = std::move(spelling);
    m_syntax.schema.types.push_back(std::move(type));
    return static_cast<TypeIndex>(m_syntax.schema.types.size() - 1);
}

// ---- Types as other languages write them

/// Reports the `tokens` next tokens as a type SerialKit does not have and moves behind them.
void Parser::reportForeignType(Member& member, std::size_t tokens, std::string_view pattern, std::string element,
                               const std::string& replacement)
{
    const std::uint32_t begin = m_cursor.peek().begin;
    jump(tokens);
    const TextRange range{begin, std::max(lastEnd(), begin)};
    Diagnostic& problem = m_problems.error("unsupported", range, pattern, {std::move(element)});
    if (!replacement.empty())
        addFix(problem, {"Write `{0}`", {replacement}}, range, replacement);
    member.typeRange = range;
    member.type = addType(TypeKind::Unknown, range, excerpt(m_text.substr(range.begin, range.size())));
}

bool Parser::foreignType(Member& member)
{
    constexpr std::string_view noArray
        = "An array is written before its type and has no fixed length: write `repeated {0}`.";
    constexpr std::string_view noOptional = "A field that may be absent is written `optional {0}`.";
    const std::size_t partner = m_cursor.toPartner();
    if (m_cursor.at("[") && partner > 0 && atWord(partner + 1)) {
        const std::string element = excerpt(m_cursor.peekText(partner + 1));
        reportForeignType(member, partner + 2, noArray, element, "repeated " + element);
        return true;
    }
    if (m_cursor.at("?") && atWord(1)) {
        const std::string element = excerpt(m_cursor.peekText(1));
        reportForeignType(member, 2, noOptional, element, "optional " + element);
        return true;
    }
    if (!atWord())
        return false;
    const std::string element = excerpt(m_cursor.peekText());
    const std::size_t bracket = m_cursor.toPartner(1);
    if (m_cursor.at("[", 1) && bracket > 0) {
        reportForeignType(member, bracket + 2, noArray, element, "repeated " + element);
        return true;
    }
    if (m_cursor.at("?", 1)) {
        reportForeignType(member, 2, noOptional, element, "optional " + element);
        return true;
    }
    if (m_cursor.at("*", 1) || m_cursor.at("&", 1)) {
        reportForeignType(member, 2, "SerialKit has neither pointers nor references: write `{0}`, or `optional {0}`.",
                          element, element);
        return true;
    }
    std::size_t path = 1;
    while ((m_cursor.at(".", path) && atWord(path + 1))
           || (m_cursor.at(":", path) && m_cursor.at(":", path + 1) && atWord(path + 2)))
        path += m_cursor.at(".", path) ? 2u : 3u;
    if (path > 1) {
        const std::string last = excerpt(m_cursor.peekText(path - 1));
        reportForeignType(member, path,
                          "A type is named without its namespace: write `{0}` and declare it in this file.", last,
                          last);
        return true;
    }
    return foreignGeneric(member);
}

/// `list<T>`, `map<K, V>` and other generic types.
bool Parser::foreignGeneric(Member& member)
{
    if (!m_cursor.at("<", 1))
        return false;
    const std::string name = asciiLower(excerpt(m_cursor.peekText()));
    const auto isOneOf = [&](std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), name) != words.end();
    };
    const std::size_t tokens = 1 + genericTokens(1);
    const bool simple = tokens == 4 && atWord(2);
    const std::string inner = simple ? excerpt(m_cursor.peekText(2)) : std::string("T");
    if (isOneOf({"list", "vector", "vec", "array", "set", "repeated"}))
        reportForeignType(member, tokens, "An array is written `repeated {0}`.", inner,
                          simple ? "repeated " + inner : "");
    else if (isOneOf({"optional", "option", "maybe"}))
        reportForeignType(member, tokens, "A field that may be absent is written `optional {0}`.", inner,
                          simple ? "optional " + inner : "");
    else if (isOneOf({"map", "dict", "hashmap", "dictionary"}))
        reportForeignType(
            member, tokens,
            "SerialKit has no maps: declare a model with the key and the value and write `repeated Entry`.", {}, {});
    else
        reportForeignType(member, tokens,
                          "SerialKit has no generic types: declare a model for this use of `{0}` and name it here.",
                          name, {});
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
    return tokens - ahead;
}

} // namespace wirebench::serialkit
