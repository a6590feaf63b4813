// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_names.h"
#include "core/formats/sdp/sdp_parser_impl.h"

#include <algorithm>

namespace wirebench::sdp {

TypeIndex Parser::parseType(bool& sound)
{
    TypeShape shape;
    const std::uint32_t begin = m_cursor.peek().begin;
    const std::size_t start = m_cursor.index();
    parsePrefixes(shape);
    if (parseBase(shape)) {
        parseClosers(shape);
        parseSuffixes(shape);
    }
    const bool moved = m_cursor.index() > start;
    const TextRange range{begin, moved ? std::max(lastEnd(), begin) : begin};
    if (!shape.failed)
        checkShape(shape, range);
    sound = !shape.failed && !shape.arrayOfArray && !shape.arrayOfOptional && !shape.optionalOfOther;
    if (sound)
        return buildType(shape, range);
    return addType(TypeKind::Unknown, range, excerpt(m_text.substr(range.begin, range.size())));
}

void Parser::parsePrefixes(TypeShape& shape)
{
    while (parseOnePrefix(shape)) { }
}

bool Parser::parseOnePrefix(TypeShape& shape)
{
    if (m_cursor.at("[") && m_cursor.at("]", 1)) {
        shape.prefix(true);
        jump(2);
        return true;
    }
    if (m_cursor.at("?")) {
        shape.prefix(false);
        next();
        return true;
    }
    if (m_cursor.at("Option") && m_cursor.at("<", 1)) {
        shape.prefix(false);
        ++shape.closers;
        jump(2);
        return true;
    }
    if (m_cursor.at("&") || m_cursor.at("*")) {
        const TextRange range = m_cursor.peek().range();
        Diagnostic& problem = m_problems.error("unsupported", range,
                                               "SDP has no references and no pointers: write the type itself, or "
                                               "`?Type` for a struct that may be absent.");
        addFix(problem, {"Remove it", {}}, range, "");
        shape.failed = true;
        next();
        while (m_cursor.at("'") || m_cursor.at("mut") || m_cursor.at("const") || m_cursor.at("*") || m_cursor.at("&"))
            jump(m_cursor.at("'") ? 2 : 1);
        return true;
    }
    return false;
}

bool Parser::parseBase(TypeShape& shape)
{
    if (foreignType()) {
        shape.failed = true;
        return false;
    }
    const LexToken& token = m_cursor.peek();
    const bool word = token.kind == LexKind::Identifier || token.kind == LexKind::BadWord;
    if (!word || atField() || atDeclHeader()) {
        m_problems.error(
            "syntax", token.range(),
            "Expected a type, found {0}: a primitive (`u32`, `f64`, `bool`, `str` …), a struct of this file, "
            "`[]T` or `?Struct`.",
            {found()});
        shape.failed = true;
        return false;
    }
    shape.base
        = token.kind == LexKind::Identifier ? std::string(m_cursor.textOf(token)) : excerpt(m_cursor.textOf(token));
    shape.baseRange = token.range();
    next();
    return true;
}

void Parser::parseClosers(TypeShape& shape)
{
    for (; shape.closers > 0; --shape.closers) {
        if (!m_cursor.at(">")) {
            Diagnostic& problem = m_problems.error("syntax", m_cursor.peek().range(),
                                                   "Expected `>` to close `Option<`, found {0}.", {found()});
            addFix(problem, {"Insert `>`", {}}, {lastEnd(), lastEnd()},
                   std::string(std::min<std::size_t>(shape.closers, 64), '>'));
            return;
        }
        next();
    }
}

/// `u32[]`, `u32[4]` and `Type?` of other languages.
void Parser::parseSuffixes(TypeShape& shape)
{
    while ((m_cursor.at("[") || m_cursor.at("?")) && !m_cursor.peek().firstOnLine) {
        const bool array = m_cursor.at("[");
        const std::size_t partner = m_cursor.toPartner();
        if (array && partner == 0)
            return;
        const TextRange range{m_cursor.peek().begin, m_cursor.peek(array ? partner : 0).end};
        const std::string_view sign = array ? "[]" : "?";
        Diagnostic& problem
            = m_problems.error("unsupported", range,
                               array ? "An array is written before its element, and has no fixed length: write `[]{0}`."
                                     : "An optional is marked before its type: write `?{0}`.",
                               {shape.base});
        addFix(problem, {"Write `{0}{1}`", {std::string(sign), shape.base}},
               {{{shape.baseRange.begin, shape.baseRange.begin}, std::string(sign)}, {range, ""}});
        shape.failed = true;
        jump(array ? partner + 1 : 1);
    }
}

void Parser::checkShape(const TypeShape& shape, TextRange range)
{
    if (shape.arrayOfArray) {
        m_problems.error("array-of-array", range,
                         "An array cannot hold arrays: put the inner array into a struct, like `{0}`, and use `[]Row`.",
                         {"struct Row { items: []" + shape.base + " }"});
    }
    if (shape.arrayOfOptional) {
        Diagnostic& problem = m_problems.error("array-of-optional", range,
                                               "An array cannot hold optionals: leave absent elements out and write "
                                               "`[]{0}`, or put the optional into a struct.",
                                               {shape.base});
        addFix(problem, {"Write `[]{0}`", {shape.base}}, range, "[]" + shape.base);
    }
    if (shape.optionalOfOther) {
        const std::string plain = (shape.lastIsArray ? "[]" : "?") + shape.base;
        Diagnostic& problem = m_problems.error(
            "optional-non-struct", range,
            "Only a struct can be optional, not an array or another optional: write `{0}`.", {plain});
        addFix(problem, {"Write `{0}`", {plain}}, range, plain);
    }
}

TypeIndex Parser::buildType(const TypeShape& shape, TextRange range)
{
    TypeIndex base = kNoIndex;
    if (const Primitive* primitive = findPrimitive(shape.base)) {
        base = addType(primitive->kind, shape.baseRange, shape.base);
        m_syntax.schema.types[base].bits = primitive->bits;
    } else {
        base = addType(TypeKind::Named, shape.baseRange, shape.base);
    }
    if (shape.prefixes == 0)
        return base;
    const TypeKind kind = shape.outerIsArray ? TypeKind::Array : TypeKind::Optional;
    const TypeIndex type = addType(kind, range, (shape.outerIsArray ? "[]" : "?") + shape.base);
    m_syntax.schema.types[type].element = base;
    return type;
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

} // namespace wirebench::sdp
