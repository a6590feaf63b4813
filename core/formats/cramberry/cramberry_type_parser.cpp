// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_parser_impl.h"

#include <algorithm>
#include <limits>

namespace wirebench::cramberry {

TypeNodeIndex Parser::addType(TypeNode type)
{
    m_tree.types.push_back(std::move(type));
    return static_cast<TypeNodeIndex>(m_tree.types.size() - 1);
}

TypeNodeIndex Parser::missingType(std::uint32_t begin)
{
    TypeNode type;
    type.range = span(begin, std::max(begin, lastEnd()));
    return addType(std::move(type));
}

TypeNodeIndex Parser::parseType(std::uint32_t depth)
{
    const std::uint32_t begin = m_cursor.peek().begin;
    TypeNodeIndex type = parseForeignSuffix(parseUnmarked(depth));
    // Any number of `?` makes two optionals at most: the second is an error already.
    for (int marks = 0; m_cursor.at("?"); ++marks) {
        next();
        if (m_tree.types[type].kind == TypeNodeKind::Missing)
            continue;
        if (marks > 1) {
            m_tree.types[type].range.end = lastEnd();
            continue;
        }
        TypeNode optional;
        optional.kind = TypeNodeKind::Optional;
        optional.parts = {type};
        optional.range = span(begin, lastEnd());
        type = addType(std::move(optional));
    }
    return type;
}

/// A type without the `?` behind it.
TypeNodeIndex Parser::parseUnmarked(std::uint32_t depth)
{
    if (depth > kDeepestNesting)
        return tooDeepType();
    if (m_cursor.at("["))
        return parseArray(depth);
    if (m_cursor.at("map") && m_cursor.at("<", 1))
        return parseMap(depth);
    if (m_cursor.at("?") || m_cursor.at("*") || m_cursor.at("&"))
        return parseForeignPrefix(depth);
    // A name on the next line that a sign of a member follows is that member's.
    const bool nextMember = m_cursor.peek().firstOnLine && m_cursor.at(":", 1);
    if (!atName() || nextMember || atDeclHeader()) {
        expected("Expected a type, found {0}: a built-in type (`int64`, `string`, `bool` …), a declared one, `[]T`, "
                 "`map<K, V>` or `T?`.");
        return missingType(lastEnd());
    }
    return parseNamed(depth);
}

TypeNodeIndex Parser::tooDeepType()
{
    const TextRange range = here();
    m_problems.error("limit-depth", range, "Types are nested deeper than {0} levels here: declare a type for a part.",
                     {std::to_string(kDeepestNesting)});
    while (!m_cursor.atEnd() && !m_cursor.at(";") && !m_cursor.at("=") && !m_cursor.at("{") && !m_cursor.at("}")
           && !m_cursor.at(")") && !atDeclHeader() && !atMember())
        jump(m_cursor.toPartner() + 1);
    return missingType(range.begin);
}

TypeNodeIndex Parser::parseArray(std::uint32_t depth)
{
    TypeNode array;
    array.kind = TypeNodeKind::Array;
    array.range = here();
    next();
    if (!m_cursor.at("]")) {
        const LiteralNode length = parseLiteral();
        array.lengthRange = length.range;
        if (length.kind == LiteralKind::Integer) {
            const bool negative = length.text.starts_with('-');
            array.length = unsignedValue(length).value_or(negative ? 0 : std::numeric_limits<std::uint64_t>::max());
        } else if (length.kind != LiteralKind::Bad) {
            m_problems.error("syntax", length.range,
                             "The length of an array is an integer: write `[16]T`, or `[]T` for any number.");
        }
    }
    if (m_cursor.at("]")) {
        next();
    } else {
        Diagnostic& problem = expected("Expected `]`, found {0}: arrays are `[]T` and `[16]T`.");
        addFix(problem, {"Insert `]`", {}}, span(lastEnd(), lastEnd()), "]");
    }
    const TypeNodeIndex element = parseUnmarked(depth + 1);
    if (m_tree.types[element].kind == TypeNodeKind::Missing)
        return element;
    array.parts = {element};
    array.range.end = lastEnd();
    return addType(std::move(array));
}

TypeNodeIndex Parser::parseMap(std::uint32_t depth)
{
    TypeNode map;
    map.kind = TypeNodeKind::Map;
    map.range = here();
    map.name = {"map", here()};
    next();
    parseArguments(map, depth);
    if (map.parts.size() == 2) {
        map.range.end = lastEnd();
        return addType(std::move(map));
    }
    if (!map.parts.empty())
        m_problems.error("syntax", span(map.range.begin, lastEnd()),
                         "A map has a key and a value: write `map<string, int64>`.");
    return missingType(map.range.begin);
}

TypeNodeIndex Parser::parseNamed(std::uint32_t depth)
{
    TypeNode type;
    type.kind = TypeNodeKind::Name;
    type.name = parseQualified("type");
    type.range = type.name.range;
    if (m_cursor.at("<") && !parseArguments(type, depth))
        type.kind = TypeNodeKind::Missing;
    type.range.end = lastEnd();
    return addType(std::move(type));
}

/// `<T, U>` into the parts of a type; false and no parts when one of them is missing.
bool Parser::parseArguments(TypeNode& type, std::uint32_t depth)
{
    const TextRange open = here();
    next();
    bool sound = true;
    for (;;) {
        const TypeNodeIndex part = parseType(depth + 1);
        sound = sound && m_tree.types[part].kind != TypeNodeKind::Missing;
        type.parts.push_back(part);
        if (m_cursor.at(",")) {
            next();
        } else if (sound && atName() && !m_cursor.peek().firstOnLine) {
            Diagnostic& problem = expected("Expected `,` or `>` behind a type argument, found {0}.");
            addFix(problem, {"Insert `,`", {}}, span(lastEnd(), lastEnd()), ",");
        } else {
            break;
        }
    }
    if (m_cursor.at(">")) {
        next();
    } else if (sound) {
        Diagnostic& problem = expected("Expected `,` or `>` behind a type argument, found {0}.");
        addRelated(problem, open, "opened here");
        addFix(problem, {"Insert `>`", {}}, span(lastEnd(), lastEnd()), ">");
    }
    if (!sound)
        type.parts.clear();
    return sound;
}

/// `T[]` of other languages.
TypeNodeIndex Parser::parseForeignSuffix(TypeNodeIndex type)
{
    while (m_cursor.at("[") && !m_cursor.peek().firstOnLine && m_cursor.toPartner() > 0) {
        const TextRange inner = m_tree.types[type].range;
        const TextRange marks = span(m_cursor.peek().begin, m_cursor.peek(m_cursor.toPartner()).end);
        jump(m_cursor.toPartner() + 1);
        Diagnostic& problem = m_problems.error(
            "unsupported", marks, "An array is marked before its element: write `{0}{1}`.",
            {std::string(m_text.substr(marks.begin, marks.size())), excerpt(m_text.substr(inner.begin, inner.size()))});
        addFix(problem, {"Move it before the element", {}},
               {{span(inner.begin, inner.begin), std::string(m_text.substr(marks.begin, marks.size()))}, {marks, ""}});
        type = missingType(inner.begin);
    }
    return type;
}

/// `?T`, `*T` and `&T` of other languages.
TypeNodeIndex Parser::parseForeignPrefix(std::uint32_t depth)
{
    const TextRange first = here();
    const bool optional = !m_cursor.at("&");
    while (m_cursor.at("?") || m_cursor.at("*") || m_cursor.at("&"))
        next();
    const TextRange marks = span(first.begin, lastEnd());
    const TypeNodeIndex inner = parseUnmarked(depth + 1);
    if (m_tree.types[inner].kind == TypeNodeKind::Missing)
        return inner;
    const std::uint32_t end = lastEnd();
    Diagnostic& problem = m_problems.error(
        "unsupported", marks,
        optional ? "An optional type is marked behind it: write `{0}?`."
                 : "There are no references: write the type itself, `{0}`.",
        {excerpt(m_text.substr(m_tree.types[inner].range.begin, end - m_tree.types[inner].range.begin))});
    std::vector<TextEdit> edits{{marks, ""}};
    if (optional && !m_cursor.at("?"))
        edits.push_back({span(end, end), "?"});
    addFix(problem, {optional ? "Write `?` behind the type" : "Remove it", {}}, std::move(edits));
    return missingType(first.begin);
}

} // namespace wirebench::cramberry
